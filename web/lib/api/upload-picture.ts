import type { ApiResult } from "./problem.ts";
import type { StaffPicture } from "./types.ts";
import { uploadForm } from "./upload-form.ts";

type Upload = {
  productId: string;
  file: File;
  locale: string;
  /** @param share from 0 to 1 */
  onProgress: (share: number) => void;
};

/** Uploads one picture of a product. */
export async function uploadPicture({ productId, file, ...how }: Upload): Promise<ApiResult<StaffPicture[]>> {
  const form = new FormData();
  form.append("file", file);
  const path = `/api/v1/admin/products/${productId}/pictures`;
  const result = await uploadForm<{ pictures: StaffPicture[] }>({ path, form, ...how });
  return result.ok ? { ok: true, data: result.data.pictures } : result;
}
