"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useApi } from "@/lib/api/browser";
import type { Problem } from "@/lib/api/problem";
import type { Variant } from "@/lib/api/types";
import { addToCart, buyDirectly } from "@/lib/cart/store";
import { chosenVariant, missingOption } from "@/lib/options";
import { localePath } from "@/lib/paths";
import { Price } from "../ui/price";
import { QuantityStepper } from "../ui/quantity-stepper";
import { AddedNotice, RefusedNotice } from "./added-notice";
import { BuyBar } from "./buy-bar";
import { OptionPicker } from "./option-picker";
import { useSelection } from "./selection";

/** Up to this stock the page shows how many are left. */
const FEW_LEFT = 5;
const MAX_AT_ONCE = 99;

type BuyOutcome =
  | { kind: "added"; at: number; limitedTo: number | null }
  | { kind: "failed"; problem: Problem }
  | null;

function useBuying(variant: Variant | undefined, quantity: number) {
  const api = useApi();
  const locale = useLocale();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<BuyOutcome>(null);

  const buy = async (directly: boolean) => {
    if (!variant || busy) return;
    setBusy(true);
    setOutcome(null);
    const failed = (problem: Problem) => setOutcome({ kind: "failed", problem });
    if (directly) {
      const answer = await buyDirectly(api, variant.id, quantity);
      if (answer.ok) router.push(localePath(locale, "/checkout?cart=direct"));
      else failed(answer.problem);
    } else {
      const answer = await addToCart(api, variant.id, quantity);
      if (answer.ok) setOutcome({ kind: "added", at: Date.now(), limitedTo: answer.data.limitedTo });
      else failed(answer.problem);
    }
    setBusy(false);
  };
  return { busy, outcome, buy, forget: () => setOutcome(null) };
}

export function BuyPanel() {
  const t = useTranslations("buy");
  const { product, selection } = useSelection();
  const [requested, setRequested] = useState(1);
  const [missing, setMissing] = useState<string | null>(null);
  const options = useRef<HTMLDivElement>(null);
  const variant = chosenVariant(product, selection);
  const soldOut = product.variants.every(({ available }) => available === 0);
  const most = Math.min(variant?.available ?? MAX_AT_ONCE, MAX_AT_ONCE);
  const quantity = Math.max(1, Math.min(requested, most));
  const { busy, outcome, buy, forget } = useBuying(variant, quantity);

  const tryToBuy = (directly: boolean) => {
    const open = missingOption(product, selection);
    setMissing(open?.name ?? null);
    if (!open) return void buy(directly);
    const fieldset = options.current?.querySelector(`#option-${CSS.escape(open.name)}`);
    fieldset?.scrollIntoView({ block: "center" });
    fieldset?.querySelector<HTMLInputElement>("input:not(:disabled)")?.focus({ preventScroll: true });
  };

  return (
    <div>
      <Price
        compareAt={variant ? variant.compareAtPrice : product.compareAtPrice}
        price={variant?.price ?? product.price}
      />
      <div className="mt-7 space-y-6" ref={options}>
        {product.options.map((option) => (
          <OptionPicker
            key={option.name}
            missing={missing === option.name && selection[option.name] === undefined}
            option={option}
          />
        ))}
        {!soldOut && (
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <QuantityStepper
              change={setRequested}
              label={t("quantity")}
              less={t("less")}
              more={t("more")}
              most={most}
              quantity={quantity}
            />
            {variant && variant.available > 0 && variant.available <= FEW_LEFT && (
              <p className="text-sm font-semibold text-accent" role="status">
                {t("left", { count: variant.available })}
              </p>
            )}
          </div>
        )}
      </div>
      <BuyBar busy={busy} buy={tryToBuy} soldOut={soldOut} />
      {outcome?.kind === "failed" && (
        <RefusedNotice
          close={forget}
          text={outcome.problem.status === 0 ? t("offline") : outcome.problem.title || t("failed")}
        />
      )}
      {outcome?.kind === "added" && (
        <AddedNotice close={forget} key={outcome.at} limitedTo={outcome.limitedTo} />
      )}
    </div>
  );
}
