/** What rows say of one product, put together: the fields of a change. Pure. */
import { isDeepStrictEqual } from "node:util";
import type { AttributeValue } from "../contract/attributes.ts";
import type { ImportedProductRow } from "../contract/import-rows.ts";
import { MAX_VARIANTS, type NewProduct } from "../contract.ts";
import { type AddOnNames, readAddOns } from "./add-on-cells.ts";
import { appliesTo, type FileAttribute, readAttribute } from "./attribute-cells.ts";
import type { CategoryNames } from "./category-paths.ts";

/** What cells name. */
export interface NamedInCells {
  readonly categories: CategoryNames;
  /** By their codes. */
  readonly attributes: ReadonlyMap<string, FileAttribute>;
  readonly addOns: AddOnNames;
  /** The folders of pictures that descriptions may name. */
  readonly pictures: ReadonlySet<string>;
}

export interface RowProblem {
  readonly row: number;
  readonly field: string;
  readonly code: string;
}

export interface JoinedRows {
  readonly content: NewProduct;
  readonly problems: readonly RowProblem[];
}

/** The product before the rows. Null: there is none. */
type Before = NewProduct | null;
type Fields = Readonly<Record<string, unknown>>;

const MAX_OPTION_VALUES = 200;
/** What a row says of its product; the rows of one product must not contradict one another. */
const ofProduct = [
  "slug",
  "name",
  "description",
  "descriptionHtml",
  "brand",
  "categories",
  "status",
  "tags",
  "taxType",
  "minQuantity",
  "maxQuantity",
  "addOns",
  "addOnHeading",
  "nameEn",
  "descriptionEn",
  "descriptionHtmlEn",
  "brandEn",
  "addOnHeadingEn",
] as const;
const english = {
  nameEn: "name",
  descriptionEn: "description",
  descriptionHtmlEn: "descriptionHtml",
  brandEn: "brand",
  addOnHeadingEn: "addOnHeading",
} as const;

/** Puts the rows into the product. Each SKU of a new product is a new variant. */
export function joinRows(
  before: Before,
  rows: readonly ImportedProductRow[],
  { categories, attributes, addOns: addOnNames }: NamedInCells,
): JoinedRows {
  const problems: RowProblem[] = [];
  const given = givenFields(rows, problems);
  const content: Record<string, unknown> = before ? { ...before } : { status: "draft", options: [] };
  for (const [field, { value, row }] of given) {
    if (field in english || field === "categories" || field === "addOns") continue;
    if (value === null && field !== "description") delete content[field];
    else content[field] = value ?? "";
    if (field === "name" && value === null) problems.push({ row, field, code: "REQUIRED" });
  }
  dropOldHtml(content, before?.description, given, "descriptionHtml");
  const ids = given.get("categories");
  if (ids) content.categoryIds = categoryIds(ids.value as string[], ids.row, categories, problems);
  const values = attributeValues(content as unknown as NewProduct, rows, attributes, problems);
  if (values) content.attributes = values;
  const texts = translated(before, given);
  if (texts) content.translations = texts;
  if (content.name === undefined)
    for (const { row } of rows) problems.push({ row, field: "name", code: "REQUIRED" });
  const joined = { ...content, ...joinVariants(before, rows, problems) } as NewProduct;
  const named = given.get("addOns");
  if (!named) return { content: joined, problems };
  const read = readAddOns(named.value as string[], joined, addOnNames);
  if ("code" in read) problems.push({ row: named.row, field: "addOns", code: read.code });
  else joined.addOns = [...read];
  return { content: joined, problems };
}

interface Given {
  readonly row: number;
  readonly value: unknown;
}

function givenFields(rows: readonly ImportedProductRow[], problems: RowProblem[]): Map<string, Given> {
  const given = new Map<string, Given>();
  for (const row of rows) {
    for (const field of ofProduct) {
      const value = row[field];
      if (value === undefined) continue;
      const first = given.get(field);
      if (!first) given.set(field, { row: row.row, value });
      else if (JSON.stringify(first.value) !== JSON.stringify(value))
        problems.push({ row: row.row, field, code: "CONFLICT" });
    }
  }
  return given;
}

function categoryIds(
  names: readonly string[],
  row: number,
  categories: CategoryNames,
  problems: RowProblem[],
): string[] {
  const ids = names.flatMap((name) => {
    const found = categories.find(name);
    if (found?.length === 1) return found;
    problems.push({ row, field: "categories", code: found ? "AMBIGUOUS" : "UNKNOWN_CATEGORY" });
    return [];
  });
  return [...new Set(ids)];
}

/** The product has the categories that the rows say. Returns undefined where no row names an attribute. */
function attributeValues(
  { attributes: before = {}, categoryIds = [] }: Pick<NewProduct, "attributes" | "categoryIds">,
  rows: readonly ImportedProductRow[],
  attributes: NamedInCells["attributes"],
  problems: RowProblem[],
): NewProduct["attributes"] {
  const values = new Map(Object.entries(before));
  const given = new Map<string, AttributeValue | null>();
  const isNew = (code: string, value: AttributeValue | null): boolean =>
    value !== null && !isDeepStrictEqual(value, before[code]);
  for (const { row, attributes: cells = {} } of rows) {
    for (const [code, cell] of Object.entries(cells)) {
      const refuse = (why: string) => problems.push({ row, field: `attributes.${code}`, code: why });
      const read = readAttribute(code, cell, attributes.get(code));
      if ("code" in read) refuse(read.code);
      else if (given.has(code) && !isDeepStrictEqual(given.get(code), read.value)) refuse("CONFLICT");
      // What a product has already is not judged again: its categories may have changed since.
      else if (isNew(code, read.value) && !appliesTo(read.attribute, categoryIds)) refuse("NOT_OF_CATEGORY");
      else given.set(code, read.value);
    }
  }
  for (const [code, value] of given) {
    if (value === null) values.delete(code);
    else values.set(code, value);
  }
  return given.size === 0 ? undefined : Object.fromEntries(values);
}

