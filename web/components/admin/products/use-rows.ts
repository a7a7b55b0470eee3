"use client";

import { filledRows } from "@/lib/admin/products/fill-rows";
import { optionsOf } from "@/lib/admin/products/options";
import {
  addedRow,
  optionsOfRow,
  productFieldsOf,
  type VariantFields,
} from "@/lib/admin/products/product-fields";
import { combinationCount, filledUp, MAX_VARIANTS, rowsAfter } from "@/lib/admin/products/variant-matrix";
import type { StaffProduct } from "@/lib/api/types";
import type { ProductFormState } from "./use-product-form";

const namedKey = (options: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(options).sort());

/** The rows of the variants, as the options and the buttons of the form change them. */
export function useRows({ form, list, shape, setShape }: ProductFormState, stored: StaffProduct | undefined) {
  const { getValues } = form;
  const { fields, replace, remove } = list;
  const storedFields = stored && productFieldsOf(stored);

  /** A combination that the product has is that variant again, however it left the form. */
  const createAmong = (rows: readonly VariantFields[]) => {
    const used = new Set(rows.map(({ variantId }) => variantId));
    const free = new Map(
      (stored?.variants ?? []).flatMap(({ id, options }, at) => {
        const row = storedFields?.variants[at];
        return row && !used.has(id) ? [[namedKey(options), row] as const] : [];
      }),
    );
    return (choice: string[], like: VariantFields | undefined): VariantFields => {
      const own = free.get(namedKey(optionsOfRow(getValues("options"), { choice })));
      return own ? { ...own, choice } : addedRow(choice, like);
    };
  };

  /** Makes the rows fit the options. Waits while an option that has rows is half typed. */
  const fitOptions = () => {
    const typed = getValues("options");
    const now = optionsOf(typed);
    if (now.length < typed.length && now.length < shape.length) return;
    const rows = getValues("variants");
    const next = rowsAfter({ rows, was: shape, now, create: createAmong(rows) });
    setShape(now);
    if (JSON.stringify(next) !== JSON.stringify(rows)) replace(next);
  };
  const addMissing = () => {
    const rows = getValues("variants");
    replace(filledUp(rows, shape, createAmong(rows)));
  };
  const fill = (stem: string, price: string) => replace(filledRows(getValues("variants"), stem, price));

  const kept = new Set(fields.map(({ variantId }) => variantId));
  const count = combinationCount(shape);
  const tooMany = count > MAX_VARIANTS;
  return {
    fields,
    remove,
    fill,
    fitOptions,
    addMissing,
    tooMany,
    missing: tooMany ? 0 : Math.max(0, count - fields.length),
    leaving: (stored?.variants ?? []).filter(({ id }) => !kept.has(id)).length,
  };
}

export type ProductRows = ReturnType<typeof useRows>;
