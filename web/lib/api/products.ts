import type { Api } from "./client.ts";
import type { ApiResult } from "./problem.ts";
import { resultOf } from "./result.ts";
import type {
  NewProductRequest,
  ProductEdit,
  StaffPictureEdit,
  StaffProduct,
  StaffProductQuery,
} from "./types.ts";

/** A product with the version that an edit names. */
export type ProductVersion = { product: StaffProduct; etag: string };

type Answer = { data?: StaffProduct; error?: unknown; response: Response };

const versionOf = (call: Promise<Answer>): Promise<ApiResult<ProductVersion>> =>
  resultOf(
    call.then(({ data, error, response }) => ({
      ...(data && { data: { product: data, etag: response.headers.get("etag") ?? "" } }),
      error,
      response,
    })),
  );

export const listStaffProducts = (api: Api, query: StaffProductQuery) =>
  resultOf(api.GET("/api/v1/admin/products", { params: { query } }));

export const listStaffCategories = (api: Api) => resultOf(api.GET("/api/v1/admin/categories"));

export const readProduct = (api: Api, id: string) =>
  versionOf(api.GET("/api/v1/admin/products/{id}", { params: { path: { id } } }));

export const createProduct = (api: Api, body: NewProductRequest) =>
  resultOf(api.POST("/api/v1/admin/products", { body }));

export const duplicateProduct = (api: Api, id: string) =>
  versionOf(api.POST("/api/v1/admin/products/{id}/duplicate", { params: { path: { id } } }));

export const editProduct = (api: Api, { product: { id }, etag }: ProductVersion, body: ProductEdit) =>
  versionOf(
    api.PATCH("/api/v1/admin/products/{id}", {
      params: { path: { id }, header: { "if-match": etag } },
      body,
    }),
  );

const pictureOf = (id: string, pictureId: string) => ({ params: { path: { id, pictureId } } });

export const editPicture = (api: Api, id: string, pictureId: string, body: StaffPictureEdit) =>
  resultOf(
    api.PATCH("/api/v1/admin/products/{id}/pictures/{pictureId}", { ...pictureOf(id, pictureId), body }),
  );

export const deletePicture = (api: Api, id: string, pictureId: string) =>
  resultOf(api.DELETE("/api/v1/admin/products/{id}/pictures/{pictureId}", pictureOf(id, pictureId)));
