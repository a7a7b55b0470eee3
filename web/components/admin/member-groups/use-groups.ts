"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useApi } from "@/lib/api/browser";
import { deleteMemberGroup, editMemberGroup, listMemberGroups } from "@/lib/api/price-lists";
import { type ApiResult, isUncertain, type Problem } from "@/lib/api/problem";
import type { MemberGroup, MemberGroupEdit } from "@/lib/api/types";
import type { Outcome } from "../frame/toast";

/** The groups as this page shows them: after each change as they are stored. */
export function useGroups(stored: readonly MemberGroup[]) {
  const t = useTranslations("memberGroups");
  const form = useTranslations("form");
  const api = useApi();
  const [rows, setRows] = useState(stored);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [busy, setBusy] = useState(false);

  const reload = async () => {
    const read = await listMemberGroups(api);
    if (read.ok) setRows(read.data.items);
  };
  const wordsOf = (problem: Problem): string => {
    if (problem.status === 0) return form("offline");
    if (isUncertain(problem)) return form("unsure");
    return problem.code === "STALE_EDIT" ? t("stale") : problem.title || form("unsure");
  };
  async function settle<T>(call: () => Promise<ApiResult<T>>, done: (data: T) => Outcome): Promise<void> {
    if (busy) return;
    setBusy(true);
    const result = await call();
    await reload();
    setBusy(false);
    setOutcome(result.ok ? done(result.data) : { text: wordsOf(result.problem), failed: true });
  }
  const edit = (row: MemberGroup, change: MemberGroupEdit): Promise<void> =>
    settle(
      () => editMemberGroup(api, row, change),
      (saved) => ({
        text: t("saved", { name: saved.name }),
        undo: () => void edit(saved, { name: row.name, translations: row.translations }),
      }),
    );
  const remove = (row: MemberGroup) =>
    settle(
      () => deleteMemberGroup(api, row),
      () => ({ text: t("deleted", { name: row.name }) }),
    );
  return { rows, outcome, edit, remove, reload, dismiss: () => setOutcome(null) };
}

export type GroupList = ReturnType<typeof useGroups>;
