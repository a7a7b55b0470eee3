import type { AssortedProduct } from "../catalog/contract/assortment.ts";

/** Whether shoppers can buy it now. Pure. */
export const isForSale = ({ inStock, salesFrom, salesUntil }: AssortedProduct, now: Date): boolean =>
  inStock &&
  (salesFrom === null || Date.parse(salesFrom) <= now.getTime()) &&
  (salesUntil === null || now.getTime() < Date.parse(salesUntil));
