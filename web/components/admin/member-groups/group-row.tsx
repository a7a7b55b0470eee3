"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { MemberGroup } from "@/lib/api/types";
import type { GroupList } from "./use-groups";

const ACTION = "inline-flex min-h-11 items-center px-2 text-sm text-link aria-disabled:opacity-40";

type Props = { row: MemberGroup; list: GroupList; readOnly: boolean };

/** A group with the number of its members. One without members may go. */
export function GroupRow({ row, list, readOnly }: Props) {
  const t = useTranslations("memberGroups");
  const { code, name, memberCount } = row;
  const [typed, setTyped] = useState<string | null>(null);
  const rename = async () => {
    const next = typed?.trim() ?? "";
    setTyped(null);
    if (next !== "" && next !== name) await list.edit(row, { name: next });
  };
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
      {typed === null ? (
        <span className="min-w-0 flex-1 basis-40">
          <span className="font-medium">{name}</span> <span className="text-sm text-soft">{code}</span>
        </span>
      ) : (
        <form
          className="flex min-w-0 flex-1 basis-56 gap-2"
          method="post"
          onSubmit={(event) => {
            event.preventDefault();
            void rename();
          }}
        >
          <input
            aria-label={t("nameOf", { name })}
            // biome-ignore lint/a11y/noAutofocus: the button that was pressed makes place for the field
            autoFocus
            className="field min-h-11!"
            maxLength={60}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            onKeyDown={({ key }) => key === "Escape" && setTyped(null)}
            value={typed}
          />
          <button className="button button-ink min-h-11! px-4!" type="submit">
            {t("save")}
          </button>
        </form>
      )}
      <span className="text-sm text-soft tabular-nums">{t("members", { count: memberCount })}</span>
      {!readOnly && typed === null && (
        <span className="flex">
          <button
            aria-label={t("renameOf", { name })}
            className={ACTION}
            onClick={() => setTyped(name)}
            type="button"
          >
            {t("rename")}
          </button>
          <button
            aria-disabled={memberCount > 0}
            aria-label={t("deleteOf", { name })}
            className={ACTION}
            onClick={() => memberCount === 0 && void list.remove(row)}
            type="button"
          >
            {t("delete")}
          </button>
        </span>
      )}
    </li>
  );
}
