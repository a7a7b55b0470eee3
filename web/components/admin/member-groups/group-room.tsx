"use client";

import { useTranslations } from "next-intl";
import { Panel } from "@/components/account/account-page";
import { ChangeForm } from "@/components/form/change-form";
import { TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { codeFrom, isCode } from "@/lib/admin/attributes/attribute-fields";
import { useApi } from "@/lib/api/browser";
import { createMemberGroup } from "@/lib/api/price-lists";
import type { MemberGroup } from "@/lib/api/types";
import { tidy } from "@/lib/fields";
import { NoRows } from "../frame/no-rows";
import { Toast } from "../frame/toast";
import { GroupRow } from "./group-row";
import { PutMember } from "./put-member";
import { useGroups } from "./use-groups";

type Props = { stored: readonly MemberGroup[]; readOnly: boolean };

export function GroupRoom({ stored, readOnly }: Props) {
  const t = useTranslations("memberGroups");
  const list = useGroups(stored);
  return (
    <div className="grid items-start gap-6 md:grid-cols-[minmax(0,1fr)_minmax(17rem,22rem)]">
      {list.rows.length === 0 ? (
        <NoRows text={t("none")} />
      ) : (
        <ul aria-label={t("title")} className="divide-y divide-line rounded-lg border border-line bg-white">
          {list.rows.map((row) => (
            <GroupRow key={row.id} list={list} readOnly={readOnly} row={row} />
          ))}
        </ul>
      )}
      {!readOnly && (
        <div className="space-y-6">
          <Panel id="new-group" text={t("newText")} title={t("newTitle")}>
            <NewGroup added={list.reload} />
          </Panel>
          {list.rows.length > 0 && (
            <Panel id="put-member" text={t("putMemberText")} title={t("putMemberTitle")}>
              <PutMember done={list.reload} groups={list.rows} />
            </Panel>
          )}
        </div>
      )}
      <Toast dismiss={list.dismiss} outcome={list.outcome} />
    </div>
  );
}

function NewGroup({ added }: { added: () => Promise<void> }) {
  const t = useTranslations("memberGroups");
  const required = useTranslations("form.inputErrors")("required");
  const api = useApi();
  const state = useChange({
    fields: { name: "groupName", "translations/en/name": "groupEnglishName", code: "groupCode" },
    beside: { MEMBER_GROUP_TAKEN: "groupCode" },
    codes: { MEMBER_GROUP_TAKEN: t("codeTaken") },
  });
  const codeOf = (values: FormData) =>
    tidy(values.get("groupCode")) || codeFrom(tidy(values.get("groupEnglishName")));
  const send = (values: FormData, form: HTMLFormElement) => {
    const english = tidy(values.get("groupEnglishName"));
    return state.change({
      call: () =>
        createMemberGroup(api, {
          code: codeOf(values),
          name: tidy(values.get("groupName")),
          ...(english && { translations: { en: { name: english } } }),
        }),
      done: t("added"),
      after: () => {
        form.reset();
        return added();
      },
    });
  };
  const errors = state.errors.fields;
  return (
    <ChangeForm
      check={(values) => ({
        ...(tidy(values.get("groupName")) === "" && { groupName: required }),
        ...(isCode(codeOf(values)) ? {} : { groupCode: t("codeHint") }),
      })}
      labels={{ groupName: t("name"), groupEnglishName: t("englishName"), groupCode: t("code") }}
      send={send}
      state={state}
      submit={t("add")}
    >
      <TextField
        autoComplete="off"
        error={errors.groupName}
        label={t("name")}
        maxLength={60}
        name="groupName"
      />
      <TextField
        autoComplete="off"
        error={errors.groupEnglishName}
        label={t("englishName")}
        lang="en"
        maxLength={60}
        name="groupEnglishName"
      />
      <TextField
        autoCapitalize="none"
        autoComplete="off"
        error={errors.groupCode}
        hint={t("codeHint")}
        label={t("code")}
        maxLength={40}
        name="groupCode"
        spellCheck={false}
      />
    </ChangeForm>
  );
}
