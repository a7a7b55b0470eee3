import { afterAll, describe, expect, inject, test } from "vitest";
import { client } from "../../../../tests/support/client.ts";
import { connect } from "../../../platform/db/db.ts";
import { startTestShop } from "../../../testing.ts";
import { createProductIndex, type ProductIndex } from "../product-index/product-index.ts";
import { scoreProducts } from "../product-index/score-products.ts";
import { resolveSearch } from "./resolve-search.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const db = connect({ url: shop.databaseUrl, size: 1 });
afterAll(async () => {
  await db.close();
  await shop.stop();
});

test("what has one part of a SKU that was typed in two words is only near it", async () => {
  const find = async (q: string) => {
    const { body } = await api.request<{ items: { slug: string }[]; near?: boolean }>(
      "GET",
      `/api/v1/products?${new URLSearchParams({ q })}`,
    );
    return { found: body.items.map(({ slug }) => slug), near: body.near };
  };
  const other = await api.createProduct({ name: "투명 덮개", variants: [{ sku: "GALAXY-15PRO" }] });
  expect(await find("iphone 15pro")).toEqual({ found: [other.slug], near: true });
  const meant = await api.createProduct({ name: "투명 덮개", variants: [{ sku: "IPHONE-15PRO" }] });
  expect(await find("iphone 15pro")).toEqual({ found: [meant.slug], near: undefined });
});

/** An index of products of these words, each of which names the product. */
function indexOf(products: readonly string[]): ProductIndex {
  const index = createProductIndex();
  products.forEach((words, number) => {
    index.put({
      ...{ id: `00000000-0000-7000-8000-00000000000${number}`, createdAt: number },
      ...{ name: words, nameEn: null, brand: null, brandEn: null, labels: {}, attributes: {} },
      ...{ price: 1_000, inStock: true, ratingRank: 0, soldLately: 0, categoryIds: [] },
      variants: [{ options: {}, price: 1_000, onSale: false, inStock: true }],
      words: words.replaceAll(/(\S+) ?/g, "$1 100\n").trimEnd(),
    });
  });
  index.words.settle();
  return index;
}

describe("a query in Latin letters", () => {
  const index = indexOf(["mini 배낭", "미니 배낭", "물결 양말", "체크 우산", "usam geoum mug"]);

  test.each([
    ["mini yangmal", ["mini", "양말"]],
    ["yangmal", ["양말"]],
    ["mini usan", ["mini", "우산"]],
  ])("has only those words as Korean that the shop knows not at all, or nearly: %s", async (q, words) => {
    const search = await resolveSearch(db, index, q);
    expect(search?.query.words).toEqual(words);
    expect(search?.plan.correction).toBe(words.join(" "));
  });

  test("is not read as Korean where fewer of its words are answered so", async () => {
    const search = await resolveSearch(db, index, "geoul mug");
    expect(search?.query.words).toEqual(["geoum", "mug"]);
    expect(search?.plan.near).toBe(true);
  });
});

describe("a query without spaces", () => {
  const products = [
    "가나다라마바사아자 고요 물방울 머그",
    "가나 다라 마바 사아 가나다라 다라마바 마바사아 다라마바사아",
  ];
  const index = indexOf(products);

  test("is read anew nine times: cut, as other keys, and as what it was taken for", async () => {
    const unknown = "뷁없말";
    let readings = 0;
    const counted: ProductIndex = {
      ...index,
      words: {
        ...index.words,
        ending(text) {
          if (text === unknown) readings += 1;
          return index.words.ending(text);
        },
      },
    };
    await resolveSearch(db, counted, `${unknown} 가나다라마바사아 물방웅 dkssud`);
    // As it was typed; cut; as other keys, twice; 물방울.
    expect(readings).toBe(1 + 6 + 2 + 1);
  });

  test("has each unknown word compared once, and eight long ones at most for three letters", async () => {
    const compared: (readonly [jamo: string, most: number])[] = [];
    const counted: ProductIndex = {
      ...index,
      words: {
        ...index.words,
        near(jamo, most) {
          compared.push([jamo, most]);
          return index.words.near(jamo, most);
        },
      },
    };
    await resolveSearch(db, counted, "뷁없말 가나다라마바사아 물방웅 dkssud");
    const before = compared.length;
    const long = Array.from("뷁쉙꿻뛟쮏괡뙓쐛", (letter) => `${letter}뷁쉙꿻을`);
    await resolveSearch(db, counted, long.join(" "));
    const jamos = compared.map(([jamo]) => jamo);
    expect(before).toBeGreaterThan(1);
    expect(jamos).toEqual([...new Set(jamos)]);
    expect(compared.slice(before).filter(([, most]) => most === 3)).toHaveLength(8);
  });

  test("finds what fifty synonyms mean, however many begin as it does", async () => {
    const words = Array.from("가나다라마바사아자차카타파하", (first) =>
      Array.from("거너더러머버서어", (last) => `쿠웨${first}${last}`),
    ).flat();
    index.replaceSynonyms(words.flatMap((word, set) => ["고요", word].map((each) => ({ word: each, set }))));
    for (const q of ["쿠웨", "ㅋㅇ"]) {
      const search = await resolveSearch(db, index, q);
      expect(search?.matches.filter(({ word }) => word === "고요")).toHaveLength(50);
      expect(search?.plan.hits).not.toEqual([]);
    }
    index.replaceSynonyms([]);
  });

  test("is cut where a product answers, also behind a word with many ways to cut it", async () => {
    const search = await resolveSearch(db, index, "가나다라마바사아 고요물방울머그");
    expect(search?.query.words).toEqual(["가나다라마바사아", "고요", "물방울", "머그"]);
    expect(search?.plan.near).toBe(false);
  });
});

