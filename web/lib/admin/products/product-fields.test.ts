import { describe, expect, test } from "vitest";
import type { StaffAttribute, StaffProduct } from "../../api/types.ts";
import { amountOf } from "./amounts.ts";
import { faultsOfFields, fieldsByPlace } from "./field-errors.ts";
import { filledRows } from "./fill-rows.ts";
import { mergeFields } from "./merge-fields.ts";
import {
  emptyProduct,
  emptyVariant,
  newProductOf,
  type ProductFields,
  productEditOf,
  productFieldsOf,
} from "./product-fields.ts";
import { clockTimeOf, momentOf } from "./shop-time.ts";

const won = (amount: number) => ({ amount, currency: "KRW" as const });
const [WHITE, BLACK] = ["01a22162-ea8f-7911-9733-75d3cc15d112", "01a22162-ea8f-7911-9733-75d3cc15d113"];
const variant = (id: string, sku: string, colour: string, amount: number) => ({
  id,
  sku,
  options: { 색상: colour },
  price: won(amount),
  inStock: true,
  image: null,
});
const stored: StaffProduct = {
  id: "01a22162-ea8f-7911-9733-75d3cc15d111",
  slug: "moon-mug",
  formerSlugs: [],
  name: "달 머그",
  brand: "온유",
  description: "한 줄\n두 줄",
  descriptionHtml: null,
  status: "active",
  publishAt: null,
  salesFrom: null,
  salesUntil: null,
  tags: ["선물", "새로 나온"],
  taxType: "taxable",
  deliveryGroup: null,
  minQuantity: 1,
  maxQuantity: null,
  seo: {},
  attributes: {},
  disclosure: null,
  addOns: [],
  addOnHeading: null,
  translations: { en: { name: "Moon mug", options: { 흰색: "White" } } },
  categoryIds: [BLACK, WHITE],
  price: won(12_000),
  image: null,
  pictures: [],
  inStock: true,
  options: [{ name: "색상", values: ["흰색", "검정"] }],
  variants: [variant(WHITE, "MUG-W", "흰색", 12_000), variant(BLACK, "MUG-B", "검정", 13_000)],
  createdAt: "2026-11-01T00:00:00.000Z",
  updatedAt: "2026-11-01T00:00:00.000Z",
};
const fields = productFieldsOf(stored);
const [white = emptyVariant, black = emptyVariant] = fields.variants;
const typed = (changes: Partial<ProductFields>): ProductFields => ({ ...fields, ...changes });

describe("an edit", () => {
  test("names nothing that was not touched, whatever its order", () => {
    expect(productEditOf(stored, fields)).toEqual({});
    const same = {
      categoryIds: [BLACK ?? "", WHITE ?? ""],
      name: " 달  머그",
    };
    expect(productEditOf(stored, typed(same))).toEqual({});
  });

  test("sends what was typed, and clears what was emptied", () => {
    const changes = { name: "해 머그", brand: " ", tags: "선물\n\n여름\n선물", status: "archived" as const };
    expect(productEditOf(stored, typed(changes))).toEqual({
      name: "해 머그",
      brand: null,
      tags: ["선물", "여름"],
      status: "archived",
    });
  });

  test("sends the tax type and the delivery group that were chosen", () => {
    const changes = { taxType: "tax_free" as const, deliveryGroup: "fresh" };
    expect(productEditOf(stored, typed(changes))).toEqual(changes);
    const chilled = { ...stored, ...changes };
    const begun = productFieldsOf(chilled);
    expect(productEditOf(chilled, { ...begun, taxType: "taxable", deliveryGroup: "" })).toEqual({
      ...{ taxType: "taxable", deliveryGroup: null },
    });
  });

  test("keeps the other translations with a new English name", () => {
    expect(productEditOf(stored, typed({ englishName: "Sun mug" }))).toEqual({
      translations: { en: { name: "Sun mug", options: { 흰색: "White" } } },
    });
    expect(productEditOf(stored, typed({ englishName: "" }))).toEqual({
      translations: { en: { options: { 흰색: "White" } } },
    });
  });

  test("sends a description with its form, and an empty one as such", () => {
    expect(fields.description).toBe("<p>한 줄<br>두 줄</p>");
    expect(productEditOf(stored, typed({ description: "<p>한 줄</p>" }))).toEqual({
      descriptionHtml: "<p>한 줄</p>",
    });
    expect(productEditOf(stored, typed({ description: "" }))).toEqual({ descriptionHtml: "" });
  });

  test("sends an English description beside the other translations; what was not typed stays", () => {
    const english = { description: "Mug", options: { 흰색: "White" } };
    const having: StaffProduct = { ...stored, translations: { en: english } };
    const begun = productFieldsOf(having);
    expect(begun.englishDescription).toBe("<p>Mug</p>");
    expect(productEditOf(having, { ...begun, englishName: "Sun" })).toEqual({
      translations: { en: { ...english, name: "Sun" } },
    });
    expect(productEditOf(having, { ...begun, englishDescription: "<p>Cup</p>" })).toEqual({
      translations: { en: { options: english.options, descriptionHtml: "<p>Cup</p>" } },
    });
    expect(productEditOf(having, { ...begun, englishDescription: "" })).toEqual({
      translations: { en: { options: english.options } },
    });
  });

  test("sends all variants when one changes: the stored by their ids, a new one by its SKU", () => {
    const options = [{ name: "색상", values: "흰색\n검정\n쪽빛" }];
    const blue = { ...emptyVariant, sku: " MUG-N ", choice: ["쪽빛"], price: "14,000", stock: "7" };
    const variants = [{ ...white, price: "11000", compareAtPrice: "12000" }, black, blue];
    expect(productEditOf(stored, typed({ options, variants }))).toEqual({
      options: [{ name: "색상", values: ["흰색", "검정", "쪽빛"] }],
      variants: [
        { id: WHITE, options: { 색상: "흰색" }, price: won(11_000), compareAtPrice: won(12_000) },
        { id: BLACK, options: { 색상: "검정" }, price: won(13_000), compareAtPrice: null },
        { sku: "MUG-N", options: { 색상: "쪽빛" }, price: won(14_000), compareAtPrice: null, stock: 7 },
      ],
    });
  });
});

