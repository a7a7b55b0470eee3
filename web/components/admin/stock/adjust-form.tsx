"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ChangeForm } from "@/components/form/change-form";
import { TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { adjustStock } from "@/lib/api/stock";
import type { StockLocation } from "@/lib/api/types";
import { tidy } from "@/lib/fields";
import { LocationChoice } from "./location-choice";

type Props = { sku: string; locations: readonly StockLocation[] };

/** Adds to a SKU's stock or takes from it: a difference, so that sales in between stay sold. */
export function AdjustForm({ sku, locations }: Props) {
  const t = useTranslations("stock");
  const inputErrors = useTranslations("form.inputErrors");
  const api = useApi();
  const router = useRouter();
  const state = useChange({ fields: { delta: "delta", reason: "reason", location: "location" } });
  const errors = state.errors.fields;

  const check = (values: FormData) => ({
    ...(/^[+-]?[0-9]{1,8}$/.test(tidy(values.get("delta"))) ? {} : { delta: t("deltaError") }),
    ...(tidy(values.get("reason")) === "" ? { reason: inputErrors("required") } : {}),
  });
  const send = (values: FormData, form: HTMLFormElement) =>
    state.change({
      call: () =>
        adjustStock(api, sku, {
          delta: Number(tidy(values.get("delta"))),
          reason: tidy(values.get("reason")),
          location: tidy(values.get("location")),
        }),
      done: t("saved"),
      after: () => {
        form.reset();
        router.refresh();
      },
    });

  return (
    <ChangeForm
      check={check}
      labels={{ delta: t("delta"), location: t("location"), reason: t("reason") }}
      send={send}
      state={state}
      submit={t("save")}
    >
      <TextField
        autoComplete="off"
        error={errors.delta}
        hint={t("deltaHint")}
        inputMode="text"
        label={t("delta")}
        name="delta"
      />
      <LocationChoice
        error={errors.location}
        first={locations[0]?.id}
        label={t("location")}
        locations={locations}
        name="location"
      />
      <TextField error={errors.reason} label={t("reason")} maxLength={200} name="reason" />
    </ChangeForm>
  );
}
