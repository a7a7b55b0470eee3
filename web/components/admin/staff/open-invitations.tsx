"use client";

import { useTranslations } from "next-intl";
import type { StaffInvitation, StaffRole } from "@/lib/api/types";
import { ROW_ACTION } from "../frame/renamed-name";
import { When } from "../frame/when";
import { roleNamed } from "./role-choice";

type Props = {
  rows: readonly StaffInvitation[];
  /** Roles that the visitor may give, and so take back. */
  grantable: readonly StaffRole[];
  revoke: (row: StaffInvitation) => Promise<void>;
};

/** The invitations whose links still work. */
export function OpenInvitations({ rows, grantable, revoke }: Props) {
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
            {role && grantable.includes(role) && (
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
