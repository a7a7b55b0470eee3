import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { ShopLink } from "@/components/ui/shop-link";
import type { RefusedLine, StockTake } from "@/lib/admin/stock/stock-take";
import { Difference } from "./difference";

type Props = {
  outcome: NonNullable<StockTake["outcome"]>;
  /** It was saved just now, not before a reload. */
  fresh: boolean;
};

const KNOWN = ["STOCK_BELOW_RESERVED", "STOCK_LIMIT", "UNKNOWN"] as const;

/**
 * What became of the last stock-take, with the way to the ledger of each SKU. It takes the focus from the
 * button that saved, which may be gone.
 */
export function SavedCounts({ outcome: { changed, unchanged, refused }, fresh }: Props) {
  const t = useTranslations("stockTake");
  const summary = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (fresh) summary.current?.focus();
  }, [fresh]);
  const reasonOf = ({ code, message }: RefusedLine) => {
    const known = KNOWN.find((each) => each === code);
    return known ? t(`refusals.${known}`) : message;
  };
  return (
    <div className="space-y-4">
      <p className="font-medium" ref={summary} tabIndex={-1}>
        {t("outcome", { changed: changed.length, unchanged, refused: refused.length })}
      </p>
      {refused.length > 0 && (
        <div>
          <h3 className="font-semibold">{t("refused")}</h3>
          <ul className="mt-1 text-[0.9375rem] text-accent-deep">
            {refused.map((line) => (
              <li key={line.sku}>
                <Ledger sku={line.sku} /> {reasonOf(line)}
              </li>
            ))}
          </ul>
          <p className="mt-1 text-sm text-soft">{t("refusedHint")}</p>
        </div>
      )}
      {changed.length > 0 && (
        <div>
          <h3 className="font-semibold">{t("toLedger")}</h3>
          <ul className="mt-1 max-h-80 overflow-y-auto text-[0.9375rem]">
            {changed.map(({ sku, difference }) => (
              <li key={sku}>
                <Ledger sku={sku} /> <Difference pieces={difference} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

const Ledger = ({ sku }: { sku: string }) => (
  <ShopLink className="mr-2 inline-flex min-h-9 items-center text-link" href={`/admin/stock/${sku}`}>
    {sku}
  </ShopLink>
);
