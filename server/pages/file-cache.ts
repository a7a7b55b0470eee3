/**
 * The script, style and font files of the web's build, from memory. A name stands for one content for ever,
 * so nothing is ever refreshed. Pages that are kept name these files: they are read with the page, so that a
 * page works while the web is away, and after the web has been replaced by another build.
 */
import { LRUCache } from "lru-cache";
import { concurrencyLimiter } from "../platform/concurrency.ts";
import { sendForBytes } from "../platform/http/send.ts";
import { bytesOf, makeReady, type ReadyAnswer } from "./ready-answer.ts";

export interface FileCache {
  /** Returns null when the web has no such file. Throws NoAnswer when the web is away. */
  get(path: string): Promise<ReadyAnswer | null>;
  /** Reads files that a page names, without waiting for them. */
  readAhead(paths: readonly string[]): void;
  readonly bytes: number;
}

const FILE = /^\/_next\/static\/(?!.*\/\.)[\w.~/-]{1,300}$/;

/** Returns the path of a file of the build; null for any other address. */
export function filePathOf(url: string): string | null {
  const [path = ""] = url.split("?", 1);
  return FILE.test(path) ? path : null;
}

const KEPT = ["content-type", "cache-control", "x-content-type-options"] as const;
const TIMEOUT_MS = 10_000;

export function createFileCache(webUrl: string, maxBytes: number): FileCache {
  const files = new LRUCache<string, ReadyAnswer>({ maxSize: maxBytes, sizeCalculation: bytesOf });
  const reads = new Map<string, Promise<ReadyAnswer | null>>();
  const limit = concurrencyLimiter(6, 1_000);

  async function read(path: string): Promise<ReadyAnswer | null> {
    const request = {
      method: "GET",
      url: new URL(path, webUrl),
      headers: {},
      body: "",
      timeoutMs: TIMEOUT_MS,
    } as const;
    const { status, headers, body } = await limit(() => sendForBytes(request));
    const lasts = /\bimmutable\b/.test(headers["cache-control"] ?? "");
    if (status !== 200 || !lasts) return null;
    const kept = KEPT.flatMap((name) => (headers[name] ? [[name, String(headers[name])]] : []));
    const file = await makeReady(status, { ...Object.fromEntries(kept), vary: "Accept-Encoding" }, body);
    files.set(path, file);
    return file;
  }

  function get(path: string): Promise<ReadyAnswer | null> {
    const known = files.get(path);
    if (known) return Promise.resolve(known);
    const running = reads.get(path);
    if (running) return running;
    const started = read(path).finally(() => reads.delete(path));
    reads.set(path, started);
    return started;
  }

  return {
    get,
    readAhead(paths) {
      // A file that cannot be read now is read again when a browser asks for it.
      for (const path of paths) if (!files.has(path)) get(path).catch(() => undefined);
    },
    get bytes() {
      return files.calculatedSize;
    },
  };
}
