"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ChangeForm } from "@/components/form/change-form";
import { TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { transferStock } from "@/lib/api/stock";
import type { StockLocation } from "@/lib/api/types";
import { tidy } from "@/lib/fields";
import { LocationChoice } from "./location-choice";

type Props = { sku: string; locations: readonly StockLocation[] };

const fields = { from: "from", to: "to", quantity: "quantity", reason: "why" } as const;

/** Moves pieces of a SKU from one location to another. */
export function TransferForm({ sku, locations }: Props) {
  const t = useTranslations("stock");
  const inputErrors = useTranslations("form.inputErrors");
  const api = useApi();
  const router = useRouter();
  const state = useChange({ fields });
  const errors = state.errors.fields;

  const check = (values: FormData) => ({
    ...(values.get("from") === values.get("to") ? { to: t("samePlace") } : {}),
    ...(/^[1-9][0-9]{0,7}$/.test(tidy(values.get("quantity"))) ? {} : { quantity: t("quantityError") }),
    ...(tidy(values.get("why")) === "" ? { why: inputErrors("required") } : {}),
  });
  const send = (values: FormData, form: HTMLFormElement) =>
    state.change({
      call: () =>
        transferStock(api, sku, {
          from: tidy(values.get("from")),
          to: tidy(values.get("to")),
          quantity: Number(tidy(values.get("quantity"))),
          reason: tidy(values.get("why")),
        }),
      done: t("moved"),
      after: () => {
        form.reset();
        router.refresh();
      },
    });

  return (
    <ChangeForm
      check={check}
      labels={{ from: t("from"), to: t("to"), quantity: t("quantity"), why: t("reason") }}
      send={send}
      state={state}
      submit={t("move")}
    >
      <div className="grid gap-5 xs:grid-cols-2">
        <LocationChoice
          error={errors.from}
          first={locations[0]?.id}
          label={t("from")}
          locations={locations}
          name="from"
        />
        <LocationChoice
          error={errors.to}
          first={locations[1]?.id}
          label={t("to")}
          locations={locations}
          name="to"
        />
      </div>
      <TextField
        autoComplete="off"
        error={errors.quantity}
        inputMode="numeric"
        label={t("quantity")}
        name="quantity"
      />
      <TextField error={errors.why} label={t("reason")} maxLength={200} name="why" />
    </ChangeForm>
  );
}
