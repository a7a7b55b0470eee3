"use client";

import { useTranslations } from "next-intl";
import { ChangeForm } from "@/components/form/change-form";
import { LabelledField, TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { putMemberIntoGroup } from "@/lib/api/price-lists";
import type { MemberGroup } from "@/lib/api/types";
import { tidy } from "@/lib/fields";

type Props = { groups: readonly MemberGroup[]; done: () => Promise<void> };

/** Puts the member of an e-mail address into a group, or into none. */
export function PutMember({ groups, done }: Props) {
  const t = useTranslations("memberGroups");
  const required = useTranslations("form.inputErrors")("required");
  const api = useApi();
  const state = useChange({
    fields: { email: "memberEmail", group: "memberGroup" },
    beside: { NOT_FOUND: "memberEmail" },
    codes: { NOT_FOUND: t("memberUnknown") },
  });
  const { memberEmail, memberGroup } = state.errors.fields;
  return (
    <ChangeForm
      check={(values) => (tidy(values.get("memberEmail")) === "" ? { memberEmail: required } : {})}
      labels={{ memberEmail: t("memberEmail"), memberGroup: t("memberGroup") }}
      send={(values, form) =>
        state.change({
          call: () =>
            putMemberIntoGroup(
              api,
              tidy(values.get("memberEmail")),
              String(values.get("memberGroup") ?? "") || null,
            ),
          done: t("memberPut"),
          after: () => {
            form.reset();
            return done();
          },
        })
      }
      state={state}
      submit={t("putMember")}
    >
      <TextField
        autoCapitalize="none"
        autoComplete="off"
        error={memberEmail}
        label={t("memberEmail")}
        maxLength={254}
        name="memberEmail"
        spellCheck={false}
        type="email"
      />
      <LabelledField error={memberGroup} label={t("memberGroup")} name="memberGroup">
        {(field) => (
          <select {...field}>
            {groups.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
            <option value="">{t("noGroup")}</option>
          </select>
        )}
      </LabelledField>
    </ChangeForm>
  );
}
