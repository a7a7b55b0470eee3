/** A product as its form holds it, and what the form sends to the API. Pure. */
import type {
  Currency,
  NewProductRequest,
  ProductEdit,
  ProductStatus,
  StaffProduct,
  StaffVariant,
} from "../../api/types.ts";
import { plainAmount } from "../../money.ts";
import { amountOf } from "./amounts.ts";
import { linesOf, type OptionFields, optionFieldsOf, optionsOf, tidyLine } from "./options.ts";
import { clockTimeOf, momentOf } from "./shop-time.ts";

export type VariantFields = {
  /** "" for a variant that is not stored yet. */
  variantId: string;
  sku: string;
  /** One value of each option, in the options' order. */
  choice: readonly string[];
  price: string;
  compareAtPrice: string;
  /** Of a new variant. */
  stock: string;
};

export type ProductFields = {
  name: string;
  englishName: string;
  slug: string;
  brand: string;
  description: string;
  status: ProductStatus;
  /** By the clock of the shop; of a scheduled product. */
  publishAt: string;
  /** One to a line. */
  tags: string;
  categoryIds: string[];
  options: OptionFields[];
  variants: VariantFields[];
};

export const emptyVariant: VariantFields = {
  variantId: "",
  sku: "",
  choice: [],
  price: "",
  compareAtPrice: "",
  stock: "",
};

export const emptyProduct: ProductFields = {
  name: "",
  englishName: "",
  slug: "",
  brand: "",
  description: "",
  status: "draft",
  publishAt: "",
  tags: "",
  categoryIds: [],
  options: [],
  variants: [emptyVariant],
};

export function productFieldsOf(product: StaffProduct): ProductFields {
  return {
    name: product.name,
    englishName: product.translations.en?.name ?? "",
    slug: product.slug,
    brand: product.brand ?? "",
    description: product.description,
    status: product.status,
    publishAt: clockTimeOf(product.publishAt),
    tags: product.tags.join("\n"),
    categoryIds: [...product.categoryIds].sort(),
    options: optionFieldsOf(product.options),
    variants: product.variants.map((variant) => variantFieldsOf(product, variant)),
  };
}

const variantFieldsOf = (
  { options }: StaffProduct,
  { id, sku, options: chosen, price, compareAtPrice }: StaffVariant,
): VariantFields => ({
  variantId: id,
  sku,
  choice: options.map(({ name }) => chosen[name] ?? ""),
  price: plainAmount(price),
  compareAtPrice: compareAtPrice ? plainAmount(compareAtPrice) : "",
  stock: "",
});

/** Lines end as the API stores them. */
const tidyText = (text: string): string => text.normalize("NFC").replaceAll("\r\n", "\n").trim();

/** The combination of a row as the API names it. */
export const optionsOfRow = (fields: readonly OptionFields[], { choice }: Pick<VariantFields, "choice">) =>
  Object.fromEntries(optionsOf(fields).map(({ name }, at) => [name, choice[at] ?? ""]));

/** A price that is no amount is found before; see `missingFields`. */
const moneyOf = (text: string, currency: Currency) => ({ amount: amountOf(text, currency) ?? 0, currency });

const contentOf = ({ options }: ProductFields, row: VariantFields, currency: Currency) => ({
  options: optionsOfRow(options, row),
  price: moneyOf(row.price, currency),
  compareAtPrice: row.compareAtPrice.trim() === "" ? null : moneyOf(row.compareAtPrice, currency),
  ...(row.variantId || row.stock.trim() === "" ? {} : { stock: Number(row.stock) }),
});

const variantEditsOf = (fields: ProductFields, currency: Currency): NonNullable<ProductEdit["variants"]> =>
  fields.variants.map((row) => ({
    ...(row.variantId ? { id: row.variantId } : { sku: tidyLine(row.sku) }),
    ...contentOf(fields, row, currency),
  }));

function newVariantOf(fields: ProductFields, row: VariantFields, currency: Currency) {
  const { compareAtPrice, ...content } = contentOf(fields, row, currency);
  return { sku: tidyLine(row.sku), ...content, ...(compareAtPrice && { compareAtPrice }) };
}

export function newProductOf(fields: ProductFields, currency: Currency): NewProductRequest {
  const [slug, brand, englishName] = [fields.slug, fields.brand, fields.englishName].map(tidyLine);
  const publishAt = fields.status === "scheduled" ? momentOf(fields.publishAt) : null;
  return {
    name: tidyLine(fields.name),
    ...(slug && { slug }),
    ...(brand && { brand }),
    ...(englishName && { translations: { en: { name: englishName } } }),
    ...(publishAt && { publishAt }),
    description: tidyText(fields.description),
    status: fields.status,
    tags: linesOf(fields.tags),
    categoryIds: fields.categoryIds,
    options: optionsOf(fields.options).map(({ name, values }) => ({ name, values: [...values] })),
    variants: fields.variants.map((row) => newVariantOf(fields, row, currency)),
  };
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What the form changes of a product; fields that stay as they are are left out. */
export function productEditOf(stored: StaffProduct, fields: ProductFields): ProductEdit {
  const { currency } = stored.price;
  const whole = newProductOf(fields, currency);
  const before = newProductOf(productFieldsOf(stored), currency);
  const edit: ProductEdit = {};
  if (whole.name !== before.name) edit.name = whole.name;
  if (whole.slug !== before.slug && whole.slug) edit.slug = whole.slug;
  if (whole.brand !== before.brand) edit.brand = whole.brand ?? null;
  if (whole.description !== before.description) edit.description = whole.description ?? "";
  if (whole.status !== before.status) edit.status = whole.status;
  if (whole.publishAt && whole.publishAt !== before.publishAt) edit.publishAt = whole.publishAt;
  if (!isSame(whole.tags, before.tags)) edit.tags = whole.tags ?? [];
  if (!isSame([...fields.categoryIds].sort(), before.categoryIds)) edit.categoryIds = fields.categoryIds;
  if (!isSame(whole.translations, before.translations))
    edit.translations = withEnglishName(stored.translations, tidyLine(fields.englishName));
  const variants = variantEditsOf(fields, currency);
  const optionsChanged = !isSame(whole.options, before.options);
  if (optionsChanged) edit.options = whole.options;
  if (optionsChanged || !isSame(variants, variantEditsOf(productFieldsOf(stored), currency)))
    edit.variants = variants;
  return edit;
}

/** Translations are replaced as a whole, so the others go along. */
function withEnglishName({ en }: StaffProduct["translations"], name: string): StaffProduct["translations"] {
  const { name: _before, ...others } = en ?? {};
  return { en: { ...others, ...(name && { name }) } };
}

/** A new row, with the prices of one that is like it. */
export const addedRow = (choice: readonly string[], like: VariantFields | undefined): VariantFields => ({
  ...emptyVariant,
  choice,
  price: like?.price ?? "",
  compareAtPrice: like?.compareAtPrice ?? "",
});
