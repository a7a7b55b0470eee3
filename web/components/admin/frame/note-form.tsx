"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ChangeForm } from "@/components/form/change-form";
import { TextArea } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import type { Api } from "@/lib/api/client";
import type { ApiResult } from "@/lib/api/problem";

type Props = {
  /** The texts of the form. */
  words: "adminMembers" | "adminOrders";
  store: (api: Api, text: string) => Promise<ApiResult<unknown>>;
};

/** A note of staff, beside those that are shown. */
export function NoteForm({ words, store }: Props) {
  const t = useTranslations(words);
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
          call: () => store(api, textOf(values)),
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
