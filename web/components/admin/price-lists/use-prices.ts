"use client";

import { useTranslations } from "next-intl";
import { useCallback, useRef, useState } from "react";
import { keyOf, typedPrices } from "@/lib/admin/price-lists/price-list-fields";
import { useApi } from "@/lib/api/browser";
import { listPrices, storePrices } from "@/lib/api/price-lists";
import type { Problem } from "@/lib/api/problem";
import type { ListedPrice, PriceChange } from "@/lib/api/types";
import type { Outcome } from "../frame/toast";
import { useProblemWords } from "../frame/use-problem-words";

/** Of one read: the most that the API sends. */
const PAGE = 100;
/** Prices of one change. */
const MOST_AT_ONCE = 1_000;

const placeOf = ({ sku, minQuantity = 1 }: PriceChange): string => keyOf({ sku, minQuantity });

export type PricePage = { items: ListedPrice[]; nextCursor: string | null };

/** The prices of a list as this page shows them: those that were read so far, and what is typed over them. */
export function usePrices(listId: string, first: PricePage) {
  const t = useTranslations("priceLists");
  const wordsOf = useProblemWords(t("stale"));
  const api = useApi();
  const [page, setPage] = useState(first);
  const [sku, setSku] = useState("");
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  /** Not a state: the rows are many, and typing in one draws no other. */
  const typed = useRef(new Map<string, string>());
  const [typedCount, setTypedCount] = useState(0);

  const failed = (problem: Problem) => setOutcome({ text: wordsOf(problem), failed: true });
  /** Reads as many rows as are shown already, or one page more than `shown`. */
  const read = async (begin: string, shown: readonly ListedPrice[], atLeast: number, from?: string) => {
    let rows = [...shown];
    let cursor: string | null = from ?? null;
    do {
      const query = { limit: PAGE, ...(begin && { sku: begin }), ...(cursor && { cursor }) };
      const result = await listPrices(api, listId, query);
      if (!result.ok) return failed(result.problem);
      rows = [...rows, ...result.data.items];
      cursor = result.data.nextCursor;
    } while (cursor !== null && rows.length < atLeast);
    setPage({ items: rows, nextCursor: cursor });
  };
  const find = (begin: string) => {
    setSku(begin);
    typed.current.clear();
    setTypedCount(0);
    return read(begin, [], PAGE);
  };
  /** Returns whether it was done. */
  const store = async (prices: PriceChange[], done: Outcome): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setOutcome(null);
    const result = await storePrices(api, listId, prices);
    if (result.ok) {
      await read(sku, [], Math.max(PAGE, page.items.length));
      setOutcome(done);
    } else failed(result.problem);
    setBusy(false);
    return result.ok;
  };
  const type = useCallback((key: string, text: string) => {
    typed.current.set(key, text);
    setTypedCount(typed.current.size);
  }, []);
  const save = async () => {
    const { prices, wrong: without } = typedPrices(page.items, typed.current);
    setWrong(new Set(without));
    if (without.length > 0) return setOutcome({ text: t("noAmount"), failed: true });
    const before = new Map(page.items.map((row) => [keyOf(row), row.price.amount]));
    const sent = prices.slice(0, MOST_AT_ONCE);
    const back = sent.map((each) => ({ ...each, price: before.get(placeOf(each)) ?? null }));
    const undo = () => void store(back, { text: t("undone") });
    if (sent.length > 0 && !(await store(sent, { text: t("stored", { count: sent.length }), undo }))) return;
    if (sent.length === prices.length) typed.current.clear();
    for (const each of sent) typed.current.delete(placeOf(each));
    setTypedCount(typed.current.size);
  };
  const remove = ({ sku: of, minQuantity, price }: ListedPrice) => {
    const undo = () => void store([{ sku: of, minQuantity, price: price.amount }], { text: t("undone") });
    return store([{ sku: of, minQuantity, price: null }], { text: t("removed", { sku: of }), undo });
  };
  return {
    rows: page.items,
    more: page.nextCursor,
    wrong,
    busy,
    outcome,
    typedCount,
    dismiss: () => setOutcome(null),
    readMore: () => (page.nextCursor ? read(sku, page.items, 0, page.nextCursor) : Promise.resolve()),
    find,
    store,
    type,
    save,
    remove,
  };
}

export type PriceRows = ReturnType<typeof usePrices>;
