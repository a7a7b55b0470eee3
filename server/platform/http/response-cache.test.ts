import { createHash } from "node:crypto";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { DomainError } from "../../platform/errors.ts";
import { type CacheFill, createResponseCache, type ResponseCache } from "./response-cache.ts";

const MEGABYTE = 1024 * 1024;
const filled =
  (body: unknown, tags: string[] = [], maxAgeMs = 60_000) =>
  async (): Promise<CacheFill> => ({ body, tags, maxAgeMs });
const fails = async (): Promise<CacheFill> => {
  throw new Error("it must not be filled again");
};

test("a response is stored as the bytes of its JSON, with a strong ETag of those bytes", async () => {
  const cache = createResponseCache(MEGABYTE);
  const { bytes, etag } = await cache.getOrFill("key", filled({ name: "머그컵" }));
  expect(bytes.toString()).toBe('{"name":"머그컵"}');
  expect(etag).toBe(`"${createHash("sha1").update(bytes).digest("base64url")}"`);
  expect((await cache.getOrFill("key", fails)).bytes).toBe(bytes);
  expect(cache.get("key")?.bytes).toBe(bytes);
});

test("concurrent requests for one key fill it once", async () => {
  const cache = createResponseCache(MEGABYTE);
  const gate = Promise.withResolvers<CacheFill>();
  let fills = 0;
  const requests = Array.from({ length: 100 }, () =>
    cache.getOrFill("key", () => {
      fills += 1;
      return gate.promise;
    }),
  );
  gate.resolve({ body: 1, tags: [], maxAgeMs: 1_000 });
  expect(new Set((await Promise.all(requests)).map(({ bytes }) => bytes)).size).toBe(1);
  expect(fills).toBe(1);
});

