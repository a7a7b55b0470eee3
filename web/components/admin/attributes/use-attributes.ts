"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { createAttribute, deleteAttribute, editAttribute, listAttributes } from "@/lib/api/attributes";
import { useApi } from "@/lib/api/browser";
import { type ApiResult, isUncertain, type Problem } from "@/lib/api/problem";
import type { AttributeEdit, NewAttributeRequest, StaffAttribute } from "@/lib/api/types";
import type { Outcome } from "../frame/toast";

/** The attributes as this page shows them: after each change as they are stored. */
export function useAttributes(stored: readonly StaffAttribute[]) {
  const t = useTranslations("attributes");
  const form = useTranslations("form");
  const api = useApi();
  const [rows, setRows] = useState(stored);
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  const reload = async () => {
    const read = await listAttributes(api);
    if (read.ok) setRows(read.data.items);
  };
  const wordsOf = (problem: Problem): string => {
    if (problem.status === 0) return form("offline");
    if (isUncertain(problem)) return form("unsure");
    if (problem.code === "STALE_EDIT") return t("stale");
    return problem.title || form("unsure");
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
