"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { type ReceiptWish, receiptKinds } from "@/lib/checkout/cash-receipt";
import { TextField } from "../form/text-field";

/** Asks for a cash receipt. None is chosen before the shopper chooses it. */
export function CashReceiptFields({ error }: { error: string | undefined }) {
  const t = useTranslations("checkout.cashReceipt");
  const [kind, setKind] = useState<ReceiptWish["kind"] | "none">("none");
  return (
    <fieldset className="mt-5 rounded-md bg-sand p-4 md:p-5">
      <legend className="float-left mb-3 w-full font-semibold">{t("title")}</legend>
      <div className="clear-both flex flex-wrap gap-x-6">
        {(["none", ...receiptKinds] as const).map((each) => (
          <label className="flex min-h-11 items-center gap-2" key={each}>
            <input
              checked={kind === each}
              className="size-5 shrink-0 accent-ink"
              name="receiptKind"
              onChange={() => setKind(each)}
              type="radio"
              value={each}
            />
            {t(`kinds.${each}`)}
          </label>
        ))}
      </div>
      {kind !== "none" && (
        <div className="mt-3 max-w-xs">
          <TextField
            autoComplete={kind === "income" ? "tel" : "off"}
            error={error}
            inputMode="numeric"
            key={kind}
            label={t(`numbers.${kind}`)}
            maxLength={20}
            name="receiptNumber"
            required
          />
        </div>
      )}
      <p className="mt-3 text-sm text-soft">{t("text")}</p>
    </fieldset>
  );
}