test("a failed fill rejects all waiting requests, and is not stored", async () => {
  const cache = createResponseCache(MEGABYTE);
  const gate = Promise.withResolvers<CacheFill>();
  const requests = [cache.getOrFill("key", () => gate.promise), cache.getOrFill("key", fails)];
  gate.reject(new Error("away"));
  expect((await Promise.allSettled(requests)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect((await cache.getOrFill("key", filled("well again"))).bytes.toString()).toBe('"well again"');
});

describe("a change", () => {
  test("drops the entries that have its tag, and no others", async () => {
    const cache = createResponseCache(MEGABYTE);
    await cache.getOrFill("list", filled(1, ["lists"]));
    await cache.getOrFill("both", filled(1, ["lists", "mug"]));
    await cache.getOrFill("cup", filled(1, ["cup"]));
    cache.drop(["lists", "unknown"]);
    expect(["list", "both", "cup"].map((key) => cache.get(key) !== undefined)).toEqual([false, false, true]);
    cache.drop(null);
    expect(cache.get("cup")).toBeUndefined();
  });

  test.each([
    ["of a tag", ["mug"]],
    ["of everything", null],
  ])(
    "%s during a fill: what was read before is not stored, and later requests do not get it",
    async (_name, tags) => {
      const cache = createResponseCache(MEGABYTE);
      const old = Promise.withResolvers<CacheFill>();
      const before = cache.getOrFill("mug", () => old.promise);
      cache.drop(tags);
      const after = cache.getOrFill("mug", filled("new", ["mug"]));
      expect((await after).bytes.toString()).toBe('"new"');
      old.resolve({ body: "old", tags: ["mug"], maxAgeMs: 60_000 });
      expect((await before).bytes.toString()).toBe('"old"');
      expect(cache.get("mug")?.bytes.toString()).toBe('"new"');
    },
  );

  test("of another tag during a fill does not prevent storing the response", async () => {
    const cache = createResponseCache(MEGABYTE);
    const gate = Promise.withResolvers<CacheFill>();
    const request = cache.getOrFill("mug", () => gate.promise);
    cache.drop(["cup"]);
    gate.resolve({ body: 1, tags: ["mug"], maxAgeMs: 60_000 });
    await request;
    expect(cache.get("mug")).toBeDefined();
  });
});

describe("memory", () => {
  test("is bounded in bytes, and the least recently used entry is dropped first", async () => {
    const cache = createResponseCache(MEGABYTE);
    const kilobytes = (count: number) => "x".repeat(count * 1024);
    for (let at = 0; at < 20; at += 1) {
      await cache.getOrFill(`key ${at}`, filled(kilobytes(100), ["lists"]));
      cache.get("key 0");
    }
    const stored = Array.from({ length: 20 }, (_, at) => cache.get(`key ${at}`)).filter(
      (each) => each !== undefined,
    );
    const bytes = stored.reduce((sum, each) => sum + each.bytes.length, 0);
    expect(bytes).toBeLessThanOrEqual(MEGABYTE);
    expect(stored.length).toBeGreaterThan(5);
    expect([cache.get("key 0"), cache.get("key 1"), cache.get("key 19")].map(Boolean)).toEqual([
      true,
      false,
      true,
    ]);
  });

  test("a response larger than the whole limit is sent but not stored", async () => {
    const cache = createResponseCache(1_024);
    const { bytes } = await cache.getOrFill("key", filled("x".repeat(2_048), ["lists"]));
    expect(bytes.length).toBe(2_050);
    expect(cache.get("key")).toBeUndefined();
    cache.drop(["lists"]);
  });
});

test("an entry is not returned beyond its age", async () => {
  const cache = createResponseCache(MEGABYTE);
  await cache.getOrFill("key", filled("old", [], 1));
  await expect.poll(() => cache.get("key")).toBeUndefined();
  expect((await cache.getOrFill("key", filled("new"))).bytes.toString()).toBe('"new"');
});

describe("while the database is away", () => {
  const away = async (): Promise<CacheFill> => {
    throw new DomainError("DATABASE_UNAVAILABLE");
  };
  const text = async (cache: ResponseCache, fill = away) =>
    (await cache.getOrFill("mug", fill)).bytes.toString();

  test("the last known response is sent, until the database answers again", async () => {
    const cache = createResponseCache(MEGABYTE);
    await cache.getOrFill("mug", filled("old", ["mug"]));
    cache.drop(null);
    expect(cache.get("mug")).toBeUndefined();
    expect([await text(cache), await text(cache)]).toEqual(['"old"', '"old"']);
    // The connection broke again while it was being opened.
    cache.drop(null);
    expect(await text(cache)).toBe('"old"');
    expect(await text(cache, filled("new", ["mug"]))).toBe('"new"');
    cache.drop(["mug"]);
    await expect(text(cache)).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
  });

  test("the last known response is sent while the database says nothing", async () => {
    const cache = createResponseCache(MEGABYTE, 5);
    await cache.getOrFill("mug", filled("old", ["mug"]));
    cache.drop(null);
    const slow = Promise.withResolvers<CacheFill>();
    expect(await text(cache, () => slow.promise)).toBe('"old"');
    // Others join the same fill, and do not wait for it either.
    expect(await text(cache, fails)).toBe('"old"');
    slow.resolve(await filled("new", ["mug"])());
    await expect.poll(() => cache.get("mug")?.bytes.toString()).toBe('"new"');
  });

  test("without a last known response a request waits for the database", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const cache = createResponseCache(MEGABYTE);
    const slow = Promise.withResolvers<CacheFill>();
    const response = text(cache, () => slow.promise);
    await vi.advanceTimersByTimeAsync(20_000);
    slow.resolve(await filled("first", [])());
    expect(await response).toBe('"first"');
  });

  test("a response that has changed since is not sent", async () => {
    const cache = createResponseCache(MEGABYTE);
    await cache.getOrFill("mug", filled("old", ["mug"]));
    cache.drop(null);
    cache.drop(["mug"]);
    await expect(text(cache)).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
  });

  test("a fill that fails for another reason fails", async () => {
    const cache = createResponseCache(MEGABYTE);
    await cache.getOrFill("mug", filled("old", ["mug"]));
    cache.drop(null);
    await expect(text(cache, fails)).rejects.toThrow("it must not be filled again");
  });
});
