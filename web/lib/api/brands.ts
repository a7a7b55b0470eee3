import type { Api } from "./client.ts";
import type { ApiResult } from "./problem.ts";
import { resultOf } from "./result.ts";
import type { BrandEdit, NewBrandRequest, StaffBrand, StaffBrandQuery } from "./types.ts";
import { uploadForm } from "./upload-form.ts";

const version = ({ id, etag }: StaffBrand) => ({ path: { id }, header: { "if-match": etag } });

export const listBrands = (api: Api, query: StaffBrandQuery) =>
  resultOf(api.GET("/api/v1/admin/brands", { params: { query } }));

export const createBrand = (api: Api, body: NewBrandRequest) =>
  resultOf(api.POST("/api/v1/admin/brands", { body }));

export const editBrand = (api: Api, brand: StaffBrand, body: BrandEdit) =>
  resultOf(api.PATCH("/api/v1/admin/brands/{id}", { params: version(brand), body }));

/** @param into the id of the brand that gets its products */
export const mergeBrand = (api: Api, brand: StaffBrand, into: string) =>
  resultOf(api.POST("/api/v1/admin/brands/{id}/merge", { params: version(brand), body: { into } }));

export const deleteBrand = (api: Api, brand: StaffBrand) =>
  resultOf(api.DELETE("/api/v1/admin/brands/{id}", { params: version(brand) }));

export function uploadBrandLogo(
  { id }: StaffBrand,
  file: File,
  locale: string,
): Promise<ApiResult<StaffBrand>> {
  const form = new FormData();
  form.append("file", file);
  return uploadForm({ path: `/api/v1/admin/brands/${id}/logo`, form, locale, onProgress: () => {} });
}

export const removeBrandLogo = (api: Api, { id }: StaffBrand) =>
  resultOf(api.DELETE("/api/v1/admin/brands/{id}/logo", { params: { path: { id } } }));
