"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ChangeForm } from "@/components/form/change-form";
import { TextArea } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { noteOrder } from "@/lib/api/staff-orders";

export function NoteForm({ orderId }: { orderId: string }) {
  const t = useTranslations("adminOrders");
  const api = useApi();
  const router = useRouter();
  const state = useChange({ fields: { text: "note" } });
  const textOf = (values: FormData) => String(values.get("note") ?? "").trim();
  return (
    <ChangeForm
      check={(values) => (textOf(values) === "" ? { note: t("noteMissing") } : {})}
      labels={{ note: t("note") }}
      send={(values) =>
        state.change({
          call: () => noteOrder(api, orderId, textOf(values)),
          done: t("noteSaved"),
          after: () => router.refresh(),
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
