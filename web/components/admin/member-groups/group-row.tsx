"use client";

import { useTranslations } from "next-intl";
import type { MemberGroup } from "@/lib/api/types";
import { RenamedName, ROW_ACTION } from "../frame/renamed-name";
import type { GroupList } from "./use-groups";

type Props = { row: MemberGroup; list: GroupList; readOnly: boolean };

/** A group with the number of its members. One without members may go. */
export function GroupRow({ row, list, readOnly }: Props) {
  const t = useTranslations("memberGroups");
  const { code, name, memberCount } = row;
  const remove = (
    <button
      aria-disabled={memberCount > 0}
      aria-label={t("deleteOf", { name })}
      className={ROW_ACTION}
      onClick={() => memberCount === 0 && void list.remove(row)}
      type="button"
    >
      {t("delete")}
    </button>
  );
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
      <RenamedName
        after={remove}
        code={code}
        labels={{
          field: t("nameOf", { name }),
          save: t("save"),
          rename: t("rename"),
          renameOf: t("renameOf", { name }),
        }}
        name={name}
        note={<span className="text-sm text-soft tabular-nums">{t("members", { count: memberCount })}</span>}
        readOnly={readOnly}
        rename={(next) => list.edit(row, { name: next })}
      />
    </li>
  );
}
