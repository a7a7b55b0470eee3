"use client";

import { useTranslations } from "next-intl";
import type { StaffInvitation } from "@/lib/api/types";
import { ROW_ACTION } from "../frame/renamed-name";
import { When } from "../frame/when";
import { roleNamed } from "./role-choice";

type Props = {
  rows: readonly StaffInvitation[];
  /** Null for those who may only look. */
  revoke: ((row: StaffInvitation) => Promise<void>) | null;
};

/** The invitations whose links still work. */
export function OpenInvitations({ rows, revoke }: Props) {
  const t = useTranslations("adminStaff");
  const roles = useTranslations("links.roles");
  if (rows.length === 0) return <p className="text-soft">{t("noneOpen")}</p>;
  return (
    <ul aria-label={t("openTitle")} className="divide-y divide-line">
      {rows.map((row) => {
        const role = roleNamed(row.role);
        return (
          <li className="py-3" key={row.id}>
            <p className="font-semibold wrap-anywhere">{row.email}</p>
            <p className="text-sm text-soft">
              {role ? roles(role) : row.role} · {t("until")} <When at={row.expiresAt} />
            </p>
            {revoke && (
              <button
                aria-label={t("revokeOf", { email: row.email })}
                className={ROW_ACTION}
                onClick={() => void revoke(row)}
                type="button"
              >
                {t("revoke")}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
