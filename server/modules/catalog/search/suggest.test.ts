import fc from "fast-check";
import { afterAll, describe, expect, inject, test } from "vitest";
import { client, type Problem } from "../../../../tests/support/client.ts";
import { startTestShop } from "../../../testing.ts";
import { marksIn } from "./marks.ts";
import { suggestKey } from "./suggest.ts";

interface Suggested {
  readonly products: { slug: string; name: string; marks: number[][]; price: { amount: number } }[];
  readonly categories: { slug: string; name: string }[];
  readonly queries: string[];
}

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
afterAll(() => shop.stop());
const english = (name: string) => ({ en: { name } });
for (const name of ["물방울 머그", "머그컵 세트", "쑥 비누"])
  await api.createProduct({ name, variants: [{ price: 9_000 }] });
await api.createProduct({ name: "별 잔", translations: english("Star Mug") });

const suggest = async (q: string, language = "ko") => {
  const address = `/api/v1/search/suggest?${new URLSearchParams({ q })}`;
  return (await api.request<Suggested>("GET", address, undefined, { "accept-language": language })).body;
};

describe("suggestions", () => {
  test("are products with what was typed marked, and longer words", async () => {
    const { products, queries } = await suggest("머그");
    expect(products.map(({ name }) => name)).toEqual(["물방울 머그", "별 잔", "머그컵 세트"]);
    expect(products[0]).toMatchObject({ marks: [[4, 6]], price: { amount: 9_000 } });
    expect(queries).toContain("머그컵");
  });

  test("come while a syllable is typed, for initial consonants and the other keyboard layout", async () => {
    for (const q of ["ㅁㅂㅇ", "물ㅂ", "물바", "anfqkd"])
      expect((await suggest(q)).products[0]?.name, q).toBe("물방울 머그");
  });

  test("are no words that only descriptions have", async () => {
    await api.createProduct({ name: "꿀단지", description: "꿀에 재운 햇생강" });
    expect((await suggest("꿀")).queries).toEqual(["꿀단지"]);
  });

  test("begin with the correction of what was mistyped", async () => {
    expect((await suggest("멋그")).queries[0]).toBe("머그");
  });

  test("of the other keyboard layout begin with what was meant, and go on from there", async () => {
    expect((await suggest("ajrm")).queries).toEqual(["머그", "머그컵", "머그컵세트"]);
  });

  test("are in the language of the request", async () => {
    expect((await suggest("star", "en")).products[0]).toMatchObject({ name: "Star Mug", marks: [[0, 4]] });
  });

  test("are none for what means nothing", async () => {
    for (const q of ["zzzzqqqq", " ", "%"])
      expect(await suggest(q)).toEqual({ products: [], categories: [], queries: [] });
  });

  test("show a new product at once", async () => {
    expect((await suggest("새벽")).products).toEqual([]);
    await api.createProduct({ name: "새벽 등" });
    expect((await suggest("새벽")).products).toHaveLength(1);
  });

  test.each(["", "q=", "q=a&q=b", `q=${"x".repeat(201)}`, "q=a&p=b", "q=%00"])(
    "are refused for a bad query: %s",
    async (query) => {
      const { status, body } = await api.request<Problem>("GET", `/api/v1/search/suggest?${query}`);
      expect([status, body.code]).toEqual([400, "INVALID_INPUT"]);
    },
  );
});

test("queries that differ by case, width and spaces share one response", () => {
  const keys = ["  Mug  컵", "ｍｕｇ 컵", "MUG 컵 "].map(suggestKey);
  expect(new Set(keys)).toEqual(new Set(["mug 컵"]));
  expect(suggestKey("머".repeat(90))).toHaveLength(40);
});

test.each([
  ["물방울 머그", ["물방울머그"], [], "[물방울] [머그]"],
  ["물방울 머그", ["ㅁㄱ"], ["머그"], "물방울 [머그]"],
  ["물방울 머그", ["머"], ["머그"], "물방울 [머]그"],
  ["잔디 물잔", ["컵"], ["잔"], "잔디 물[잔]"],
  ["Raindrop Mug", ["머그"], ["머그", "mug"], "Raindrop [Mug]"],
  ["빨간 우산", ["컵"], ["잔"], "빨간 우산"],
])("in %s what was typed is marked, or what it was found by", (name, typed, found, shown) => {
  const marks = marksIn(name, { typed, found });
  const letters = [...name].map((letter, at) => {
    const [before, after] = [marks.some(([start]) => start === at), marks.some(([, end]) => end === at + 1)];
    return `${before ? "[" : ""}${letter}${after ? "]" : ""}`;
  });
  expect(letters.join("")).toBe(shown);
});

test("marks are ranges of the text, in order and apart", () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string({ minLength: 1 })), (text, words) => {
      let last = -1;
      for (const [start, end] of marksIn(text, { typed: words, found: words })) {
        expect(start).toBeGreaterThan(last);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(text.length);
    }),
  );
});
