"use client";

import { useEffect } from "react";
import { nameRows, type StockTake } from "@/lib/admin/stock/stock-take";
import { useApi } from "@/lib/api/browser";
import { findGoods } from "./find-stock";
import type { Counts } from "./use-counts";

const NO_GOODS = { name: "", options: "" };

/** Names the rows, the oldest first, one request after the other. One product names all of its SKUs. */
export function useNames({ change }: Counts, { rows }: StockTake, location: string): void {
  const api = useApi();
  const sku = rows.findLast(({ goods }) => goods === null)?.sku;
  useEffect(() => {
    if (sku === undefined) return;
    let isLate = false;
    void findGoods(api, sku).then((goods) => {
      const named = goods.has(sku) ? goods : new Map([[sku, NO_GOODS]]);
      if (!isLate) change(location, (take) => nameRows(take, named));
    });
    return () => {
      isLate = true;
    };
  }, [api, change, location, sku]);
}
