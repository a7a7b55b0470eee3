"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { lazy, Suspense, useRef, useState } from "react";
import { useApi } from "@/lib/api/browser";
import { noResponse, type Problem } from "@/lib/api/problem";
import type { Product } from "@/lib/api/types";
import type { WantedLine } from "@/lib/cart/changes";
import { chosenVariant, missingOption } from "@/lib/options";
import { localePath } from "@/lib/paths";
import { commonTiers, shownPrice } from "@/lib/prices";
import { Price } from "../ui/price";
import { QuantityStepper } from "../ui/quantity-stepper";
import { BuyBar } from "./buy-bar";
import { OptionPicker } from "./option-picker";
import { RefusedNotice } from "./refused-notice";
import { useSelection } from "./selection";

/** What was added needed an answer of the shop, so the browser is online. */
const AddedNotice = lazy(() => import("./added-notice"));
/** Few products have these. */
const AddOnPicker = lazy(() => import("./add-on-picker"));
const PriceTiers = lazy(() => import("./price-tiers"));

/** Up to this stock the page shows how many are left. */
const FEW_LEFT = 5;
const MAX_AT_ONCE = 99;

type BuyOutcome =
  | { kind: "added"; at: number; limitedTo: number | null }
  | { kind: "failed"; problem: Problem }
  | null;

function useBuying(lines: readonly WantedLine[]) {
  const api = useApi();
  const locale = useLocale();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<BuyOutcome>(null);

  const send = async (directly: boolean): Promise<BuyOutcome> => {
    // Loaded with the first purchase.
    const changes = await import("@/lib/cart/changes").catch(noResponse);
    if ("status" in changes) return { kind: "failed", problem: changes };
    if (directly) {
      const bought = await changes.buyDirectly(api, lines);
      if (!bought.ok) return { kind: "failed", problem: bought.problem };
      router.push(localePath(locale, "/checkout?cart=direct"));
      return null;
    }
    const added = await changes.addLines(api, lines);
    return added.ok
      ? { kind: "added", at: Date.now(), limitedTo: added.data.limitedTo }
      : { kind: "failed", problem: added.problem };
  };
  const buy = async (directly: boolean) => {
    if (lines.length === 0 || busy) return;
    setBusy(true);
    setOutcome(null);
    setOutcome(await send(directly));
    setBusy(false);
  };
  return { busy, outcome, buy, forget: () => setOutcome(null) };
}

export function BuyPanel({ addOns }: { addOns: Product["addOns"] | null }) {
  const t = useTranslations("buy");
  const { product, selection } = useSelection();
  const [requested, setRequested] = useState(1);
  const [missing, setMissing] = useState<string | null>(null);
  const options = useRef<HTMLDivElement>(null);
  const variant = chosenVariant(product, selection);
  const soldOut = product.variants.every(({ available }) => available === 0);
  const most = Math.min(variant?.available ?? MAX_AT_ONCE, MAX_AT_ONCE);
  const quantity = Math.max(1, Math.min(requested, most));
  const [extras, setExtras] = useState<readonly WantedLine[]>([]);
  const lines = variant ? [{ variantId: variant.id, quantity }, ...extras] : [];
  const { busy, outcome, buy, forget } = useBuying(lines);
  const tiers = variant?.tiers ?? commonTiers(product.variants);
  const { price, compareAtPrice } = variant ?? product;

  const textOf = ({ status, title }: Problem) => (status === 0 ? t("offline") : title || t("failed"));
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
      <Price {...shownPrice({ price, compareAtPrice, tiers }, quantity)} />
      {tiers.some(({ minQuantity }) => minQuantity > 1) && (
        <Suspense>
          <PriceTiers choose={setRequested} most={most} quantity={quantity} tiers={tiers} />
        </Suspense>
      )}
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
      {addOns && (
        <Suspense>
          <AddOnPicker {...addOns} change={setExtras} />
        </Suspense>
      )}
      <BuyBar busy={busy} buy={tryToBuy} soldOut={soldOut} />
      {outcome?.kind === "failed" && <RefusedNotice close={forget} text={textOf(outcome.problem)} />}
      {outcome?.kind === "added" && (
        <Suspense>
          <AddedNotice close={forget} key={outcome.at} limitedTo={outcome.limitedTo} />
        </Suspense>
      )}
    </div>
  );
}
