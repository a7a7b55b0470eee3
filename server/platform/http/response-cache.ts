/**
 * A cache of ready-to-send responses in the memory of one process.
 *
 * Stores, per key (language and address): the bytes of the JSON, their ETag, and tags. The tags are the ids
 * of the things that the response shows, or the name of a group of responses.
 * Always: a key is filled by one read at a time, and concurrent requests share it. A read that began before
 * a change is never stored after it. Size in bytes and age are bounded; the age limit bounds how long a lost
 * message can matter.
 * How: a reader takes the entry, else joins the running fill, else starts one. A writer publishes the ids it
 * changed (platform/db/changes.ts), and every process drops the entries with these tags. The drop is also
 * noted on each running fill, which then does not store its result, and later readers start a new fill.
 * While the database is away: its messages of changes are away too, so all entries are dropped. They are set
 * aside, and a fill that finds no database, or hears nothing of it for `PATIENCE_MS`, gets the last known
 * response: reads go on. A server that vanished with its machine leaves connections that say nothing.
 */
import { hash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { isDomainError } from "../errors.ts";
import type { Language } from "../language.ts";
import { ownBytes } from "../own-bytes.ts";
import { createTaggedStore } from "../tagged-store.ts";
import type { App } from "./app.ts";
import { isKnown } from "./etag.ts";
import { languageOf } from "./problem.ts";

export interface CachedResponse {
  readonly bytes: Buffer;
  /** Strong ETag, with its quotes. */
  readonly etag: string;
  /** The route that made it. */
  readonly route: string;
}

export type CacheFill = (
  | { readonly body: unknown }
  /** The body as JSON, in parts: what many responses have in common is bytes already. */
  | { readonly parts: readonly (string | Buffer)[] }
) & {
  /** A change of one of these ids (or names of groups of responses) drops the entry. */
  readonly tags: readonly string[];
  readonly maxAgeMs: number;
};

export interface ResponseCache {
  get(key: string): CachedResponse | undefined;
  /**
   * Returns the cache entry, or the response that `fill` makes now, or the last known one when `fill` throws
   * DATABASE_UNAVAILABLE or takes long. Nothing is stored when `fill` throws.
   */
  getOrFill(key: string, fill: () => Promise<CacheFill>, route?: string): Promise<CachedResponse>;
  /** Drops the entries that have one of the tags. Null: messages may be missing, so all are set aside. */
  drop(tags: readonly string[] | null): void;
  /**
   * Since the last call: responses that came from memory (`hits`) and that were read (`misses`), and entries
   * that a change dropped.
   */
  takeCounts(): { readonly hits: number; readonly misses: number; readonly invalidations: number };
  readonly bytes: number;
  readonly count: number;
}

interface Entry extends CachedResponse {
  readonly tags: readonly string[];
}
interface PendingFill {
  readonly response: Promise<CachedResponse>;
  /** The tags that were dropped while it ran; null: everything. */
  dropped: Set<string> | null;
}

/** To a request with the ETag of the current response in `If-None-Match`. */
export const NotModified = Type.Null({ description: "not modified" });

const asBytes = (part: string | Buffer): Buffer => (typeof part === "string" ? Buffer.from(part) : part);

const bytesOf = (filled: CacheFill): Buffer =>
  ownBytes(
    "parts" in filled ? Buffer.concat(filled.parts.map(asBytes)) : asBytes(JSON.stringify(filled.body)),
  );

/** Longer than most outages; a shop that is away for longer had better say so. */
const LAST_KNOWN_MS = 600_000;
/** How long a request waits for a new response when there is a last known one. */
const PATIENCE_MS = 1_000;

export function createResponseCache(maxBytes: number, patienceMs = PATIENCE_MS): ResponseCache {
  const fills = new Map<string, PendingFill>();
  let hits = 0;
  let misses = 0;
  let invalidations = 0;
  const entries = createTaggedStore<Entry>(maxBytes, ({ bytes }) => bytes.length);
  const lastKnown = createTaggedStore<Entry>(maxBytes / 2, ({ bytes }) => bytes.length);

  async function run(
    key: string,
    fill: () => Promise<CacheFill>,
    route: string,
    pending: () => PendingFill,
  ): Promise<CachedResponse> {
    try {
      const filled = await fill();
      const { tags, maxAgeMs } = filled;
      const bytes = bytesOf(filled);
      const entry = { bytes, tags, route, etag: `"${hash("sha1", bytes, "base64url")}"` };
      const { dropped } = pending();
      if (dropped && !tags.some((tag) => dropped.has(tag))) entries.set(key, entry, maxAgeMs);
      lastKnown.delete(key);
      return entry;
    } catch (error) {
      const known = isDomainError(error, "DATABASE_UNAVAILABLE") ? lastKnown.get(key) : undefined;
      if (!known) throw error;
      return known;
    } finally {
      if (fills.get(key) === pending()) fills.delete(key);
    }
  }

  function setAside(): void {
    invalidations += entries.count;
    for (const [key, entry] of entries.tagged(null)) lastKnown.set(key, entry, LAST_KNOWN_MS);
    entries.clear();
  }

  function get(key: string): Entry | undefined {
    const entry = entries.get(key);
    if (entry) hits += 1;
    return entry;
  }

  return {
    get,
    getOrFill(key, fill, route = "") {
      const entry = get(key);
      if (entry) return Promise.resolve(entry);
      misses += 1;
      const running = fills.get(key);
      if (running) return running.response;
      const { promise: response, resolve, reject } = Promise.withResolvers<CachedResponse>();
      const pending: PendingFill = { response, dropped: new Set() };
      fills.set(key, pending);
      run(key, fill, route, () => pending).then(resolve, reject);
      const known = lastKnown.get(key);
      if (known) {
        const patience = setTimeout(() => resolve(known), patienceMs).unref();
        const over = () => clearTimeout(patience);
        response.then(over, over);
      }
      return response;
    },
    drop(tags) {
      // Requests from now on must not get what was read before the change.
      for (const pending of fills.values()) {
        if (tags === null) pending.dropped = null;
        else for (const tag of tags) pending.dropped?.add(tag);
      }
      fills.clear();
      if (tags === null) return setAside();
      invalidations += entries.tagged(tags).length;
      for (const store of [entries, lastKnown]) for (const [key] of store.tagged(tags)) store.delete(key);
    },
    takeCounts() {
      const counts = { hits, misses, invalidations };
      hits = 0;
      misses = 0;
      invalidations = 0;
      return counts;
    },
    get bytes() {
      return entries.bytes;
    },
    get count() {
      return entries.count;
    },
  };
}

/**
 * Sends the response of the key. One that is in memory waits for no promise: on such a read the turns of the
 * event loop are a large part of the cost.
 */
export function replyFrom(
  cache: ResponseCache,
  key: string,
  request: FastifyRequest,
  reply: FastifyReply,
  fill: () => Promise<CacheFill>,
): void | Promise<void> {
  const known = cache.get(key);
  if (known) return sendCached(request, reply, known);
  const { url: route = "" } = request.routeOptions;
  return cache.getOrFill(key, fill, route).then((response) => sendCached(request, reply, response));
}

/**
 * Sends the response whose key is the language and the address. A route that uses it closes its query, since
 * further parameters would make many entries of one response, and serves everyone alike: `answerEarly` gives
 * what it stored to each request with that address.
 */
export const replyByAddress = (
  cache: ResponseCache,
  request: FastifyRequest,
  reply: FastifyReply,
  fill: () => Promise<CacheFill>,
) => replyFrom(cache, addressKey(request), request, reply, fill);

/** A key of another kind has no such form: no address begins without a slash. */
const addressKey = (request: Pick<FastifyRequest, "headers" | "url">): string =>
  `${languageOf(request)} ${request.url}`;

/** Answers what `replyByAddress` has stored before the routes see the request. */
export function answerEarly({ early }: App, cache: ResponseCache): void {
  early.add(({ headers, url = "" }) => {
    const known = url.startsWith("/api/") ? cache.get(addressKey({ headers, url })) : undefined;
    if (!known) return null;
    const { route, bytes } = known;
    return { route, status: 200, bytes, headers: headersOf(known, languageOf({ headers })) };
  });
}

const headersOfResponses = new WeakMap<CachedResponse, Readonly<Record<string, string>>>();

/** Clients ask again each time. A response is in one language. */
function headersOf(response: CachedResponse, language: Language): Readonly<Record<string, string>> {
  const known = headersOfResponses.get(response);
  if (known) return known;
  const made = {
    etag: response.etag,
    "cache-control": "no-cache",
    vary: "accept-language",
    "content-language": language,
    "content-type": "application/json; charset=utf-8",
  };
  headersOfResponses.set(response, made);
  return made;
}

/** Sends the response, or 304 to a client that has it. */
function sendCached(request: FastifyRequest, reply: FastifyReply, response: CachedResponse): void {
  reply.headers(headersOf(response, languageOf(request)));
  if (isKnown(request.headers["if-none-match"], response.etag)) reply.code(304).send();
  else reply.send(response.bytes);
}
