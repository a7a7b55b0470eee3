/**
 * Ready-to-send answers in memory. Each entry carries the ids of what it shows; a change of one of them drops it, in
 * every process (platform/db/changes.ts). A key is filled once at a time, whoever asks; what was read before a change
 * is never kept after it. The time limit bounds how long a lost message can matter.
 */
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";

export interface CachedResponse {
  readonly bytes: Buffer;
  /** Strong ETag, with its quotes. */
  readonly etag: string;
}

export interface CacheFill {
  readonly body: unknown;
  /** Ids (or the names of groups of answers) whose change drops this answer. */
  readonly tags: readonly string[];
  readonly maxAgeMs: number;
}

export interface ResponseCache {
  get(key: string): CachedResponse | undefined;
  /** The kept answer, or the one that `fill` makes now. `fill` may throw: then nothing is kept. */
  getOrFill(key: string, fill: () => Promise<CacheFill>): Promise<CachedResponse>;
  /** Drops what carries one of the tags; null drops everything. */
  drop(tags: readonly string[] | null): void;
}

interface Entry extends CachedResponse {
  readonly tags: readonly string[];
}
interface PendingFill {
  readonly answer: Promise<CachedResponse>;
  /** What was dropped while it ran; null: everything. */
  dropped: Set<string> | null;
}

export function createResponseCache(maxBytes: number): ResponseCache {
  const keysByTag = new Map<string, Set<string>>();
  const fillings = new Map<string, PendingFill>();
  const entries = new LRUCache<string, Entry>({
    maxSize: maxBytes,
    sizeCalculation: ({ bytes, tags }, key) => bytes.length + key.length * 2 + tags.length * 80 + 200,
    dispose: (entry, key) => untag(entry, key),
  });

  function untag({ tags }: Entry, key: string): void {
    for (const tag of tags) {
      const keys = keysByTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) keysByTag.delete(tag);
    }
  }

  function keep(key: string, entry: Entry, maxAgeMs: number): void {
    entries.set(key, entry, { ttl: maxAgeMs });
    if (!entries.has(key)) return;
    for (const tag of entry.tags) keysByTag.set(tag, (keysByTag.get(tag) ?? new Set()).add(key));
  }

  async function run(
    key: string,
    fill: () => Promise<CacheFill>,
    filling: () => PendingFill,
  ): Promise<CachedResponse> {
    try {
      const { body, tags, maxAgeMs } = await fill();
      const bytes = Buffer.from(JSON.stringify(body));
      const entry = { bytes, tags, etag: `"${createHash("sha1").update(bytes).digest("base64url")}"` };
      const { dropped } = filling();
      if (dropped && !tags.some((tag) => dropped.has(tag))) keep(key, entry, maxAgeMs);
      return entry;
    } finally {
      if (fillings.get(key) === filling()) fillings.delete(key);
    }
  }

  return {
    get: (key) => entries.get(key),
    getOrFill(key, fill) {
      const kept = entries.get(key);
      if (kept) return Promise.resolve(kept);
      const running = fillings.get(key);
      if (running) return running.answer;
      const { promise: answer, resolve, reject } = Promise.withResolvers<CachedResponse>();
      const filling: PendingFill = { answer, dropped: new Set() };
      fillings.set(key, filling);
      run(key, fill, () => filling).then(resolve, reject);
      return answer;
    },
    drop(tags) {
      // Who asks from now on must not get what was read before the change.
      for (const filling of fillings.values()) {
        if (tags === null) filling.dropped = null;
        else for (const tag of tags) filling.dropped?.add(tag);
      }
      fillings.clear();
      if (tags === null) return entries.clear();
      for (const tag of tags) for (const key of [...(keysByTag.get(tag) ?? [])]) entries.delete(key);
    },
  };
}
