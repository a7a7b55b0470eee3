/** What may be bought with a product, as its form holds it. Pure. */
import type { NewProductRequest, StaffProduct } from "../../api/types.ts";

export type AddOnFields = {
  /** One of both is "". */
  productId: string;
  sku: string;
  /** What staff read of it. */
  name: string;
  options: string;
  isShown: boolean;
};

export const MAX_ADD_ONS = 20;

export const addOnFieldsOf = (addOns: StaffProduct["addOns"]): AddOnFields[] =>
  addOns.map(({ productId = "", sku = "", name, options, isShown }) => ({
    productId,
    sku,
    name: name ?? sku,
    options,
    isShown,
  }));

export const addOnsOf = (fields: readonly AddOnFields[]): NonNullable<NewProductRequest["addOns"]> =>
  fields.map(({ productId, sku }) => (productId === "" ? { sku } : { productId }));

/** Whether the list has the product, as a whole or by one of its SKUs. */
export const hasProduct = (fields: readonly AddOnFields[], productId: string): boolean =>
  fields.some((each) => each.productId === productId);
