"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useProblemWords } from "@/components/admin/frame/use-problem-words";
import {
  beginSaving,
  partRefused,
  partSaved,
  partSent,
  refusalsOf,
  savingRefused,
} from "@/lib/admin/stock/stock-take";
import { useApi } from "@/lib/api/browser";
import { isUncertain, type Problem } from "@/lib/api/problem";
import { saveCount } from "@/lib/api/stock";
import type { Counts } from "./use-counts";

/** Sends the parts of a stock-take one after the other. A lost answer ends it; sending again goes on. */
export function useSaving({ read, change, inTurn }: Counts, location: string) {
  const t = useTranslations("stockTake");
  const api = useApi();
  const wordsOf = useProblemWords(t("failed"));
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  /** Returns the problem that ends the saving, or null when all parts were judged. */
  async function sendParts(): Promise<Problem | null> {
    for (let [part] = read(location).parts; part; [part] = read(location).parts) {
      const { id, reason, unsure } = part;
      const lines = part.lines.map((line) => ({ ...line, location }));
      change(location, partSent);
      const result = await saveCount(api, { id, lines, ...(reason && { reason }) });
      // The answer to an earlier request with this id was lost.
      if (result.ok || result.problem.code === "COUNT_SAVED") {
        change(location, partSaved);
        continue;
      }
      const { problem } = result;
      if (isUncertain(problem)) return problem;
      const refusals = refusalsOf(problem);
      if (refusals.size === 0) {
        change(location, (take) => savingRefused(take, unsure, problem));
        return problem;
      }
      change(location, (take) => partRefused(take, refusals));
    }
    return null;
  }

  async function save(): Promise<void> {
    if (busy) return;
    setBusy(true);
    setDone(false);
    setFailure(null);
    const problem = await inTurn(() => {
      change(location, (take) => beginSaving(take, () => crypto.randomUUID()));
      return sendParts();
    });
    setBusy(false);
    setDone(problem === null);
    setFailure(problem && wordsOf(problem));
  }
  return { busy, done, failure, save };
}
