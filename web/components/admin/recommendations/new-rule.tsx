"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ChangeForm } from "@/components/form/change-form";
import { LabelledField, TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { UUID } from "@/lib/addresses";
import { useApi } from "@/lib/api/browser";
import { addRecommendationRule } from "@/lib/api/recommendations";

const KINDS = ["pin", "boost", "bury"] as const;
const PLACEMENTS = ["home", "product", "cart", "order", "category", "search", "mail"] as const;

type Place = "productId" | "reason";

export function NewRule() {
  const t = useTranslations("adminRecommendations");
  const api = useApi();
  const router = useRouter();
  const state = useChange<Place>({
    fields: { productId: "productId", reason: "reason" },
    codes: { NOT_FOUND: t("noProduct"), RULE_LIMIT: t("tooMany") },
  });
  const textOf = (values: FormData, name: Place) => String(values.get(name)).trim();
  const check = (values: FormData): Partial<Record<Place, string>> => ({
    ...(UUID.test(textOf(values, "productId")) ? {} : { productId: t("productIdError") }),
    ...(textOf(values, "reason") === "" ? { reason: t("reasonMissing") } : {}),
  });
  const send = (values: FormData, form: HTMLFormElement) => {
    const placement = PLACEMENTS.find((each) => each === values.get("placement"));
    return state.change({
      call: () =>
        addRecommendationRule(api, {
          kind: KINDS.find((each) => each === values.get("kind")) ?? "pin",
          ...(placement ? { placement } : {}),
          productId: textOf(values, "productId").toLowerCase(),
          reason: textOf(values, "reason"),
        }),
      done: t("ruleAdded"),
      after: () => {
        form.reset();
        router.refresh();
      },
    });
  };
  const { fields } = state.errors;
  return (
    <ChangeForm
      check={check}
      labels={{ productId: t("productId"), reason: t("reason") }}
      send={send}
      state={state}
      submit={t("addRule")}
    >
      <TextField
        autoComplete="off"
        error={fields.productId}
        hint={t("productIdHint")}
        label={t("productId")}
        maxLength={36}
        name="productId"
      />
      <LabelledField label={t("kind")} name="kind">
        {(control) => (
          <select {...control}>
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(kind)}
              </option>
            ))}
          </select>
        )}
      </LabelledField>
      <LabelledField label={t("placement")} name="placement">
        {(control) => (
          <select {...control}>
            <option value="">{t("everywhere")}</option>
            {PLACEMENTS.map((placement) => (
              <option key={placement} value={placement}>
                {t(placement)}
              </option>
            ))}
          </select>
        )}
      </LabelledField>
      <TextField error={fields.reason} label={t("reason")} maxLength={200} name="reason" />
    </ChangeForm>
  );
}
