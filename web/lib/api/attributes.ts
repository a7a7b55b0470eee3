import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";
import type { AttributeEdit, NewAttributeRequest, StaffAttribute } from "./types.ts";

const version = ({ id, etag }: StaffAttribute) => ({ path: { id }, header: { "if-match": etag } });

export const listAttributes = (api: Api) => resultOf(api.GET("/api/v1/admin/attributes"));

export const listDisclosureGroups = (api: Api) => resultOf(api.GET("/api/v1/admin/disclosure-groups"));

export const createAttribute = (api: Api, body: NewAttributeRequest) =>
  resultOf(api.POST("/api/v1/admin/attributes", { body }));

export const editAttribute = (api: Api, attribute: StaffAttribute, body: AttributeEdit) =>
  resultOf(api.PATCH("/api/v1/admin/attributes/{id}", { params: version(attribute), body }));

/** @param fromProducts it is taken from the products that have it; else it is refused while some have it */
export const deleteAttribute = (api: Api, attribute: StaffAttribute, fromProducts: boolean) =>
  resultOf(
    api.DELETE("/api/v1/admin/attributes/{id}", {
      params: { ...version(attribute), query: fromProducts ? { fromProducts } : {} },
    }),
  );
