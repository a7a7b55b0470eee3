"use client";

import { useTranslations } from "next-intl";
import { ChangeForm } from "@/components/form/change-form";
import { LabelledField } from "@/components/form/text-field";
import type { LineOptions } from "@/lib/admin/claim-options";
import { useApi } from "@/lib/api/browser";
import { nameOptions } from "@/lib/api/staff-claims";
import type { StaffClaim } from "@/lib/api/types";
import { useClaimStep } from "./use-claim-step";

/** Staff choose what an exchange sends, until they approve it. */
export function OptionsForm({ claim, options }: { claim: StaffClaim; options: LineOptions }) {
  const t = useTranslations("adminClaims");
  const words = useTranslations("claims");
  const api = useApi();
  const { state, take } = useClaimStep({
    codes: {
      OUT_OF_STOCK: t("optionsSoldOut"),
      EXCHANGE_PRICE_DIFFERS: words("samePrice"),
      EXCHANGE_VARIANT_REFUSED: words("optionRefused"),
    },
  });
  const lines = claim.lines.flatMap(({ lineId, sku, variantId, wanted }) => {
    const others = options[lineId] ?? [];
    return variantId !== undefined && (others.length > 0 || wanted)
      ? [{ lineId, sku, variantId, wanted, others }]
      : [];
  });
  if (lines.length === 0) return null;
  const chosen = (values: FormData) =>
    lines.map(({ lineId }) => ({ lineId, variantId: String(values.get(`option-${lineId}`)) }));
  return (
    <ChangeForm
      check={() => ({})}
      labels={{}}
      send={(values) => take(() => nameOptions(api, claim.id, chosen(values)), t("optionsChanged"))}
      state={state}
      submit={t("options")}
    >
      <p className="text-[0.9375rem] text-soft">{t("optionsText")}</p>
      {lines.map(({ lineId, sku, variantId, wanted, others }) => (
        <LabelledField key={lineId} label={t("optionOf", { sku })} name={`option-${lineId}`}>
          {(control) => (
            <select {...control} defaultValue={wanted?.variantId ?? variantId}>
              <option value={variantId}>{words("sameOption")}</option>
              {wanted && !others.some((option) => option.variantId === wanted.variantId) && (
                <option value={wanted.variantId}>{wanted.name}</option>
              )}
              {others.map((option) => (
                <option key={option.variantId} value={option.variantId}>
                  {option.label}
                </option>
              ))}
            </select>
          )}
        </LabelledField>
      ))}
    </ChangeForm>
  );
}
