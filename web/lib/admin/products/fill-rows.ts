import type { VariantFields } from "./product-fields.ts";

/**
 * Gives each row without a SKU one that begins with `stem`, and all rows the price. "" changes nothing. Pure.
 */
export function filledRows(rows: readonly VariantFields[], stem: string, price: string): VariantFields[] {
  const taken = new Set(rows.map(({ sku }) => sku.trim()));
  let number = 0;
  const next = (): string => {
    number += 1;
    const sku = `${stem}-${number}`;
    return taken.has(sku) ? next() : sku;
  };
  return rows.map((row) => ({
    ...row,
    ...(stem !== "" && row.sku.trim() === "" ? { sku: next() } : {}),
    ...(price !== "" ? { price } : {}),
  }));
}
