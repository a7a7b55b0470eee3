"use client";

import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import type { Problem } from "@/lib/api/problem";
import type { CartItem } from "@/lib/api/types";
import { piecesThatFit } from "@/lib/cart/pieces-that-fit";
import { formatMoney } from "@/lib/money";
import { firstSwatch } from "@/lib/swatches";
import { Icon } from "../ui/icon";
import { NoPicture, Picture } from "../ui/picture";
import { QuantityStepper } from "../ui/quantity-stepper";
import { ShopLink } from "../ui/shop-link";
import { LineOptions } from "./line-options";

type Props = {
  item: CartItem;
  waiting: boolean;
  busy: boolean;
  refusal: Problem | null;
  ask: (quantity: number) => void;
  save: () => void;
  choose: (variantId: string) => void;
};

export function CartLine({ item, waiting, busy, refusal, ask, save, choose }: Props) {
  const t = useTranslations("cart");
  const locale = useLocale();
  const gone = item.problem === "SOLD_OUT" || item.problem === "NOT_FOR_SALE";
  return (
    <li className="flex gap-4 py-6 md:gap-6" data-cart-line="">
      <ShopLink
        aria-hidden="true"
        className="size-24 shrink-0 overflow-hidden rounded-md md:size-32"
        href={`/p/${item.productSlug}`}
        tabIndex={-1}
      >
        {item.image ? (
          <Picture
            className={clsx("size-full", gone && "opacity-50")}
            decorative
            image={item.image}
            sizes="8rem"
          />
        ) : (
          <NoPicture className="size-full" colour={firstSwatch(item.options.map(({ value }) => value))} />
        )}
      </ShopLink>
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex items-start justify-between gap-2">
          <div className="min-w-0">
            <h2 className="text-base leading-snug font-semibold">
              <ShopLink className="hover:underline" href={`/p/${item.productSlug}`}>
                {item.name}
              </ShopLink>
            </h2>
            {item.options.length > 0 && (
              <p className="mt-1 text-sm text-soft">{item.options.map(({ value }) => value).join(" · ")}</p>
            )}
          </div>
          <button
            aria-label={t("remove", { name: item.name })}
            className={clsx(
              "-mt-2.5 -mr-2.5 grid min-h-11 min-w-11 shrink-0 place-items-center text-soft",
              "hover:text-ink",
            )}
            onClick={() => ask(0)}
            type="button"
          >
            <Icon name="close" size={19} />
          </button>
        </div>
        <UnitPrice item={item} />
        <LineNotes item={item} refusal={refusal} />
        <div className="mt-auto flex flex-wrap items-center justify-between gap-x-4 gap-y-2 pt-4">
          {gone ? (
            <span />
          ) : (
            <QuantityStepper
              change={ask}
              label={t("quantity", { name: item.name })}
              least={item.minQuantity ?? 1}
              less={t("less")}
              more={t("more")}
              most={Math.max(Math.min(item.available, item.maxQuantity ?? item.available), 1)}
              quantity={item.quantity}
            />
          )}
          <div className={clsx("text-right tabular-nums transition-opacity", waiting && "opacity-45")}>
            <p className="text-lg font-bold">{formatMoney(item.lineTotal, locale)}</p>
            {item.discount.amount > 0 && (
              <p className="text-sm text-accent-deep">
                {t("lineDiscount", { amount: formatMoney(item.discount, locale) })}
              </p>
            )}
          </div>
        </div>
        <div className="flex flex-wrap items-center gap-x-5 pt-1">
          <button
            aria-disabled={busy}
            aria-label={t("saveItem", { name: item.name })}
            className="min-h-11 text-sm text-soft underline underline-offset-4 hover:text-ink"
            onClick={save}
            type="button"
          >
            {t("save")}
          </button>
          {item.options.length > 0 && item.problem !== "NOT_FOR_SALE" && (
            <LineOptions busy={busy} choose={choose} item={item} />
          )}
        </div>
      </div>
    </li>
  );
}

/** What a piece of this line costs where a price list says so, and from how many pieces on it costs less. */
function UnitPrice({ item: { quantity, unitPrice, regularUnitPrice, tiers } }: { item: CartItem }) {
  const t = useTranslations("cart");
  const locale = useLocale();
  const next = tiers.find(({ minQuantity }) => minQuantity > quantity);
  if (!regularUnitPrice && !next) return null;
  return (
    <p className="mt-1.5 text-sm text-soft">
      {regularUnitPrice &&
        t("unitPrice", {
          price: formatMoney(unitPrice, locale),
          regular: formatMoney(regularUnitPrice, locale),
        })}
      {regularUnitPrice && next && " "}
      {next && t("nextTier", { count: next.minQuantity, price: formatMoney(next.price, locale) })}
    </p>
  );
}

/** What the shopper needs to know about this line before ordering. */
function LineNotes({ item, refusal }: { item: CartItem; refusal: Problem | null }) {
  const t = useTranslations("cart");
  const locale = useLocale();
  const { previousUnitPrice: previous, problem, available, unitPrice } = item;
  const wordsOf = ({ status, code, title }: Problem) => {
    if (status === 0) return t("offline");
    return ["MINIMUM_QUANTITY", "QUANTITY_LIMIT"].includes(code) ? title : t("refused");
  };
  const notes = [
    ...(problem === "SOLD_OUT" ? [t("soldOut")] : []),
    ...(problem === "NOT_FOR_SALE" ? [t("notForSale")] : []),
    ...(problem === "NOT_ENOUGH_STOCK" ? [t("notEnough", { count: available })] : []),
    ...(problem === "MINIMUM_QUANTITY" ? [t("tooFew", { count: item.minQuantity ?? 1 })] : []),
    ...(problem === "QUANTITY_LIMIT" ? [t("tooMany", { count: piecesThatFit(item) })] : []),
    ...(previous && previous.amount !== unitPrice.amount
      ? [t("priceChanged", { was: formatMoney(previous, locale), now: formatMoney(unitPrice, locale) })]
      : []),
    ...(!problem && available <= 5 && item.quantity >= available
      ? [t("thatIsAll", { count: available })]
      : []),
  ];
  return (
    <>
      {notes.map((note) => (
        <p className="mt-1.5 text-sm font-medium text-accent-deep" key={note}>
          {note}
        </p>
      ))}
      <p className="text-sm font-medium text-accent-deep" role="alert">
        {refusal && wordsOf(refusal)}
      </p>
    </>
  );
}
