"use client";

import { useTranslations } from "next-intl";
import { useApi } from "@/lib/api/browser";
import { deleteMemberGroup, editMemberGroup, listMemberGroups } from "@/lib/api/price-lists";
import type { MemberGroup, MemberGroupEdit } from "@/lib/api/types";
import { useStoredRows } from "../frame/use-stored-rows";

export function useGroups(stored: readonly MemberGroup[]) {
  const t = useTranslations("memberGroups");
  const api = useApi();
  const { settle, ...list } = useStoredRows({
    stored,
    list: () => listMemberGroups(api),
    stale: t("stale"),
  });
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
  return { ...list, edit, remove };
}

export type GroupList = ReturnType<typeof useGroups>;
