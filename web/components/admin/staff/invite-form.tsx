"use client";

import { useTranslations } from "next-intl";
import type { useStepUp } from "@/components/auth/step-up";
import { ChangeForm } from "@/components/form/change-form";
import { TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { inviteStaff } from "@/lib/api/staff";
import type { StaffRole } from "@/lib/api/types";
import { tidy } from "@/lib/fields";
import { RoleChoice, roleNamed } from "./role-choice";

type Props = {
  roles: readonly StaffRole[];
  guarded: ReturnType<typeof useStepUp>["guarded"];
  invited: () => Promise<void>;
};

/** Sends a mail whose link makes its reader a member of the staff. */
export function InviteForm({ roles, guarded, invited }: Props) {
  const t = useTranslations("adminStaff");
  const required = useTranslations("form.inputErrors")("required");
  const api = useApi();
  const state = useChange({
    fields: { email: "staffEmail", role: "staffRole" },
    codes: { FORBIDDEN: t("mayNot") },
  });
  const { staffEmail, staffRole } = state.errors.fields;
  return (
    <ChangeForm
      check={(values) => (tidy(values.get("staffEmail")) === "" ? { staffEmail: required } : {})}
      labels={{ staffEmail: t("email"), staffRole: t("role") }}
      send={(values, form) => {
        const email = tidy(values.get("staffEmail"));
        const role = roleNamed(String(values.get("staffRole"))) ?? "analyst";
        return state.change({
          call: () => guarded(() => inviteStaff(api, { email, role })),
          done: t("invited"),
          after: () => {
            form.reset();
            return invited();
          },
        });
      }}
      state={state}
      submit={t("invite")}
    >
      <TextField
        autoCapitalize="none"
        autoComplete="off"
        error={staffEmail}
        label={t("email")}
        maxLength={254}
        name="staffEmail"
        spellCheck={false}
        type="email"
      />
      <RoleChoice error={staffRole} label={t("role")} name="staffRole" roles={roles} />
    </ChangeForm>
  );
}
