/**
 * A bounded store in memory whose entries can be found by the tags that they carry: the ids of the things
 * that an entry shows, or the name of a group of entries. The least recently used entry leaves first.
 */
import { LRUCache } from "lru-cache";

interface Tagged {
  readonly tags: readonly string[];
}

export interface TaggedStore<Entry extends Tagged> {
  /** Returns the entry and counts it as used; undefined when there is none or its time is over. */
  get(key: string): Entry | undefined;
  /** Stores nothing when the entry alone is larger than the store. Without `ttlMs` the entry has no end. */
  set(key: string, entry: Entry, ttlMs?: number): void;
  delete(key: string): void;
  clear(): void;
  /** The entries that carry one of the tags, with their keys; null: all entries. */
  tagged(tags: readonly string[] | null): [key: string, entry: Entry][];
  /** Bytes in use, by `bytesOf` and the store's own cost. */
  readonly bytes: number;
  readonly count: number;
}

/** @param bytesOf the bytes of an entry without its key and tags */
export function createTaggedStore<Entry extends Tagged>(
  maxBytes: number,
  bytesOf: (entry: Entry) => number,
): TaggedStore<Entry> {
  const keysByTag = new Map<string, Set<string>>();
  const entries = new LRUCache<string, Entry>({
    // The library takes zero for no limit.
    maxSize: Math.max(1, Math.floor(maxBytes)),
    sizeCalculation: (entry, key) => bytesOf(entry) + key.length * 2 + entry.tags.length * 80 + 200,
    dispose: ({ tags }, key) => {
      for (const tag of tags) {
        const keys = keysByTag.get(tag);
        keys?.delete(key);
        if (keys?.size === 0) keysByTag.delete(tag);
      }
    },
  });

  function keysOf(tags: readonly string[]): Set<string> {
    const keys = new Set<string>();
    for (const tag of tags) for (const key of keysByTag.get(tag) ?? []) keys.add(key);
    return keys;
  }

  return {
    get: (key) => entries.get(key),
    set(key, entry, ttlMs) {
      entries.set(key, entry, ttlMs === undefined ? {} : { ttl: ttlMs });
      if (!entries.has(key)) return;
      for (const tag of entry.tags) keysByTag.set(tag, (keysByTag.get(tag) ?? new Set()).add(key));
    },
    delete: (key) => void entries.delete(key),
    clear: () => entries.clear(),
    tagged(tags) {
      if (tags === null) return [...entries.entries()];
      return [...keysOf(tags)].flatMap((key): [string, Entry][] => {
        const entry = entries.peek(key);
        return entry ? [[key, entry]] : [];
      });
    },
    get bytes() {
      return entries.calculatedSize;
    },
    get count() {
      return entries.size;
    },
  };
}
