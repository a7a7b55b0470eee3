import { type ApiResult, noResponse } from "./problem.ts";
import { problemOf } from "./result.ts";

type FormUpload = {
  path: string;
  form: FormData;
  locale: string;
  /** @param share from 0 to 1 */
  onProgress: (share: number) => void;
};
type Received = { status: number; body: unknown };

/**
 * Sends a form with a file. `fetch` does not tell how much has been sent, so these calls go without the
 * client. A session that is over is renewed once.
 */
export async function uploadForm<T>(upload: FormUpload): Promise<ApiResult<T>> {
  try {
    const first = await send(upload);
    const again = first.status === 401 && (await isRenewed());
    const { status, body } = again ? await send(upload) : first;
    if (status === 201) return { ok: true, data: body as T };
    return { ok: false, problem: problemOf(body, status) };
  } catch (cause) {
    return { ok: false, problem: noResponse(cause) };
  }
}

async function isRenewed(): Promise<boolean> {
  const { renew } = await import("../session/browser-renewal.ts");
  return (await renew()) === "member";
}

function send({ path, form, locale, onProgress }: FormUpload): Promise<Received> {
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.open("POST", path);
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