test("attributes are sent as a whole, and only when one of them changed", () => {
  const attribute = (code: string, type: "text" | "number"): StaffAttribute => ({
    ...{ id: code, code, type, several: false, name: code, unit: null, translations: {}, choices: [] },
    ...{ facet: false, required: false, everywhere: true, categoryIds: [], position: 0, etag: "" },
  });
  const attributes = [attribute("note", "text"), attribute("weight", "number")];
  const questions = { attributes, groups: [] };
  const having: StaffProduct = { ...stored, attributes: { note: "손으로", weight: 300 } };
  const begun = productFieldsOf(having);
  expect(productEditOf(having, begun, questions)).toEqual({});
  expect(productEditOf(having, { ...begun, attributes: { note: "", weight: "250" } }, questions)).toEqual({
    attributes: { weight: 250 },
  });
});

test("the table of product information is sent as a whole, and cleared without a group", () => {
  const items = ["maker", "origin"].map((code) => ({ code, name: code, required: true }));
  const questions = { attributes: [], groups: [{ code: "other" as const, name: "기타", items }] };
  const having: StaffProduct = { ...stored, disclosure: { group: "other", items: { maker: "온유" } } };
  const begun = productFieldsOf(having);
  expect(productEditOf(having, begun, questions)).toEqual({});
  const told = { group: "other", items: { maker: "온유", origin: " 한국 " } };
  expect(productEditOf(having, { ...begun, disclosure: told }, questions)).toEqual({
    disclosure: { group: "other", items: { maker: "온유", origin: "한국" } },
  });
  const none = { group: "", items: told.items };
  expect(productEditOf(having, { ...begun, disclosure: none }, questions)).toEqual({ disclosure: null });
});

test("add-ons are sent as a list when one or their order changed; their headings by themselves", () => {
  const addOns = [
    { productId: WHITE, name: "컵받침", options: "", isShown: true },
    { sku: "SPOON", name: "숟가락", options: "은색", isShown: false },
  ];
  const having: StaffProduct = { ...stored, addOns, addOnHeading: "함께" };
  const begun = productFieldsOf(having);
  expect(productEditOf(having, begun)).toEqual({});
  expect(productEditOf(having, { ...begun, addOns: begun.addOns.toReversed() })).toEqual({
    addOns: [{ sku: "SPOON" }, { productId: WHITE }],
  });
  expect(productEditOf(having, { ...begun, addOns: [], addOnHeading: " " })).toEqual({
    addOns: [],
    addOnHeading: null,
  });
  expect(productEditOf(having, { ...begun, englishAddOnHeading: "Goes with" })).toEqual({
    translations: { en: { name: "Moon mug", options: { 흰색: "White" }, addOnHeading: "Goes with" } },
  });
});

test("a new product is sent without what was left empty", () => {
  const variants = [{ ...emptyVariant, sku: "CUP-1", price: "9900" }];
  expect(newProductOf({ ...emptyProduct, name: "찻잔", variants }, "KRW")).toEqual({
    name: "찻잔",
    status: "draft",
    tags: [],
    categoryIds: [],
    options: [],
    variants: [{ sku: "CUP-1", options: {}, price: won(9_900) }],
  });
});

