/** Products as staff see them. Pure. */
import { money } from "../../../platform/money.ts";
import { imageOf } from "../contract/picture.ts";
import { presentPicture } from "../pictures/present.ts";
import type { ProductPicture } from "../pictures/product-picture.ts";
import type { EditableRow } from "./editing-queries.ts";
import type { StaffCardRow } from "./staff-list-queries.ts";

const formerPrice = ({ compareAtPrice, currency }: Pick<EditableRow, "compareAtPrice" | "currency">) =>
  compareAtPrice === null ? {} : { compareAtPrice: money(compareAtPrice, currency) };
const timeOf = (time: Date | null) => time?.toISOString() ?? null;

export function presentForStaff(row: EditableRow) {
  const { id, slug, formerSlugs, name, brand, description, descriptionHtml, status, currency } = row;
  return {
    id,
    slug,
    formerSlugs,
    name,
    brand,
    description,
    descriptionHtml,
    status,
    publishAt: timeOf(row.publishAt),
    salesFrom: timeOf(row.salesFrom),
    salesUntil: timeOf(row.salesUntil),
    tags: row.tags,
    taxType: row.taxType,
    deliveryGroup: row.deliveryGroup,
    minQuantity: row.minQuantity,
    maxQuantity: row.maxQuantity,
    seo: row.seo,
    attributes: row.attributes,
    disclosure: row.disclosure,
    addOns: row.addOns.map(({ productId, sku, name: called, options, isShown }) => ({
      ...(productId === null ? { sku: sku ?? "" } : { productId }),
      name: called,
      options: Object.values(options ?? {}).join(" / "),
      isShown,
    })),
    addOnHeading: row.addOnHeading,
    translations: row.translations,
    categoryIds: row.categoryIds,
    price: money(row.price, currency),
    ...formerPrice(row),
    image: imageOf(row.pictures[0], name),
    pictures: row.pictures.map((picture) =>
      presentPicture({ picture, productName: name, skus: skusWith(picture, row.variants) }, "ko"),
    ),
    inStock: row.inStock,
    options: row.options,
    variants: row.variants.map((variant) => presentStaffVariant(row, variant)),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

const skusWith = ({ key }: ProductPicture, variants: EditableRow["variants"]): string[] =>
  variants.filter(({ picture }) => picture?.key === key).map(({ sku }) => sku);

export function presentStaffVariant(
  { name, currency }: Pick<EditableRow, "name" | "currency">,
  { id, sku, options, price, compareAtPrice, inStock, picture }: EditableRow["variants"][number],
) {
  return {
    id,
    sku,
    options,
    price: money(price, currency),
    ...formerPrice({ compareAtPrice, currency }),
    inStock,
    image: imageOf(picture, name),
  };
}

export function presentStaffCard(row: StaffCardRow) {
  const { id, slug, name, brand, status, variantCount, tags, inStock, currency } = row;
  return {
    id,
    slug,
    name,
    brand,
    status,
    publishAt: row.publishAt === null ? null : new Date(row.publishAt).toISOString(),
    price: money(row.price, currency),
    ...formerPrice(row),
    image: imageOf(row.picture, name),
    variantCount,
    tags,
    inStock,
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
  };
}
