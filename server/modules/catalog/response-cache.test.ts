import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type CacheFill, createResponseCache } from "./response-cache.ts";

const MEGABYTE = 1024 * 1024;
const filled =
  (body: unknown, tags: string[] = [], maxAgeMs = 60_000) =>
  async (): Promise<CacheFill> => ({ body, tags, maxAgeMs });
const fails = async (): Promise<CacheFill> => {
  throw new Error("it must not be filled again");
};

test("an answer is kept as the bytes of its JSON, with a strong ETag of those bytes", async () => {
  const answers = createResponseCache(MEGABYTE);
  const { bytes, etag } = await answers.getOrFill("key", filled({ name: "머그컵" }));
  expect(bytes.toString()).toBe('{"name":"머그컵"}');
  expect(etag).toBe(`"${createHash("sha1").update(bytes).digest("base64url")}"`);
  expect((await answers.getOrFill("key", fails)).bytes).toBe(bytes);
  expect(answers.get("key")?.bytes).toBe(bytes);
});

test("a key that many ask for at once is filled once", async () => {
  const answers = createResponseCache(MEGABYTE);
  const gate = Promise.withResolvers<CacheFill>();
  let fills = 0;
  const asked = Array.from({ length: 100 }, () =>
    answers.getOrFill("key", () => {
      fills += 1;
      return gate.promise;
    }),
  );
  gate.resolve({ body: 1, tags: [], maxAgeMs: 1_000 });
  expect(new Set((await Promise.all(asked)).map(({ bytes }) => bytes)).size).toBe(1);
  expect(fills).toBe(1);
});

test("a failed filling reaches all who wait, and is not kept", async () => {
  const answers = createResponseCache(MEGABYTE);
  const gate = Promise.withResolvers<CacheFill>();
  const asked = [answers.getOrFill("key", () => gate.promise), answers.getOrFill("key", fails)];
  gate.reject(new Error("away"));
  expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect((await answers.getOrFill("key", filled("well again"))).bytes.toString()).toBe('"well again"');
});

describe("a change", () => {
  test("drops the answers that carry its tag, and no others", async () => {
    const answers = createResponseCache(MEGABYTE);
    await answers.getOrFill("list", filled(1, ["lists"]));
    await answers.getOrFill("both", filled(1, ["lists", "mug"]));
    await answers.getOrFill("cup", filled(1, ["cup"]));
    answers.drop(["lists", "unknown"]);
    expect(["list", "both", "cup"].map((key) => answers.get(key) !== undefined)).toEqual([
      false,
      false,
      true,
    ]);
    answers.drop(null);
    expect(answers.get("cup")).toBeUndefined();
  });

  test.each([
    ["of a tag", ["mug"]],
    ["of everything", null],
  ])(
    "%s during a filling: what was read before is not kept, and who asks later does not get it",
    async (_name, tags) => {
      const answers = createResponseCache(MEGABYTE);
      const old = Promise.withResolvers<CacheFill>();
      const before = answers.getOrFill("mug", () => old.promise);
      answers.drop(tags);
      const after = answers.getOrFill("mug", filled("new", ["mug"]));
      expect((await after).bytes.toString()).toBe('"new"');
      old.resolve({ body: "old", tags: ["mug"], maxAgeMs: 60_000 });
      expect((await before).bytes.toString()).toBe('"old"');
      expect(answers.get("mug")?.bytes.toString()).toBe('"new"');
    },
  );

  test("of something else during a filling does not cost the answer", async () => {
    const answers = createResponseCache(MEGABYTE);
    const gate = Promise.withResolvers<CacheFill>();
    const asked = answers.getOrFill("mug", () => gate.promise);
    answers.drop(["cup"]);
    gate.resolve({ body: 1, tags: ["mug"], maxAgeMs: 60_000 });
    await asked;
    expect(answers.get("mug")).toBeDefined();
  });
});

describe("memory", () => {
  test("is bounded in bytes, the longest unused answer goes first", async () => {
    const answers = createResponseCache(MEGABYTE);
    const kilobytes = (count: number) => "x".repeat(count * 1024);
    for (let at = 0; at < 20; at += 1) {
      await answers.getOrFill(`key ${at}`, filled(kilobytes(100), ["lists"]));
      answers.get("key 0");
    }
    const kept = Array.from({ length: 20 }, (_, at) => answers.get(`key ${at}`)).filter(
      (each) => each !== undefined,
    );
    const bytes = kept.reduce((sum, each) => sum + each.bytes.length, 0);
    expect(bytes).toBeLessThanOrEqual(MEGABYTE);
    expect(kept.length).toBeGreaterThan(5);
    expect([answers.get("key 0"), answers.get("key 1"), answers.get("key 19")].map(Boolean)).toEqual([
      true,
      false,
      true,
    ]);
  });

  test("an answer larger than all of it is sent but not kept", async () => {
    const answers = createResponseCache(1_024);
    const { bytes } = await answers.getOrFill("key", filled("x".repeat(2_048), ["lists"]));
    expect(bytes.length).toBe(2_050);
    expect(answers.get("key")).toBeUndefined();
    answers.drop(["lists"]);
  });
});

test("an answer is not kept beyond its age", async () => {
  const answers = createResponseCache(MEGABYTE);
  await answers.getOrFill("key", filled("old", [], 1));
  await expect.poll(() => answers.get("key")).toBeUndefined();
  expect((await answers.getOrFill("key", filled("new"))).bytes.toString()).toBe('"new"');
});
