/**
 * Files that the shop serves. Here they are in a local folder; bucket.ts keeps them in object storage. Keys
 * are slash-separated small letters, digits, dots and dashes.
 */
import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { replaceFile } from "./durable-file.ts";

export interface StoredFile {
  readonly size: number;
  open(): Readable;
}

export interface Storage {
  /** Returns the file, or null. */
  find(key: string): Promise<StoredFile | null>;
  /** Writes the whole file or nothing. Throws a RangeError for an invalid key. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Removes the file, if it is there. Throws a RangeError for an invalid key. */
  remove(key: string): Promise<void>;
}

export const STORAGE_KEY = /^[a-z0-9][a-z0-9-]*(\/[a-z0-9][a-z0-9-]*)*\.[a-z0-9]+$/;

export function localStorage(directory: string): Storage {
  const path = (key: string): string => {
    if (!STORAGE_KEY.test(key)) throw new RangeError(`not a storage key: ${key}`);
    return join(directory, key);
  };
  return {
    async find(key) {
      if (!STORAGE_KEY.test(key)) return null;
      const info = await stat(path(key)).catch((error: NodeJS.ErrnoException) => {
        if (["ENOENT", "ENOTDIR", "ENAMETOOLONG"].includes(error.code ?? "")) return null;
        throw error;
      });
      return info?.isFile() ? { size: info.size, open: () => createReadStream(path(key)) } : null;
    },
    async put(key, bytes) {
      await replaceFile(path(key), bytes);
    },
    async remove(key) {
      await rm(path(key), { force: true });
    },
  };
}
