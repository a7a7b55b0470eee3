/**
 * The script, style and font files of the web's build, from memory. A name stands for one content for ever,
 * so nothing is ever refreshed. Pages that are kept name these files: they are read with the page, so that a
 * page works while the web is away, and after the web has been replaced by another build.
 *
 * While the web is replaced, its processes are of two builds, and each has the files of its own build alone.
 * So a file that one process does not have is asked for again, over a new connection, which leads to another.
 */
import { setTimeout as wait } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import { concurrencyLimiter } from "../platform/concurrency.ts";
import type { BinaryAnswer } from "../platform/http/send.ts";
import { bytesOf, makeReady, type ReadyAnswer } from "./ready-answer.ts";
import { readFromWeb } from "./web-request.ts";

export interface FileCache {
  /** Returns 404 for no file, null for one that may change. Throws NoAnswer when the web is away. */
  get(path: string): Promise<ReadyAnswer | null>;
  inMemory(path: string): ReadyAnswer | null;
  /** Reads files that a page names, without waiting for them. */
  readAhead(paths: readonly string[]): void;
  readonly bytes: number;
}

const FILE = /^\/_next\/static\/(?!.*\/\.)[\w.~/-]{1,300}$/;

/** No page is below this address, so what is missing there is a file, whose 404 no visitor sees. */
export const isBelowBuild = (url: string): boolean => url.startsWith("/_next/");

/** Plain and small, where the web would draw a page that says in English that there is none. */
export const NO_FILE = await makeReady(
  404,
  { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  Buffer.from("Not found\n"),
);

/** Returns the path of a file of the build; null for any other address. */
export function filePathOf(url: string): string | null {
  const [path = ""] = url.split("?", 1);
  return FILE.test(path) ? path : null;
}

const KEPT = ["content-type", "cache-control", "x-content-type-options"] as const;
const TIMEOUT_MS = 10_000;
/**
 * A page that was just rendered names files that one process has for sure: with one of three processes, 20
 * tries miss it once in 3,000 times. Of other names a client can make up any number.
 */
const TRIES = { named: 20, other: 3 } as const;
const RETRY_MS = 50;
const MAX_NAMES = 5_000;

export function createFileCache(webUrl: string, maxBytes: number): FileCache {
  const files = new LRUCache<string, ReadyAnswer>({ maxSize: maxBytes, sizeCalculation: bytesOf });
  const reads = new Map<string, Promise<ReadyAnswer | null>>();
  /** The files of pages that were rendered here. */
  const named = new LRUCache<string, true>({ max: MAX_NAMES });
  const limit = concurrencyLimiter(6, 1_000);

  async function read(path: string): Promise<ReadyAnswer | null> {
    for (let tries = 1; ; tries++) {
      const answer = await ask(path, tries > 1);
      const isLast = tries >= (named.has(path) ? TRIES.named : TRIES.other);
      if (answer.status !== 404 || isLast) return keep(path, answer);
      await wait(RETRY_MS);
    }
  }

  const ask = (path: string, anew: boolean): Promise<BinaryAnswer> =>
    limit(() => readFromWeb(new URL(path, webUrl), { timeoutMs: TIMEOUT_MS, isAlone: anew }));

  async function keep(path: string, { status, headers, body }: BinaryAnswer): Promise<ReadyAnswer | null> {
    if (status === 404) return NO_FILE;
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
    inMemory: (path) => files.get(path) ?? null,
    readAhead(paths) {
      // A file that cannot be read now is read again when a browser asks for it.
      for (const path of paths) {
        named.set(path, true);
        if (!files.has(path)) get(path).catch(() => undefined);
      }
    },
    get bytes() {
      return files.calculatedSize;
    },
  };
}
