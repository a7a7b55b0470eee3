/**
 * What shoppers type, against the demo shop. `queries.tsv` has in each line the kind of a query, the query,
 * what the names of the first hits contain (one of several), how many of the first hits are looked at, and
 * what the name of the first must not contain. `nothing.txt` has what finds nothing: letters by chance, goods
 * that the shop has nothing like, and what is no search for goods.
 */
import { readFileSync } from "node:fs";
import { afterAll, describe, expect, inject, test } from "vitest";
import { demoCatalogue } from "../../demo/catalogue.ts";
import { compose } from "../../server/compose.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { readConfig } from "../../server/platform/config.ts";
import { createLog } from "../../server/platform/log.ts";
import { startTestShop } from "../../server/testing.ts";
import { client } from "../support/client.ts";

interface Found {
  readonly total: number;
  readonly items: { readonly name: string }[];
  readonly correction?: string;
  readonly near?: boolean;
}

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
await importDemo();
afterAll(() => shop.stop());

async function importDemo(): Promise<void> {
  const config = readConfig({ ...shop.environment, ROLES: "worker" });
  const worker = await compose({ config, clock: systemClock, log: createLog("fatal", {}) });
  const { categories, products } = demoCatalogue();
  await worker.catalog.import({
    categories: categories.map((category) => ({ ...category, picture: null })),
    products: [],
  });
  const imported = products.map(({ pictures: _, categorySlugs, variants, ...product }) => ({
    product: { ...product, variants: variants.map(({ picture: _drawn, ...variant }) => variant) },
    categorySlugs,
    pictures: [],
    variantPictures: {},
  }));
  for (let at = 0; at < imported.length; at += 200)
    await worker.catalog.import({ categories: [], products: imported.slice(at, at + 200) });
  await worker.close();
}

const search = async (q: string, language = "ko"): Promise<Found> => {
  const address = `/api/v1/products?${new URLSearchParams({ q, limit: "3" })}`;
  return (await api.request<Found>("GET", address, undefined, { "accept-language": language })).body;
};

const linesOf = (file: string): string[] =>
  readFileSync(new URL(file, import.meta.url), "utf8")
    .trim()
    .split("\n");
const queries = linesOf("queries.tsv")
  .slice(1)
  .map((line) => line.split("\t"));

test("the table has 1,600 queries at least", () => {
  expect(new Set(queries.map(([, query]) => query)).size).toBeGreaterThanOrEqual(1_600);
});

test.each(linesOf("nothing.txt"))("nothing is found for %s", async (query) => {
  expect(await search(query)).toMatchObject({ total: 0, items: [] });
});

describe("first comes what was searched for", () => {
  test.each(queries)("%s: %s", async (_kind, query = "", first = "", count = "3", never = "") => {
    const names = (await search(query)).items.map(({ name }) => name);
    expect(names).not.toEqual([]);
    const fits = (name: string, parts: string) => parts.split("|").some((part) => name.includes(part));
    expect(names.slice(0, Number(count)).filter((name) => !fits(name, first))).toEqual([]);
    if (never) expect(fits(names[0] ?? "", never), `${names[0]} is first`).toBe(false);
  });
});

describe("a search that was mistyped", () => {
  test.each([
    ["머구", "머그", true],
    ["ajrm", "머그", undefined],
    ["ㅡㅕㅎ", "mug", undefined],
    ["체크 양뫌", "체크 양말", true],
    ["머그", undefined, undefined],
    ["무선충전기", "무선충전", true],
    ["ajrn", "머그", true],
    ["카디겅", "카디건", true],
    ["빨간 양먈", "빨간 양말", true],
    ["ㅋㄷㄱ", undefined, undefined],
    ["CUPMOGRIVRM", undefined, undefined],
  ])("%s: says what it was taken for, and whether that is near", async (query, correction, near) => {
    const found = await search(query);
    expect([found.correction, found.near]).toEqual([correction, near]);
  });

  test("of a thing that the shop lacks is near, and not corrected", async () => {
    expect(await search("비니")).toMatchObject({ near: true });
    expect((await search("비니")).correction).toBeUndefined();
  });

  test.each(["새벽숲캔들", "고요상점물방울머그", "소화당ㅁㄱ"])(
    "of words without spaces that a product answers to is not near: %s",
    async (query) => {
      const found = await search(query);
      expect([found.total > 0, found.near, found.correction]).toEqual([true, undefined, undefined]);
    },
  );

  test("of a tea that the shop lacks finds what it is made of, and says that this is near", async () => {
    const found = await search("생강차");
    expect(found.items[0]?.name).toContain("생강");
    expect(found.near).toBe(true);
  });

  test("of a size of shoes finds nothing that weighs as much", async () => {
    const { total, items } = await search("250mm");
    expect(total).toBeGreaterThan(0);
    expect(items.filter(({ name }) => name.includes("소금"))).toEqual([]);
  });

  test("of words that name a thing and a wish is not near: 싼 양말", async () => {
    const found = await search("1만원 이하 싼 양말");
    expect(found.items[0]?.name).toContain("양말");
    expect(found.near).toBeUndefined();
  });

  test("that no product answers to as a whole says that what it finds is near", async () => {
    expect(await search("water bottle")).toMatchObject({ near: true });
  });

  test.each(["할인", "환불", "1리터", "%", "뷁뷁뷁뷁", "zzzzqqqq", "lmnop", "👩‍👩‍👧", "ㅋㅋㅋㅋㅋㅋㅋㅋ"])(
    "that means nothing finds nothing: %s",
    async (query) => {
      expect(await search(query)).toMatchObject({ total: 0, items: [] });
    },
  );
});
