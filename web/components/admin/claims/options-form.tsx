"use client";

import { useTranslations } from "next-intl";
import { ChangeForm } from "@/components/form/change-form";
import { LabelledField } from "@/components/form/text-field";
import {
  hasChoice,
  lineChoices,
  type OptionLine,
  type SentVariants,
  storedVariants,
} from "@/lib/admin/claim-options";
import { useApi } from "@/lib/api/browser";
import { nameOptions } from "@/lib/api/staff-claims";
import type { StaffClaim } from "@/lib/api/types";
import { useClaimStep } from "./use-claim-step";

type Props = {
  claim: StaffClaim;
  lines: readonly OptionLine[];
  /** What is chosen and not stored, or was not before. */
  chosen: SentVariants;
  choose: (chosen: SentVariants) => void;
};

/** Staff choose what an exchange sends, until they approve it. */
export function OptionsForm({ claim, lines, chosen, choose }: Props) {
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
  const sent = { ...storedVariants(lines), ...chosen };
  const shown = lines.filter(hasChoice);
  if (shown.length === 0) return null;
  const named = shown.map(({ lineId, variantId }) => ({ lineId, variantId: sent[lineId] ?? variantId }));
  return (
    <ChangeForm
      check={() => ({})}
      labels={{}}
      send={() => take(() => nameOptions(api, claim.id, named), t("optionsChanged"))}
      state={state}
      submit={t("options")}
    >
      <p className="text-[0.9375rem] text-soft">{t("optionsText")}</p>
      {shown.map((line) => (
        <OptionField
          choices={lineChoices(lines, sent, line)}
          choose={(variantId) => choose({ ...chosen, [line.lineId]: variantId })}
          key={line.lineId}
          line={line}
          value={sent[line.lineId] ?? line.variantId}
        />
      ))}
    </ChangeForm>
  );
}

type FieldProps = {
  line: OptionLine;
  value: string;
  choices: ReturnType<typeof lineChoices>;
  choose: (variantId: string) => void;
};

/** What one line sends, with the pieces that are left of each option. */
function OptionField({ line: { lineId, sku, variantId }, value, choices, choose }: FieldProps) {
  const t = useTranslations("adminClaims");
  const words = useTranslations("claims");
  return (
    <LabelledField
      error={choices.short ? t("optionShort") : undefined}
      label={t("optionOf", { sku })}
      name={`option-${lineId}`}
    >
      {(control) => (
        <select {...control} onChange={({ target }) => choose(target.value)} value={value}>
          <option value={variantId}>{words("sameOption")}</option>
          {choices.choices.map((option) => (
            <option key={option.variantId} value={option.variantId}>
              {t("optionLeft", { option: option.label, left: option.left })}
            </option>
          ))}
        </select>
      )}
    </LabelledField>
  );
}
