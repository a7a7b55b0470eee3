"use client";

import { useTranslations } from "next-intl";
import { LabelledField } from "@/components/form/text-field";
import type { StaffRole } from "@/lib/api/types";

const staffRoles: readonly StaffRole[] = ["owner", "manager", "catalogue", "orders", "support", "analyst"];

/** Undefined for a role that this page does not know yet. */
export const roleNamed = (name: string): StaffRole | undefined => staffRoles.find((role) => role === name);

type Props = {
  name: string;
  label: string;
  roles: readonly StaffRole[];
  value?: StaffRole | undefined;
  error?: string | undefined;
  hint?: string;
};

/** A list of the roles, from the one that may do most. */
export function RoleChoice({ name, label, roles, value, error, hint }: Props) {
  const words = useTranslations("links.roles");
  return (
    <LabelledField error={error} hint={hint} label={label} name={name}>
      {(field) => (
        <select {...field} defaultValue={value ?? roles.at(-1)}>
          {roles.map((role) => (
            <option key={role} value={role}>
              {words(role)}
            </option>
          ))}
        </select>
      )}
    </LabelledField>
  );
}
