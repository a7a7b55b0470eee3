"use client";

import { useTranslations } from "next-intl";
import { Panel } from "@/components/account/account-page";
import { useStepUp } from "@/components/auth/step-up";
import { useApi } from "@/lib/api/browser";
import { changeRole, listInvitations, listStaff, removeFromStaff, revokeInvitation } from "@/lib/api/staff";
import type { StaffInvitation, StaffPerson, StaffRole } from "@/lib/api/types";
import { Toast } from "../frame/toast";
import { useStoredRows } from "../frame/use-stored-rows";
import { InviteForm } from "./invite-form";
import { OpenInvitations } from "./open-invitations";
import { PersonRow } from "./person-row";

type Props = {
  staff: readonly StaffPerson[];
  invitations: readonly StaffInvitation[];
  /** The roles that the visitor may give; empty for those who may only look. */
  grantable: readonly StaffRole[];
  ownId: string;
};

/** Who works in the shop, and as what. */
export function StaffRoom({ staff, invitations, grantable, ownId }: Props) {
  const t = useTranslations("adminStaff");
  const api = useApi();
  const { guarded, dialog } = useStepUp();
  const people = useStoredRows({ stored: staff, list: () => listStaff(api), stale: t("stale") });
  const open = useStoredRows({ stored: invitations, list: () => listInvitations(api), stale: t("stale") });
  const outcome = people.outcome ?? open.outcome;
  const dismiss = () => {
    people.dismiss();
    open.dismiss();
  };
  const change = ({ id, name }: StaffPerson, role: StaffRole) => {
    open.dismiss();
    return people.settle(
      () => guarded(() => changeRole(api, id, role)),
      () => ({ text: t("changed", { name }) }),
    );
  };
  const remove = ({ id, name }: StaffPerson) => {
    open.dismiss();
    return people.settle(
      () => guarded(() => removeFromStaff(api, id)),
      () => ({ text: t("removed", { name }) }),
    );
  };
  const revoke = ({ id, email }: StaffInvitation) => {
    people.dismiss();
    return open.settle(
      () => guarded(() => revokeInvitation(api, id)),
      () => ({ text: t("revoked", { email }) }),
    );
  };
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(17rem,22rem)]">
      <ul aria-label={t("title")} className="divide-y divide-line rounded-lg border border-line bg-white">
        {people.rows.map((row) => (
          <PersonRow
            change={change}
            // A person may not take the own role away by mistake.
            grantable={row.id === ownId ? [] : grantable}
            key={row.id}
            remove={remove}
            row={row}
          />
        ))}
      </ul>
      <div className="space-y-6">
        {grantable.length > 0 && (
          <Panel id="invite" text={t("inviteText")} title={t("inviteTitle")}>
            <InviteForm guarded={guarded} invited={open.reload} roles={grantable} />
          </Panel>
        )}
        <Panel id="invitations" title={t("openTitle")}>
          <OpenInvitations grantable={grantable} revoke={revoke} rows={open.rows} />
        </Panel>
      </div>
      {dialog}
      <Toast dismiss={dismiss} outcome={outcome} />
    </div>
  );
}
