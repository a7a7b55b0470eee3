"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { createAttribute, deleteAttribute, editAttribute, listAttributes } from "@/lib/api/attributes";
import { useApi } from "@/lib/api/browser";
import type { ApiResult } from "@/lib/api/problem";
import type { AttributeEdit, NewAttributeRequest, StaffAttribute } from "@/lib/api/types";
import type { Outcome } from "../frame/toast";
import { useProblemWords } from "../frame/use-problem-words";

/** The attributes as this page shows them: after each change as they are stored. */
export function useAttributes(stored: readonly StaffAttribute[]) {
  const t = useTranslations("attributes");
  const wordsOf = useProblemWords(t("stale"));
  const api = useApi();
  const [rows, setRows] = useState(stored);
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  const reload = async () => {
    const read = await listAttributes(api);
    if (read.ok) setRows(read.data.items);
  };
  async function settle<T>(call: Promise<ApiResult<T>>, done: string): Promise<ApiResult<T>> {
    setOutcome(null);
    const result = await call;
    await reload();
    if (result.ok) {
      setOutcome({ text: done });
      return result;
    }
    return { ok: false, problem: { ...result.problem, title: wordsOf(result.problem) } };
  }

  return {
    rows,
    outcome,
    dismiss: () => setOutcome(null),
    create: (input: NewAttributeRequest) =>
      settle(createAttribute(api, input), t("created", { name: input.name })),
    edit: (row: StaffAttribute, change: AttributeEdit) =>
      settle(editAttribute(api, row, change), t("saved", { name: change.name ?? row.name })),
    remove: (row: StaffAttribute, fromProducts: boolean) =>
      settle(deleteAttribute(api, row, fromProducts), t("deleted", { name: row.name })),
  };
}

export type AttributeList = ReturnType<typeof useAttributes>;
