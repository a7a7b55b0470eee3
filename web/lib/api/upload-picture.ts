import { type ApiResult, noResponse } from "./problem.ts";
import { problemOf } from "./result.ts";
import type { StaffPicture } from "./types.ts";

type Upload = {
  productId: string;
  file: File;
  locale: string;
  /** @param share from 0 to 1 */
  onProgress: (share: number) => void;
};
type Received = { status: number; body: unknown };

/**
 * Uploads one picture of a product. `fetch` does not tell how much has been sent, so this is the one call
 * that goes without the client.
 */
export async function uploadPicture(upload: Upload): Promise<ApiResult<StaffPicture[]>> {
  try {
    const first = await send(upload);
    const again = first.status === 401 && (await isRenewed());
    const { status, body } = again ? await send(upload) : first;
    if (status === 201) return { ok: true, data: (body as { pictures: StaffPicture[] }).pictures };
    return { ok: false, problem: problemOf(body, status) };
  } catch (cause) {
    return { ok: false, problem: noResponse(cause) };
  }
}

async function isRenewed(): Promise<boolean> {
  const { renew } = await import("../session/browser-renewal.ts");
  return (await renew()) === "member";
}

function send({ productId, file, locale, onProgress }: Upload): Promise<Received> {
  const form = new FormData();
  form.append("file", file);
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.open("POST", `/api/v1/admin/products/${productId}/pictures`);
    request.setRequestHeader("Accept-Language", locale);
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    );
    request.addEventListener("load", () => resolve({ status: request.status, body: request.response }));
    request.addEventListener("error", () => reject(new Error("the upload got no response")));
    request.send(form);
  });
}
