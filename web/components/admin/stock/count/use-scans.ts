"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { type PastedCount, tidySku } from "@/lib/admin/stock/count-lines";
import { rowOf, scan, setCounted } from "@/lib/admin/stock/stock-take";
import { useApi } from "@/lib/api/browser";
import { type FoundStock, findStock, type Miss } from "./find-stock";
import type { Counts } from "./use-counts";

/** Misses that are shown at once. */
const MOST_MISSES = 20;
/** SKUs of a pasted list that are asked for at once. */
const AT_ONCE = 6;

/** Scans and pasted counts become rows; what they do not find is told. */
export function useScans({ read, change, inTurn }: Counts, location: string) {
  const t = useTranslations("stockTake");
  const api = useApi();
  const [said, say] = useState<string | null>(null);
  const [misses, setMisses] = useState<readonly Miss[]>([]);
  const isLocked = () => read(location).parts.length > 0;
  const find = async (sku: string): Promise<FoundStock> =>
    rowOf(read(location), sku) ?? (await findStock(api, sku, location));

  async function add(typed: string): Promise<void> {
    if (isLocked()) return say(t("locked"));
    const found = await find(typed);
    if ("reason" in found) {
      setMisses((all) => [found, ...all.filter(({ sku }) => sku !== found.sku)].slice(0, MOST_MISSES));
      return say(t(`misses.${found.reason}`, { sku: typed }));
    }
    const { sku, onHand } = found;
    change(location, (take) => scan(take, sku, onHand));
    const count = read(location).rows[0]?.counted ?? 0;
    say(t("scanned", { sku, count }));
  }

  /** Sets these counts. Returns those that could not be set. */
  async function setAll(counts: readonly PastedCount[]): Promise<(Miss & { line: number })[]> {
    const missed: (Miss & { line: number })[] = [];
    for (let at = 0; at < counts.length; at += AT_ONCE) {
      const found = await Promise.all(
        counts.slice(at, at + AT_ONCE).map(async ({ sku, counted, line }) => ({
          ...{ counted, line },
          stock: await find(sku),
        })),
      );
      for (const { counted, line, stock } of found) {
        if ("reason" in stock) missed.push({ ...stock, line });
        else if (isLocked()) missed.push({ sku: stock.sku, reason: "failed", matches: [], line });
        else change(location, (take) => setCounted(take, stock.sku, counted, stock.onHand));
      }
    }
    return missed;
  }

  return {
    said,
    misses,
    forget: (sku: string) => setMisses((all) => all.filter((miss) => miss.sku !== sku)),
    scan: (typed: string) => {
      const sku = tidySku(typed);
      if (sku !== "") void inTurn(() => add(sku));
    },
    setAll: (counts: readonly PastedCount[]) => inTurn(() => setAll(counts)),
  };
}
