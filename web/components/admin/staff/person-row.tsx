"use client";

import { useTranslations } from "next-intl";
import type { StaffPerson, StaffRole } from "@/lib/api/types";
import { AskedAct } from "../frame/ask-first";
import { Mark } from "../frame/mark";
import { When } from "../frame/when";
import { RoleChoice, roleNamed } from "./role-choice";

type Props = {
  row: StaffPerson;
  /** Roles that the visitor may give this person. */
  grantable: readonly StaffRole[];
  change: (row: StaffPerson, role: StaffRole) => Promise<void>;
  remove: (row: StaffPerson) => Promise<void>;
};

/** One person. A role that the visitor could not give cannot be taken either. */
export function PersonRow({ row, grantable, change, remove }: Props) {
  const t = useTranslations("adminStaff");
  const roles = useTranslations("links.roles");
  const role = roleNamed(row.role);
  const editable = role !== undefined && grantable.includes(role);
  return (
    <li className="px-4 py-4">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="font-semibold">{row.name}</span>
        <span className="min-w-0 text-sm wrap-anywhere text-soft">{row.email}</span>
        {row.status === "disabled" && <Mark tone="due">{t("disabled")}</Mark>}
        {!row.secondFactor && <Mark tone="over">{t("noSecondFactor")}</Mark>}
      </div>
      <p className="mt-1 text-sm text-soft">
        {role ? roles(role) : row.role} · {t("lastSignIn")}{" "}
        {row.lastSignInAt ? <When at={row.lastSignInAt} /> : t("never")}
      </p>
      {editable && (
        <details className="mt-1">
          <summary className="inline-flex min-h-11 cursor-pointer items-center text-link">
            {t("edit")}
            <span className="sr-only">: {row.name}</span>
          </summary>
          <form
            className="flex flex-wrap items-end gap-3"
            method="post"
            onSubmit={(event) => {
              event.preventDefault();
              const chosen = roleNamed(String(new FormData(event.currentTarget).get(`role-${row.id}`)));
              if (chosen) void change(row, chosen);
            }}
          >
            <RoleChoice
              label={t("roleOf", { name: row.name })}
              name={`role-${row.id}`}
              roles={grantable}
              value={role}
            />
            <button className="button button-line" type="submit">
              {t("changeRole")}
            </button>
          </form>
          <AskedAct
            act={() => remove(row)}
            label={t("remove")}
            no={t("keep")}
            text={t("removeText")}
            title={t("removeTitle", { name: row.name })}
          />
        </details>
      )}
    </li>
  );
}
