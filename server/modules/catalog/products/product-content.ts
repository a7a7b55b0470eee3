/**
 * What staff edit of a product, in the form in which a new product is sent: how a change is put into it, and
 * what differs after it. Pure.
 */
import { type Difference, differencesOf, type Field } from "../../../platform/differences.ts";
import { escapePointer } from "../../../platform/errors.ts";
import type { Currency } from "../../../platform/money.ts";
import { asMoney } from "../../../platform/schema.ts";
import type { AddOn } from "../contract/add-ons.ts";
import type { NewProduct, ProductChange, VariantChange } from "../contract.ts";
import type { EditableRow } from "./editing-queries.ts";

type VariantContent = NewProduct["variants"][number];

/** A product without empty fields; times as ISO text, prices in the shop's currency. */
export function contentOf(row: EditableRow): NewProduct {
  const { brand, maxQuantity, disclosure, descriptionHtml } = row;
  const at = (name: "publishAt" | "salesFrom" | "salesUntil") =>
    row[name] === null ? {} : { [name]: row[name].toISOString() };
  return {
    name: row.name,
    slug: row.slug,
    description: row.description,
    ...(descriptionHtml === null ? {} : { descriptionHtml }),
    categoryIds: row.categoryIds,
    ...(brand === null ? {} : { brand }),
    options: row.options,
    variants: row.variants.map(({ sku, options, price, compareAtPrice }) => ({
      sku,
      options,
      price,
      ...(compareAtPrice === null ? {} : { compareAtPrice }),
    })),
    status: row.status,
    translations: row.translations,
    ...at("publishAt"),
    ...at("salesFrom"),
    ...at("salesUntil"),
    tags: row.tags,
    taxType: row.taxType,
    ...(row.deliveryGroup === null ? {} : { deliveryGroup: row.deliveryGroup }),
    minQuantity: row.minQuantity,
    ...(maxQuantity === null ? {} : { maxQuantity }),
    seo: row.seo,
    attributes: row.attributes,
    ...(disclosure === null ? {} : { disclosure }),
    addOns: row.addOns.map(addOnOf),
    ...(row.addOnHeading === null ? {} : { addOnHeading: row.addOnHeading }),
  };
}

/** As an edit names it. */
export const addOnOf = ({ productId, sku }: EditableRow["addOns"][number]): AddOn =>
  productId === null ? { sku: sku ?? "" } : { productId };

/** What is missing in the variant of an edit: the names of the fields that a new variant needs. */
export interface VariantGap {
  /** The place of the variant in the edit. */
  readonly at: number;
  readonly field: "id" | "sku" | "price";
  readonly code: "UNKNOWN" | "REQUIRED";
}

export interface ChangedContent {
  readonly content: NewProduct;
  readonly gaps: readonly VariantGap[];
}

/** Puts a change into the content. `ids`: the SKUs of the product's variants by their ids. */
export function withChange(
  content: NewProduct,
  change: ProductChange,
  ids: ReadonlyMap<string, string>,
): ChangedContent {
  const { variants, ...fields } = change;
  const next: Record<string, unknown> & { variants?: unknown } = { ...content };
  for (const [name, value] of Object.entries(fields)) {
    if (value === null) delete next[name];
    else next[name] = isMoment(name) ? new Date(String(value)).toISOString() : value;
  }
  const { description, descriptionHtml } = change;
  // Another text says nothing of the form that the old one had.
  if (descriptionHtml === undefined && description !== undefined && description !== content.description)
    delete next.descriptionHtml;
  const gaps: VariantGap[] = [];
  const known = new Map(content.variants.map((each) => [each.sku, each]));
  next.variants = variants
    ? variants.map((each, at) => withVariantChange(known, each, at, ids, gaps))
    : renamedVariants(content, change.options ?? content.options);
  return { content: next as NewProduct, gaps };
}

const isMoment = (name: string): boolean => ["publishAt", "salesFrom", "salesUntil"].includes(name);

