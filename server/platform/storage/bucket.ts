/**
 * Files in a bucket of object storage that speaks S3: each request is signed (AWS Signature Version 4) and
 * names the bucket in its path, which every such storage understands. An object appears whole or not at all.
 */
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { AwsClient } from "aws4fetch";
import { STORAGE_KEY, type Storage } from "./storage.ts";

export interface BucketSettings {
  /** `https://…`, without the bucket. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const TIMEOUT_MS = 10_000;
/** Repeats after a 5xx or 429, the first after a tenth of a second. All requests here may be repeated. */
const RETRIES = 2;
const MISSING_IS_FINE: ReadonlySet<string> = new Set(["HEAD", "DELETE"]);

/** Its functions throw an Error, with the status, when the storage refuses or does not answer. */
export function bucketStorage({ endpoint, bucket, ...access }: BucketSettings): Storage {
  const client = new AwsClient({ ...access, service: "s3", retries: RETRIES, initRetryMs: 100 });
  const base = `${endpoint.replace(/\/+$/, "")}/${bucket}/`;

  async function send(method: string, key: string, body?: Uint8Array<ArrayBuffer>): Promise<Response> {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await client.fetch(`${base}${key}`, { method, signal, ...(body ? { body } : {}) });
    if (response.ok || (response.status === 404 && MISSING_IS_FINE.has(method))) return response;
    await response.body?.cancel();
    throw new Error(`the object storage answers ${response.status} to ${method} ${key}`);
  }

  /** Asked for when the first byte is wanted: a file that is only looked up leaves no answer unread. */
  async function* read(key: string): AsyncGenerator<Uint8Array> {
    const { body } = await send("GET", key);
    if (body) yield* body as ReadableStream<Uint8Array>;
  }

  return {
    async find(key) {
      if (!STORAGE_KEY.test(key)) return null;
      const { status, headers } = await send("HEAD", key);
      if (status === 404) return null;
      return { size: Number(headers.get("content-length")), open: () => Readable.from(read(key)) };
    },
    async put(key, bytes) {
      if (!STORAGE_KEY.test(key)) throw new RangeError(`not a storage key: ${key}`);
      await send("PUT", key, new Uint8Array(bytes));
    },
    async remove(key) {
      if (!STORAGE_KEY.test(key)) throw new RangeError(`not a storage key: ${key}`);
      const { body } = await send("DELETE", key);
      await body?.cancel();
    },
  };
}
