"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useApi } from "@/lib/api/browser";
import { countProducts, readBulkEdit, startBulkEdit, undoBulkEdit } from "@/lib/api/bulk";
import type { ApiResult } from "@/lib/api/problem";
import type { BulkChange, BulkEdit, BulkSelection } from "@/lib/api/types";
import type { Outcome } from "../../frame/toast";

/** How often a running edit is read. */
const POLL_MS = 700;

/** Which products are chosen, and the edit of them that runs. */
export function useBulk(filters: Omit<BulkSelection, "ids">) {
  const t = useTranslations("products.bulk");
  const form = useTranslations("form");
  const [api, router] = [useApi(), useRouter()];
  const [chosen, setChosen] = useState<readonly string[]>([]);
  /** All that match: as many as they were when staff chose them. */
  const [matching, setMatching] = useState<number | null>(null);
  const [running, setRunning] = useState<BulkEdit | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const id = running?.id;

  const fail = <T>(result: Extract<ApiResult<T>, { ok: false }>) =>
    setOutcome({ text: result.problem.title || form("unsure"), failed: true });
  const clear = () => {
    setChosen([]);
    setMatching(null);
  };
  const begin = async (call: Promise<ApiResult<BulkEdit>>) => {
    setOutcome(null);
    const result = await call;
    if (result.ok) setRunning(result.data);
    else fail(result);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: one timer for each edit
  useEffect(() => {
    if (id === undefined) return;
    const timer = setInterval(async () => {
      const read = await readBulkEdit(api, id);
      if (!read.ok) return;
      if (read.data.status === "running") return setRunning(read.data);
      const { changed, refused, change } = read.data;
      const undo = change && changed > 0 ? { undo: () => void begin(undoBulkEdit(api, id)) } : {};
      setOutcome({ text: t(change ? "done" : "undone", { changed, refused }), ...undo });
      setRunning(null);
      clear();
      router.refresh();
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [id]);

  return {
    chosen,
    matching,
    running,
    outcome,
    count: matching ?? chosen.length,
    dismiss: () => setOutcome(null),
    clear,
    toggle(ids: readonly string[], on: boolean): void {
      setMatching(null);
      setChosen(on ? [...new Set([...chosen, ...ids])] : chosen.filter((each) => !ids.includes(each)));
    },
    async chooseMatching(): Promise<void> {
      const result = await countProducts(api, filters);
      if (result.ok) setMatching(result.data.count);
      else fail(result);
    },
    apply: (change: BulkChange) =>
      begin(
        matching === null
          ? startBulkEdit(api, { ids: [...chosen] }, chosen.length, change)
          : startBulkEdit(api, filters, matching, change),
      ),
  };
}

export type BulkState = ReturnType<typeof useBulk>;
