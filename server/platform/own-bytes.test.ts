import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { expect, test } from "vitest";
import { createResponseCache } from "./http/response-cache.ts";
import { ownBytes } from "./own-bytes.ts";

test("bytes that are kept take memory of their own alone, and stay what they were", async () => {
  const packed = await promisify(gzip)("무선 이어폰".repeat(500));
  for (const bytes of [Buffer.from("장터"), packed, Buffer.concat([packed, packed]), Buffer.alloc(0)]) {
    const own = ownBytes(bytes);
    expect(own.equals(bytes)).toBe(true);
    expect(own.buffer.byteLength).toBe(bytes.length);
    expect(ownBytes(own)).toBe(own);
  }
});

test("a kept response holds no more memory than it has bytes", async () => {
  const cache = createResponseCache(1_000_000);
  const fills = {
    body: { body: { name: "머그" }, tags: [], maxAgeMs: 60_000 },
    parts: { parts: ["{", Buffer.from('"a":1}')], tags: [], maxAgeMs: 60_000 },
  };
  for (const [key, fill] of Object.entries(fills)) {
    const { bytes } = await cache.getOrFill(key, async () => fill);
    expect(bytes.buffer.byteLength).toBe(bytes.length);
  }
});
