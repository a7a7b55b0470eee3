"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ChangeForm } from "@/components/form/change-form";
import { TextArea } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { noteMember } from "@/lib/api/customers";

export function MemberNoteForm({ memberId }: { memberId: string }) {
  const t = useTranslations("adminMembers");
  const api = useApi();
  const router = useRouter();
  const state = useChange({ fields: { text: "note" } });
  const textOf = (values: FormData) => String(values.get("note") ?? "").trim();
  return (
    <ChangeForm
      check={(values) => (textOf(values) === "" ? { note: t("noteMissing") } : {})}
      labels={{ note: t("note") }}
      send={(values, form) =>
        state.change({
          call: () => noteMember(api, memberId, textOf(values)),
          done: t("noteSaved"),
          after: () => {
            form.reset();
            router.refresh();
          },
        })
      }
      state={state}
      submit={t("saveNote")}
    >
      <TextArea
        error={state.errors.fields.note}
        hint={t("noteHint")}
        label={t("note")}
        maxLength={1_000}
        name="note"
      />
    </ChangeForm>
  );
}
