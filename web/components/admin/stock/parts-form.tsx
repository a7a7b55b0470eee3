"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ChangeForm } from "@/components/form/change-form";
import { TextArea } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { readPartLines, writePartLines } from "@/lib/admin/stock/part-lines";
import { useApi } from "@/lib/api/browser";
import { setParts } from "@/lib/api/stock";
import type { BundleParts } from "@/lib/api/types";

type Props = { bundle: BundleParts; etag: string };

/** The parts of a bundle, a line each. Without lines it is no bundle. */
export function PartsForm({ bundle, etag }: Props) {
  const t = useTranslations("stock");
  const api = useApi();
  const router = useRouter();
  const state = useChange({ fields: { parts: "parts" } });
  const typed = (values: FormData) => readPartLines(String(values.get("parts") ?? ""));
  const check = (values: FormData): { parts?: string } => {
    const read = typed(values);
    return "wrong" in read ? { parts: t("partsError", { line: read.wrong }) } : {};
  };
  const send = (values: FormData) => {
    const read = typed(values);
    const parts = "parts" in read ? read.parts : [];
    return state.change({
      call: () => setParts(api, bundle.sku, parts, etag),
      done: t("partsSaved"),
      after: () => router.refresh(),
    });
  };
  return (
    <ChangeForm
      check={check}
      labels={{ parts: t("parts") }}
      send={send}
      state={state}
      submit={t("partsSave")}
    >
      <TextArea
        defaultValue={writePartLines(bundle.parts)}
        error={state.errors.fields.parts}
        hint={t("partsHint")}
        label={t("parts")}
        name="parts"
      />
    </ChangeForm>
  );
}
