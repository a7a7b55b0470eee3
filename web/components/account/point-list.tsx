import { useLocale, useTranslations } from "next-intl";
import type { PointEntry } from "@/lib/api/types";
import { formatDay } from "@/lib/dates";
import { ShopLink } from "../ui/shop-link";

/** A member's ledger, the newest first. `orders`: whether an entry leads to its order. */
export function PointList({ entries, orders }: { entries: readonly PointEntry[]; orders: boolean }) {
  const t = useTranslations("points");
  const locale = useLocale();
  return (
    <ul className="divide-y divide-line">
      {entries.map(({ id, kind, amount, reason, orderId, at }) => (
        <li className="flex items-start justify-between gap-4 py-4 first:pt-0 last:pb-0" key={id}>
          <div className="min-w-0">
            <p className="font-semibold">{t(`kinds.${kind}`)}</p>
            {reason && <p className="text-[0.9375rem]">{reason}</p>}
            <p className="text-sm text-soft">
              <time dateTime={at}>{formatDay(at, locale)}</time>
            </p>
            {orders && orderId && (
              <ShopLink
                className="inline-flex min-h-11 items-center text-[0.9375rem] text-link md:min-h-8"
                href={`/orders/${orderId}`}
              >
                {t("toOrder")}
              </ShopLink>
            )}
          </div>
          <p className="shrink-0 font-semibold tabular-nums">
            {t(amount < 0 ? "less" : "more", { points: Math.abs(amount) })}
          </p>
        </li>
      ))}
    </ul>
  );
}
