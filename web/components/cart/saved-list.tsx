"use client";

import { useLocale, useTranslations } from "next-intl";
import type { SavedItem } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { firstSwatch } from "@/lib/swatches";
import { NoPicture, Picture } from "../ui/picture";
import { ShopLink } from "../ui/shop-link";

type Props = {
  items: readonly SavedItem[];
  busy: boolean;
  restore: (item: SavedItem) => void;
  drop: (item: SavedItem) => void;
};

/** What the shopper saved for later. It costs nothing, and no order takes it. */
export function SavedList({ items, busy, restore, drop }: Props) {
  const t = useTranslations("cart");
  const locale = useLocale();
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="saved" className="mt-12">
      <h2 className="text-xl font-bold" id="saved">
        {t("saved", { count: items.length })}
      </h2>
      <ul className="mt-4 grid gap-x-8 border-t border-line md:grid-cols-2">
        {items.map((item) => (
          <li className="flex gap-4 border-b border-line py-5" key={item.id}>
            <span className="size-20 shrink-0 overflow-hidden rounded-md">
              {item.image ? (
                <Picture className="size-full" decorative image={item.image} sizes="5rem" />
              ) : (
                <NoPicture
                  className="size-full"
                  colour={firstSwatch(item.options.map(({ value }) => value))}
                />
              )}
            </span>
            <div className="min-w-0 flex-1">
              <h3 className="leading-snug font-semibold">
                <ShopLink className="hover:underline" href={`/p/${item.productSlug}`}>
                  {item.name}
                </ShopLink>
              </h3>
              <p className="mt-1 text-sm text-soft">
                {[
                  ...item.options.map(({ value }) => value),
                  t("pieces", { count: item.quantity }),
                  formatMoney(item.unitPrice, locale),
                ].join(" · ")}
              </p>
              {item.problem && (
                <p className="mt-1 text-sm font-medium text-accent-deep">
                  {item.problem === "NOT_FOR_SALE" && t("notForSale")}
                  {item.problem === "SOLD_OUT" && t("soldOut")}
                  {item.problem === "NOT_ENOUGH_STOCK" && t("fewLeft", { count: item.available })}
                </p>
              )}
              <div className="mt-1 flex flex-wrap gap-x-5">
                {item.problem !== "NOT_FOR_SALE" && (
                  <button
                    aria-disabled={busy}
                    aria-label={t("restoreItem", { name: item.name })}
                    className="min-h-11 text-sm font-semibold underline underline-offset-4"
                    onClick={() => restore(item)}
                    type="button"
                  >
                    {t("restore")}
                  </button>
                )}
                <button
                  aria-disabled={busy}
                  aria-label={t("dropItem", { name: item.name })}
                  className="min-h-11 text-sm text-soft underline underline-offset-4 hover:text-ink"
                  onClick={() => drop(item)}
                  type="button"
                >
                  {t("drop")}
                </button>
              </div>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
