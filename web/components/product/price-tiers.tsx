"use client";

import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import type { PriceTier } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { tierAt } from "@/lib/prices";

type Props = {
  tiers: readonly PriceTier[];
  quantity: number;
  /** Pieces that can be bought at once. */
  most: number;
  choose: (quantity: number) => void;
};

/** What a piece costs from a number of pieces on. Each tier chooses its number. */
export default function PriceTiers({ tiers, quantity, most, choose }: Props) {
  const t = useTranslations("price");
  const locale = useLocale();
  const steps = tiers.filter(({ minQuantity }) => minQuantity > 1);
  const reached = tierAt(steps, quantity);
  return (
    <ul aria-label={t("tiers")} className="mt-3 flex flex-wrap gap-2">
      {steps.map((tier) => (
        <li key={tier.minQuantity}>
          <button
            aria-pressed={tier === reached}
            className={clsx(
              "min-h-11 rounded-md border px-3.5 text-[0.9375rem]",
              "disabled:cursor-not-allowed disabled:text-soft",
              tier === reached
                ? "border-ink bg-white font-semibold ring-1 ring-ink"
                : "border-edge/60 bg-white",
            )}
            disabled={tier.minQuantity > most}
            onClick={() => choose(tier.minQuantity)}
            type="button"
          >
            {t("tier", { count: tier.minQuantity, price: formatMoney(tier.price, locale) })}
          </button>
        </li>
      ))}
    </ul>
  );
}