/** Fields of a variant that the product has stay as they are unless the edit names them. */
function withVariantChange(
  known: ReadonlyMap<string, VariantContent>,
  { id, ...change }: VariantChange,
  at: number,
  ids: ReadonlyMap<string, string>,
  gaps: VariantGap[],
): VariantContent {
  const sku = change.sku ?? (id === undefined ? undefined : ids.get(id.toLowerCase()));
  const own = sku === undefined ? undefined : known.get(sku);
  if (id !== undefined && (sku === undefined || ids.get(id.toLowerCase()) !== sku))
    gaps.push({ at, field: "id", code: "UNKNOWN" });
  else if (sku === undefined) gaps.push({ at, field: "sku", code: "REQUIRED" });
  if (!own && change.price === undefined) gaps.push({ at, field: "price", code: "REQUIRED" });
  const { compareAtPrice = own?.compareAtPrice } = change;
  return {
    sku: sku ?? "",
    options: change.options ?? own?.options ?? {},
    price: change.price ?? own?.price ?? 0,
    ...(compareAtPrice == null ? {} : { compareAtPrice }),
    ...(own || change.stock === undefined ? {} : { stock: change.stock }),
  };
}

/**
 * The variants under options that were renamed. Of two lists of one length the words at one place are one
 * word under another name, when neither list has the other one's word.
 */
function renamedVariants({ options, variants }: NewProduct, renamed: NewProduct["options"]) {
  const names = renames(
    options.map(({ name }) => name),
    renamed.map(({ name }) => name),
  );
  const values = new Map(
    options.map((option) => {
      const now = renamed.find(({ name }) => name === (names.get(option.name) ?? option.name));
      return [option.name, renames(option.values, now?.values ?? [])];
    }),
  );
  return variants.map((variant) => ({
    ...variant,
    options: Object.fromEntries(
      Object.entries(variant.options).map(([name, value]) => [
        names.get(name) ?? name,
        values.get(name)?.get(value) ?? value,
      ]),
    ),
  }));
}

function renames(was: readonly string[], now: readonly string[]): Map<string, string> {
  if (was.length !== now.length) return new Map();
  return new Map(
    was.flatMap((word, at): [string, string][] => {
      const other = now[at] ?? word;
      return now.includes(word) || was.includes(other) ? [] : [[word, other]];
    }),
  );
}

export const differencesBetween = (was: NewProduct, now: NewProduct, currency: Currency): Difference[] => {
  const kept = new Set(was.variants.map(({ sku }) => sku));
  const both = new Set(now.variants.map(({ sku }) => sku).filter((sku) => kept.has(sku)));
  return differencesOf(fieldsOf(was, both, currency), fieldsOf(now, both, currency));
};

/** `both`: SKUs before and after the edit, whose fields are compared one by one. */
function* fieldsOf(content: NewProduct, both: ReadonlySet<string>, currency: Currency): Generator<Field> {
  const { variants, translations, attributes, disclosure, ...fields } = content;
  for (const [name, value] of Object.entries(fields)) yield [`/${name}`, value];
  for (const [name, value] of Object.entries(translations?.en ?? {}))
    yield [`/translations/en/${name}`, value];
  for (const [code, value] of Object.entries(attributes ?? {}))
    yield [`/attributes/${escapePointer(code)}`, value];
  yield ["/disclosure/group", disclosure?.group];
  for (const [code, text] of Object.entries(disclosure?.items ?? {}))
    yield [`/disclosure/items/${escapePointer(code)}`, text];
  yield ["/variants", variants.map(({ sku }) => sku).filter((sku) => both.has(sku))];
  for (const { sku, options, price, compareAtPrice } of variants) {
    const pointer = `/variants/${escapePointer(sku)}`;
    const shown = {
      options,
      price: asMoney(price, currency),
      compareAtPrice: compareAtPrice === undefined ? null : asMoney(compareAtPrice, currency),
    };
    if (!both.has(sku)) yield [pointer, shown];
    else for (const [name, value] of Object.entries(shown)) yield [`${pointer}/${name}`, value];
  }
}
