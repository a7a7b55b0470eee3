import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";
import type { CategoryEdit, NewCategoryRequest } from "./types.ts";

/** A category with the version that an edit names. */
export type CategoryVersion = { id: string; etag: string };

const version = ({ id, etag }: CategoryVersion) => ({ path: { id }, header: { "if-match": etag } });

export const createCategory = (api: Api, body: NewCategoryRequest) =>
  resultOf(api.POST("/api/v1/admin/categories", { body }));

export const editCategory = (api: Api, category: CategoryVersion, body: CategoryEdit) =>
  resultOf(api.PATCH("/api/v1/admin/categories/{id}", { params: version(category), body }));

/** @param moveTo the category that gets its products; null: they stay in their other ones */
export const deleteCategory = (api: Api, category: CategoryVersion, moveTo: string | null) =>
  resultOf(
    api.DELETE("/api/v1/admin/categories/{id}", {
      params: { ...version(category), query: moveTo === null ? {} : { moveTo } },
    }),
  );
