/** Makes a draft that is like a product, with SKUs of its own and nothing in stock. */
import type { ActingStaff } from "../../../platform/audit-log/audit-log.ts";
import { randomCode } from "../../../platform/ids.ts";
import { money } from "../../../platform/money.ts";
import type { CatalogContext } from "../context.ts";
import { COPY_MARK } from "../contract/texts.ts";
import type { NewProduct } from "../contract.ts";
import { createProduct } from "./create-product.ts";
import { readForStaff } from "./edit-product.ts";
import type { EditableRow } from "./editing-queries.ts";
import { addOnOf } from "./product-content.ts";

const LONGEST_NAME = 200;
const LONGEST_SKU = 64;

/** Returns the copy. Throws NOT_FOUND. */
export async function duplicateProduct(
  catalog: CatalogContext,
  sourceId: string,
  by: ActingStaff,
): Promise<EditableRow> {
  const row = await readForStaff(catalog, sourceId);
  const code = randomCode(5);
  const pictures = {
    product: row.pictures,
    variants: Object.fromEntries(
      row.variants.flatMap(({ sku, picture }) => (picture ? [[copiedSku(sku, code), picture]] : [])),
    ),
  };
  const id = await createProduct(catalog, copyOf(row, code), by, { pictures, origin: "copy" });
  return readForStaff(catalog, id);
}

/** Its slug is made of its name; whether it is shown, and when, is for the staff to say. */
function copyOf(row: EditableRow, code: string): NewProduct {
  const { name, description, brand, categoryIds, options, tags, taxType, minQuantity, maxQuantity } = row;
  const { seo, attributes, disclosure, descriptionHtml } = row;
  const { en } = row.translations;
  return {
    name: marked(name, COPY_MARK.ko),
    description,
    ...(descriptionHtml === null ? {} : { descriptionHtml }),
    ...(brand === null ? {} : { brand }),
    categoryIds,
    options,
    variants: row.variants.map(({ sku, price, compareAtPrice, ...variant }) => ({
      sku: copiedSku(sku, code),
      options: variant.options,
      price: money(price, row.currency),
      ...(compareAtPrice === null ? {} : { compareAtPrice: money(compareAtPrice, row.currency) }),
    })),
    status: "draft",
    translations: en ? { en: { ...en, ...(en.name ? { name: marked(en.name, COPY_MARK.en) } : {}) } } : {},
    tags,
    taxType,
    ...(row.deliveryGroup === null ? {} : { deliveryGroup: row.deliveryGroup }),
    minQuantity,
    ...(maxQuantity === null ? {} : { maxQuantity }),
    seo,
    attributes,
    ...(disclosure === null ? {} : { disclosure }),
    // Without those that are gone: they would be refused.
    addOns: row.addOns.filter(({ name: called }) => called !== null).map(addOnOf),
    ...(row.addOnHeading === null ? {} : { addOnHeading: row.addOnHeading }),
  };
}

const marked = (name: string, mark: string): string => name.slice(0, LONGEST_NAME - mark.length) + mark;

const copiedSku = (sku: string, code: string): string =>
  `${sku.slice(0, LONGEST_SKU - code.length - 1)}-${code}`;
