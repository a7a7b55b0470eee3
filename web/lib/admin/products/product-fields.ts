/** A product as its form holds it, and what the form sends to the API. Pure. */
import type {
  Currency,
  DisclosureGroup,
  NewProductRequest,
  ProductEdit,
  ProductStatus,
  StaffAttribute,
  StaffProduct,
  StaffVariant,
} from "../../api/types.ts";
import { plainAmount } from "../../money.ts";
import { type AddOnFields, addOnFieldsOf, addOnsOf } from "./add-on-values.ts";
import { amountOf } from "./amounts.ts";
import { type AttributeInputs, attributeInputsOf, attributeValuesOf } from "./attribute-values.ts";
import { htmlOfDescription } from "./description-html.ts";
import { type DisclosureInputs, disclosureInputsOf, disclosureOf } from "./disclosure-values.ts";
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
  /** HTML, as the editor holds it. */
  description: string;
  englishDescription: string;
  status: ProductStatus;
  /** By the clock of the shop; of a scheduled product. */
  publishAt: string;
  /** One to a line. */
  tags: string;
  categoryIds: string[];
  taxType: StaffProduct["taxType"];
  /** The code; "": in no group. */
  deliveryGroup: string;
  options: OptionFields[];
  variants: VariantFields[];
  attributes: AttributeInputs;
  disclosure: DisclosureInputs;
  addOns: AddOnFields[];
  addOnHeading: string;
  englishAddOnHeading: string;
};

/** What the merchant and the law ask of products. */
export type ProductQuestions = {
  /** Those that the product may have, and those that it has. */
  attributes: readonly StaffAttribute[];
  groups: readonly DisclosureGroup[];
  deliveryGroups: readonly { code: string; name: string }[];
};
/** What the answers are read by. */
type Answerable = Pick<ProductQuestions, "attributes" | "groups">;
const noQuestions: Answerable = { attributes: [], groups: [] };

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
  englishDescription: "",
  status: "draft",
  publishAt: "",
  tags: "",
  categoryIds: [],
  taxType: "taxable",
  deliveryGroup: "",
  options: [],
  variants: [emptyVariant],
  attributes: {},
  disclosure: { group: "", items: {} },
  addOns: [],
  addOnHeading: "",
  englishAddOnHeading: "",
};

