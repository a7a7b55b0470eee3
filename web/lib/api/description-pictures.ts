import type { ApiResult } from "./problem.ts";
import { uploadForm } from "./upload-form.ts";

type UploadedPictures = { pictures: { src: string; fileName: string }[] };

/** Pictures that a description may show from now on, in the order of the files. */
export function uploadDescriptionPictures(
  files: readonly File[],
  locale: string,
): Promise<ApiResult<UploadedPictures>> {
  const form = new FormData();
  for (const file of files) form.append("file", file);
  return uploadForm({ path: "/api/v1/admin/description-pictures", form, locale, onProgress: () => {} });
}
