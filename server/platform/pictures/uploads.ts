/** Pictures that a client sends as files: read one at a time, because decoding takes memory. */
import type { FastifyRequest } from "fastify";
import { concurrencyLimiter } from "../concurrency.ts";
import { inputError, inputProblem } from "../errors.ts";
import { readUploads } from "../http/uploads.ts";
import { MOST_PIXELS, type ReadPicture, readPicture } from "./render.ts";

export interface UploadedPicture extends ReadPicture {
  readonly fileName: string;
}

/** Bytes of one file: as much as the gateway lets pass, less the form around it. */
export const MOST_PICTURE_BYTES = 19 * 1024 * 1024;

/** Decoding takes up to 200 MB and a processor: one picture at a time, and thirty wait. */
const inTurn = concurrencyLimiter(1, 30);

/**
 * Reads the pictures of the field `file`, in their order. Throws INVALID_INPUT for a file that is no picture,
 * TOO_MANY_REQUESTS while too many wait, and what `readUploads` throws.
 */
export async function readPictures(
  request: FastifyRequest,
  read: typeof readPicture = readPicture,
): Promise<UploadedPicture[]> {
  return readUploads(request, async ({ fileName, bytes }, at) => {
    const picture = await inTurn(() => read(bytes));
    if (!("code" in picture)) return { ...picture, fileName };
    const values = { limit: MOST_PIXELS / 1_000_000, fileName };
    throw inputError([inputProblem(`/file/${at}`, picture.code, values)], picture.cause);
  });
}
