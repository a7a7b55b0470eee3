"use client";

import { useState } from "react";
import type { ApiResult } from "@/lib/api/problem";
import type { Outcome } from "./toast";
import { useProblemWords } from "./use-problem-words";

type Options<Row> = {
  stored: readonly Row[];
  list: () => Promise<ApiResult<{ items: readonly Row[] }>>;
  /** Said of an edit of an older version. */
  stale: string;
};

/** Rows as a page shows them: after each change as they are stored. One change at a time. */
export function useStoredRows<Row>({ stored, list, stale }: Options<Row>) {
  const wordsOf = useProblemWords(stale);
  const [rows, setRows] = useState(stored);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [busy, setBusy] = useState(false);

  const reload = async () => {
    const read = await list();
    if (read.ok) setRows(read.data.items);
  };
  async function settle<T>(call: () => Promise<ApiResult<T>>, done: (data: T) => Outcome): Promise<void> {
    if (busy) return;
    setBusy(true);
    const result = await call();
    await reload();
    setBusy(false);
    setOutcome(result.ok ? done(result.data) : { text: wordsOf(result.problem), failed: true });
  }
  return { rows, outcome, reload, settle, dismiss: () => setOutcome(null) };
}