test("amounts have the decimals of their currency", () => {
  const read = (text: string, currency: "KRW" | "USD") => amountOf(text, currency);
  expect([read("12,900", "KRW"), read("１２００", "KRW"), read("12.5", "USD"), read("12", "USD")]).toEqual([
    12_900, 1_200, 1_250, 1_200,
  ]);
  expect([read("1 000", "KRW"), read(" 1,234,000 ", "KRW"), read("1,000.5", "USD")]).toEqual([
    1_000, 1_234_000, 100_050,
  ]);
  expect([read("12.5", "KRW"), read("-1", "KRW"), read("", "KRW"), read("1.234", "USD")]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test("moments are read and written by the clock of the shop", () => {
  expect(clockTimeOf("2026-11-29T00:30:00.000Z")).toBe("2026-11-29T09:30");
  expect(momentOf("2026-11-29T09:30")).toBe("2026-11-29T00:30:00.000Z");
  expect([clockTimeOf(null), momentOf("")]).toEqual(["", null]);
});

test("the form finds what is missing and what is no amount", () => {
  const wrong = typed({
    slug: "",
    status: "scheduled",
    options: [{ name: "", values: "흰색" }],
    variants: [
      { ...white, price: "", compareAtPrice: "x" },
      { ...black, sku: "", price: "만 원", stock: "-1" },
    ],
  });
  expect(faultsOfFields(wrong, "KRW", true)).toEqual([
    ["slug", "required"],
    ["publishAt", "required"],
    ["options.0.name", "required"],
    ["variants.0.price", "required"],
    ["variants.0.compareAtPrice", "amount"],
    ["variants.1.sku", "required"],
    ["variants.1.price", "amount"],
    ["variants.1.stock", "count"],
  ]);
  expect(faultsOfFields(fields, "KRW", true)).toEqual([]);
});

test("the API's errors find their fields", () => {
  const places = fieldsByPlace(2);
  expect([places["variants/1/compareAtPrice"], places["options/0/values"]]).toEqual([
    "variants.1.compareAtPrice",
    "options.0.values",
  ]);
  expect([places["variants/1/options"], places["translations/en/name"], places["variants/2/sku"]]).toEqual([
    "variants.1.sku",
    "englishName",
    undefined,
  ]);
});

test("many rows are filled in at once; a SKU that there is stays and is not given again", () => {
  const rows = [white, { ...emptyVariant, sku: "NEW-1" }, emptyVariant, emptyVariant];
  const filled = filledRows(rows, "NEW", "500");
  expect(filled.map(({ sku, price }) => [sku, price])).toEqual([
    ["MUG-W", "500"],
    ["NEW-1", "500"],
    ["NEW-2", "500"],
    ["NEW-3", "500"],
  ]);
  expect(filledRows(rows, "", "")).toEqual(rows);
});

describe("what another person saved", () => {
  const merge = (mine: ProductFields, theirs: StaffProduct) =>
    mergeFields({ was: fields, typed: mine, now: productFieldsOf(theirs) });

  test("is taken over where this form was not touched", () => {
    const theirs = { ...stored, name: "별 머그", brand: "다온" };
    expect(merge(typed({ brand: "가람" }), theirs)).toEqual(typed({ name: "별 머그", brand: "가람" }));
  });

  test("is taken over price by price, and a new row stays", () => {
    const blue = { ...emptyVariant, sku: "MUG-N", choice: ["쪽빛"], price: "1" };
    const options = [{ name: "색상", values: "흰색\n검정\n쪽빛" }];
    const mine = typed({ options, variants: [{ ...white, compareAtPrice: "15000" }, black, blue] });
    const theirs = {
      ...stored,
      variants: [variant(WHITE ?? "", "MUG-W", "흰색", 11_000), stored.variants[1]],
    };
    expect(merge(mine, theirs as StaffProduct).variants).toEqual([
      { ...white, price: "11000", compareAtPrice: "15000" },
      black,
      blue,
    ]);
  });

  test("is taken over where a variant was taken off sale or added", () => {
    const added = variant("01a22162-ea8f-7911-9733-75d3cc15d114", "MUG-G", "풀빛", 9_000);
    const theirs = {
      ...stored,
      options: [{ name: "색상", values: ["흰색", "풀빛"] }],
      variants: [variant(WHITE ?? "", "MUG-W", "흰색", 12_000), added],
    };
    const merged = merge(typed({ name: "해 머그" }), theirs);
    expect(merged).toEqual({ ...productFieldsOf(theirs), name: "해 머그" });
  });

  test("does not bring back a row that was taken out here", () => {
    const theirs = { ...stored, name: "별 머그" };
    expect(merge(typed({ variants: [white] }), theirs).variants).toEqual([white]);
  });
});
