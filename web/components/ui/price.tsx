import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import type { Money } from "@/lib/api/types";
import { discountPercent, formatMoney } from "@/lib/money";

type Props = { price: Money; compareAt?: Money | undefined; size?: "card" | "page" };

/** A price, with the discount and the former price. Screen readers hear which number is which. */
export function Price({ price, compareAt, size = "card" }: Props) {
  const t = useTranslations("price");
  const locale = useLocale();
  const percent = discountPercent(price, compareAt);
  const big = size === "page";
  return (
    <p
      className={clsx(
        "flex flex-wrap items-baseline tabular-nums",
        big ? "gap-x-2.5 text-[1.625rem]" : "gap-x-1.5 text-base",
      )}
    >
      {percent > 0 && (
        <span className="font-bold text-accent">
          <span className="sr-only">{t("discount")} </span>
          {percent}%
        </span>
      )}
      <span className="font-bold">
        {percent > 0 && <span className="sr-only">{t("now")} </span>}
        {formatMoney(price, locale)}
      </span>
      {percent > 0 && compareAt && (
        <s className={clsx("font-normal text-soft", big ? "text-base" : "text-[0.8125rem]")}>
          <span className="sr-only">{t("before")} </span>
          {formatMoney(compareAt, locale)}
        </s>
      )}
    </p>
  );
}