function translated(before: Before, given: ReadonlyMap<string, Given>): NewProduct["translations"] {
  const named = Object.entries(english).filter(([field]) => given.has(field));
  if (named.length === 0) return undefined;
  const texts: Record<string, unknown> = { ...before?.translations?.en };
  for (const [field, name] of named) {
    const value = given.get(field)?.value;
    if (value === null) delete texts[name];
    else texts[name] = value;
  }
  dropOldHtml(texts, before?.translations?.en?.description, given, "descriptionHtmlEn");
  return { ...before?.translations, en: texts };
}

/** Another text says nothing of the form that the old one had. */
function dropOldHtml(
  texts: Record<string, unknown>,
  before: string | undefined,
  given: ReadonlyMap<string, Given>,
  field: "descriptionHtml" | "descriptionHtmlEn",
): void {
  if (!given.has(field) && texts.description !== before) delete texts.descriptionHtml;
}

type Variant = NewProduct["variants"][number];

function joinVariants(before: Before, rows: readonly ImportedProductRow[], problems: RowProblem[]) {
  const options = (before?.options ?? []).map(({ name, values }) => ({ name, values: [...values] }));
  const variants = new Map((before?.variants ?? []).map((variant) => [variant.sku, variant]));
  for (const row of rows) {
    const was = variants.get(row.sku);
    if (!was && row.price === undefined) problems.push({ row: row.row, field: "price", code: "REQUIRED" });
    if (!was && variants.size >= MAX_VARIANTS)
      problems.push({ row: row.row, field: "sku", code: "MAX_ITEMS" });
    const chosen = row.options ? chosenOptions(row, options, variants.size === 0, problems) : was?.options;
    variants.set(row.sku, withFields(row, was, chosen ?? {}));
  }
  return { options, variants: [...variants.values()] };
}

function withFields(row: ImportedProductRow, was: Variant | undefined, options: Variant["options"]): Variant {
  const { compareAtPrice = was?.compareAtPrice } = row;
  return {
    sku: row.sku,
    options,
    price: row.price ?? was?.price ?? 0,
    ...(compareAtPrice == null ? {} : { compareAtPrice }),
    ...(was || row.stock === undefined ? {} : { stock: row.stock }),
  };
}

type Options = { name: string; values: string[] }[];

/** The first variant of a product names its options; each may add values. */
function chosenOptions(
  { row, options: given = [] }: ImportedProductRow,
  options: Options,
  isFirst: boolean,
  problems: RowProblem[],
): Record<string, string> {
  const chosen: Record<string, string> = {};
  for (const [at, { name, value }] of given.entries()) {
    const field = `option${at + 1}Value`;
    if (isFirst && name !== undefined && !options.some((each) => each.name === name))
      options.push({ name, values: [] });
    const option = name === undefined ? options[at] : options.find((each) => each.name === name);
    if (!option) {
      problems.push({
        row,
        field: `option${at + 1}Name`,
        code: name === undefined ? "REQUIRED" : "UNKNOWN_VALUE",
      });
      continue;
    }
    if (!option.values.includes(value)) option.values.push(value);
    if (option.values.length > MAX_OPTION_VALUES) problems.push({ row, field, code: "MAX_ITEMS" });
    chosen[option.name] = value;
  }
  return chosen;
}

/** The fields in which a row differs from the product. Empty: it says what is there already. */
export function differs(before: NewProduct, after: NewProduct, row: ImportedProductRow): boolean {
  const was: Fields = fieldsOf(before, row.sku);
  const now: Fields = fieldsOf(after, row.sku);
  return Object.keys(row).some((field) => JSON.stringify(was[field]) !== JSON.stringify(now[field]));
}

function fieldsOf(content: NewProduct, sku: string): Fields {
  const variant = content.variants.find((each) => each.sku === sku);
  const { name, description, descriptionHtml, brand, addOnHeading } = content.translations?.en ?? {};
  return {
    ...content,
    categories: [...(content.categoryIds ?? [])].sort(),
    tags: content.tags ?? [],
    attributes: Object.entries(content.attributes ?? {}).sort(),
    options: Object.entries(variant?.options ?? {}).sort(),
    price: amount(variant?.price),
    compareAtPrice: amount(variant?.compareAtPrice),
    stock: null,
    nameEn: name,
    descriptionEn: description,
    descriptionHtmlEn: descriptionHtml,
    brandEn: brand,
    addOnHeadingEn: addOnHeading,
  };
}

const amount = (price: Variant["compareAtPrice"]): number | null =>
  price === undefined ? null : typeof price === "number" ? price : price.amount;