export function productFieldsOf(product: StaffProduct): ProductFields {
  return {
    name: product.name,
    englishName: product.translations.en?.name ?? "",
    slug: product.slug,
    brand: product.brand ?? "",
    description: htmlOfDescription(product),
    englishDescription: htmlOfDescription(product.translations.en ?? {}),
    status: product.status,
    publishAt: clockTimeOf(product.publishAt),
    tags: product.tags.join("\n"),
    categoryIds: [...product.categoryIds].sort(),
    taxType: product.taxType,
    deliveryGroup: product.deliveryGroup ?? "",
    options: optionFieldsOf(product.options),
    variants: product.variants.map((variant) => variantFieldsOf(product, variant)),
    attributes: attributeInputsOf(product.attributes),
    disclosure: disclosureInputsOf(product.disclosure),
    addOns: addOnFieldsOf(product.addOns),
    addOnHeading: product.addOnHeading ?? "",
    englishAddOnHeading: product.translations.en?.addOnHeading ?? "",
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

export function newProductOf(
  fields: ProductFields,
  currency: Currency,
  { attributes, groups }: Answerable = noQuestions,
): NewProductRequest {
  const disclosure = disclosureOf(groups, fields.disclosure);
  const values = attributeValuesOf(attributes, fields.attributes);
  const [slug, brand, englishName] = [fields.slug, fields.brand, fields.englishName].map(tidyLine);
  const publishAt = fields.status === "scheduled" ? momentOf(fields.publishAt) : null;
  const [addOnHeading, englishHeading] = [fields.addOnHeading, fields.englishAddOnHeading].map(tidyLine);
  const english = {
    ...(englishName && { name: englishName }),
    ...(fields.englishDescription && { descriptionHtml: fields.englishDescription }),
    ...(englishHeading && { addOnHeading: englishHeading }),
  };
  return {
    name: tidyLine(fields.name),
    ...(slug && { slug }),
    ...(brand && { brand }),
    ...(Object.keys(english).length > 0 && { translations: { en: english } }),
    ...(publishAt && { publishAt }),
    ...(fields.description && { descriptionHtml: fields.description }),
    status: fields.status,
    tags: linesOf(fields.tags),
    categoryIds: fields.categoryIds,
    ...(fields.taxType !== "taxable" && { taxType: fields.taxType }),
    ...(fields.deliveryGroup && { deliveryGroup: fields.deliveryGroup }),
    options: optionsOf(fields.options).map(({ name, values }) => ({ name, values: [...values] })),
    variants: fields.variants.map((row) => newVariantOf(fields, row, currency)),
    ...(Object.keys(values).length > 0 && { attributes: values }),
    ...(disclosure && { disclosure }),
    ...(fields.addOns.length > 0 && { addOns: addOnsOf(fields.addOns) }),
    ...(addOnHeading && { addOnHeading }),
  };
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What the form changes of a product; fields that stay as they are are left out. */
export function productEditOf(
  stored: StaffProduct,
  fields: ProductFields,
  questions: Answerable = noQuestions,
): ProductEdit {
  const { currency } = stored.price;
  const whole = newProductOf(fields, currency, questions);
  const before = newProductOf(productFieldsOf(stored), currency, questions);
  const edit: ProductEdit = {};
  if (whole.name !== before.name) edit.name = whole.name;
  if (whole.slug !== before.slug && whole.slug) edit.slug = whole.slug;
  if (whole.brand !== before.brand) edit.brand = whole.brand ?? null;
  if (whole.descriptionHtml !== before.descriptionHtml) edit.descriptionHtml = whole.descriptionHtml ?? "";
  if (whole.status !== before.status) edit.status = whole.status;
  if (whole.publishAt && whole.publishAt !== before.publishAt) edit.publishAt = whole.publishAt;
  if (!isSame(whole.tags, before.tags)) edit.tags = whole.tags ?? [];
  if (!isSame([...fields.categoryIds].sort(), before.categoryIds)) edit.categoryIds = fields.categoryIds;
  if (fields.taxType !== stored.taxType) edit.taxType = fields.taxType;
  if (whole.deliveryGroup !== before.deliveryGroup) edit.deliveryGroup = whole.deliveryGroup ?? null;
  if (!isSame(whole.translations, before.translations))
    edit.translations = withEnglish(stored.translations, fields, before);
  if (!isSame(whole.attributes, before.attributes)) edit.attributes = whole.attributes ?? {};
  if (!isSame(whole.disclosure, before.disclosure)) edit.disclosure = whole.disclosure ?? null;
  if (!isSame(whole.addOns, before.addOns)) edit.addOns = whole.addOns ?? [];
  if (whole.addOnHeading !== before.addOnHeading) edit.addOnHeading = whole.addOnHeading ?? null;
  const variants = variantEditsOf(fields, currency);
  const optionsChanged = !isSame(whole.options, before.options);
  if (optionsChanged) edit.options = whole.options;
  if (optionsChanged || !isSame(variants, variantEditsOf(productFieldsOf(stored), currency)))
    edit.variants = variants;
  return edit;
}

/** Translations are replaced as a whole, so the others go along, and a description that was not touched. */
function withEnglish(
  { en = {} }: StaffProduct["translations"],
  { englishName, englishDescription, englishAddOnHeading }: ProductFields,
  before: NewProductRequest,
): StaffProduct["translations"] {
  const name = tidyLine(englishName);
  const { name: _name, description, descriptionHtml, addOnHeading: _heading, ...others } = en;
  const addOnHeading = tidyLine(englishAddOnHeading);
  const told = before.translations?.en?.descriptionHtml ?? "";
  const described =
    englishDescription === told
      ? { ...(description && { description }), ...(descriptionHtml && { descriptionHtml }) }
      : englishDescription && { descriptionHtml: englishDescription };
  return { en: { ...others, ...(name && { name }), ...(addOnHeading && { addOnHeading }), ...described } };
}

/** A new row, with the prices of one that is like it. */
export const addedRow = (choice: readonly string[], like: VariantFields | undefined): VariantFields => ({
  ...emptyVariant,
  choice,
  price: like?.price ?? "",
  compareAtPrice: like?.compareAtPrice ?? "",
});
