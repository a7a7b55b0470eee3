"use client";

import { useTranslations } from "next-intl";
import type { TreeRow } from "@/lib/admin/products/tree";
import type { BulkSelection, StaffProductCard } from "@/lib/api/types";
import { Toast } from "../../frame/toast";
import { ProductTable } from "../product-table";
import { BulkBar } from "./bulk-bar";
import { useBulk } from "./use-bulk";

type Props = {
  rows: readonly StaffProductCard[];
  filters: Omit<BulkSelection, "ids">;
  categories: readonly TreeRow[];
};

/** The list of products for those who may edit them: rows are chosen and edited together. */
export function ProductChoice({ rows, filters, categories }: Props) {
  const t = useTranslations("products.bulk");
  const bulk = useBulk(filters);
  const ids = rows.map(({ id }) => id);
  const isChosen = (id: string) => bulk.matching !== null || bulk.chosen.includes(id);
  return (
    <>
      <BulkBar bulk={bulk} categories={categories} />
      {rows.length > 0 && (
        <label className="mb-1 inline-flex min-h-11 items-center gap-2 px-4 text-[0.9375rem]">
          <input
            checked={ids.every(isChosen)}
            className="size-5 accent-ink"
            onChange={(event) => bulk.toggle(ids, event.currentTarget.checked)}
            type="checkbox"
          />
          {t("choosePage")}
        </label>
      )}
      <ProductTable
        choice={({ id, name }) => (
          <input
            aria-label={t("choose", { name })}
            checked={isChosen(id)}
            className="size-5 shrink-0 accent-ink"
            onChange={(event) => bulk.toggle([id], event.currentTarget.checked)}
            type="checkbox"
          />
        )}
        rows={rows}
      />
      <Toast dismiss={bulk.dismiss} outcome={bulk.outcome} />
    </>
  );
}