describe("a compound that the shop has not", () => {
  const index = indexOf(["대추생강청", "생강꿀절임", "밤꽃꿀", "핸드크림", "대추과자"]);
  const found = async (q: string): Promise<(string | null)[]> =>
    (await resolveSearch(db, index, q))?.plan.hits.map(({ word }) => word) ?? [];

  test.each([
    ["대추청", "대추생강청"],
    ["꿀생강", "생강꿀절임"],
    ["밤꿀", "밤꽃꿀"],
    ["크림핸드", "핸드크림"],
  ])("is near a word that joins both of its halves: %s", async (q, word) => {
    expect(await found(q)).toEqual([word]);
  });

  test("is not near one that has a half alone", async () => {
    expect(await found("대추밭")).toEqual([]);
  });
});

test("how many are wanted finds nothing itself, and sorts what the thing finds", async () => {
  const index = indexOf(["접시 체크", "접시 4개", "유리잔 4개 세트"]);
  const search = await resolveSearch(db, index, "접시 4개 세트");
  const { slots, scores } = scoreProducts(index, search?.plan.hits ?? []);
  expect([...slots].map((slot) => index.table.ids.text(slot)?.at(-1))).toEqual(["0", "1"]);
  expect(scores[1]).toBeGreaterThan(scores[0] ?? 0);
  expect(search?.plan.near).toBe(false);
});

describe("initials of two words without a space", () => {
  const index = indexOf(["새벽숲 무화과 캔들", "노트"]);

  test("are those of a word and a thing", async () => {
    const search = await resolveSearch(db, index, "ㅅㅂㅅㅋㄷ");
    expect(search?.query.words).toEqual(["ㅅㅂㅅ", "ㅋㄷ"]);
    expect(search?.plan.hits).not.toEqual([]);
  });

  test("are looked for with Shift where they find nothing", async () => {
    const tense = indexOf(["쌀과자"]);
    expect((await resolveSearch(db, tense, "ㅅㄱㅈ"))?.plan.hits.map(({ word }) => word)).toEqual(["쌀과자"]);
  });
});

test("a word with two wrong letters has the right first one", async () => {
  const index = indexOf(["amber candle", "까망 배낭"]);
  expect((await resolveSearch(db, index, "hamper"))?.plan.hits).toEqual([]);
  expect((await resolveSearch(db, index, "anber"))?.plan.hits.map(({ word }) => word)).toEqual(["amber"]);
});

test("a synonym that is a part of what was typed comes before others", async () => {
  const index = indexOf(["물결 잔", "물결 머그"]);
  index.replaceSynonyms(["컵", "머그", "머그컵", "잔"].map((word) => ({ word, set: 1 })));
  const factors = new Map(
    (await resolveSearch(db, index, "머그컵"))?.plan.hits.map(({ word, factor }) => [word, factor]),
  );
  expect(factors.get("머그")).toBeGreaterThan(factors.get("잔") ?? 1);
});

test.each([
  ["spelled in another way", "보디캐어"],
  ["typed with a wrong letter", "바디캐오"],
  ["typed to its first syllables", "바디케ㅇ"],
])("a category is found by a name of it that is %s", async (_how, typed) => {
  const index = indexOf(["편백 비누"]);
  index.replaceCategories([
    { id: "c1", slug: "body", name: "바디케어", nameEn: "Body Care", parentId: null, position: 0 },
  ]);
  const found = await resolveSearch(db, index, typed);
  expect(found?.plan.hits).toMatchObject([{ category: "c1" }]);
});

describe("a word of Latin letters", () => {
  const index = indexOf(["gift box", "teapot", "pot", "tee", "hoodie"]);
  const found = async (q: string): Promise<(string | null)[]> =>
    (await resolveSearch(db, index, q))?.plan.hits.map(({ word }) => word) ?? [];

  test.each([
    ["vbox", []],

    ["teepot", ["teapot"]],
    ["hoody", ["hoodie"]],
    ["pto", ["pot"]],
    ["foopot", ["pot"]],
    ["fooband", []],
  ])("%s is near %j", async (q, words) => {
    expect(await found(q)).toEqual(words);
  });
});

test.each([
  ["꿀스틱", "감로꿀"],
  ["꿀스틱세트", "감로꿀"],
  ["ㄱㄹㄲㅜㄹ", "감로꿀"],
  ["빨간머그컵", "머그"],
])("%s finds %s", async (q, word) => {
  const index = indexOf(["감로꿀", "빨간 머그", "빨간 잔"]);
  index.replaceSynonyms(["컵", "머그", "머그컵", "잔"].map((each) => ({ word: each, set: 1 })));
  const hits = (await resolveSearch(db, index, q))?.plan.hits.toSorted((a, b) => b.factor - a.factor) ?? [];
  expect(hits.map((hit) => hit.word)).toContain(word);
  expect(hits.at(0)?.word).not.toBe("잔");
});

test("what is near to a word of the shop and to its synonym is taken for the shop's own", async () => {
  const index = indexOf(["편백 바디워시"]);
  index.replaceSynonyms(["바디워시", "보디워시"].map((word) => ({ word, set: 1 })));
  expect((await resolveSearch(db, index, "보디와시"))?.plan.correction).toBe("바디워시");
});
