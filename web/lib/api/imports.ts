import type { Api } from "./client.ts";
import type { ApiResult } from "./problem.ts";
import { resultOf } from "./result.ts";
import type { ImportKind, TableImport } from "./types.ts";
import { uploadForm } from "./upload-form.ts";

type Upload = {
  kind: ImportKind;
  file: File;
  locale: string;
  /** @param share from 0 to 1 */
  onProgress: (share: number) => void;
};

export function uploadTable({ kind, file, ...how }: Upload): Promise<ApiResult<TableImport>> {
  const form = new FormData();
  form.append("kind", kind);
  form.append("file", file);
  return uploadForm({ path: "/api/v1/admin/imports", form, ...how });
}

export const listImports = (api: Api, query: { limit?: number; cursor?: string }) =>
  resultOf(api.GET("/api/v1/admin/imports", { params: { query } }));

export const readImport = (api: Api, id: string) =>
  resultOf(api.GET("/api/v1/admin/imports/{id}", { params: { path: { id } } }));

export const checkImport = (api: Api, id: string, mapping: Readonly<Record<string, string>>) =>
  resultOf(api.POST("/api/v1/admin/imports/{id}/dry-run", { params: { path: { id } }, body: { mapping } }));

export const commitImport = (api: Api, id: string, token: string) =>
  resultOf(api.POST("/api/v1/admin/imports/{id}/commit", { params: { path: { id } }, body: { token } }));
