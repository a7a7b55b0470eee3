import { useLocale, useTranslations } from "next-intl";
import type { CartItem, FullOrderItem, OrderItem } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { firstSwatch } from "@/lib/swatches";
import { NoPicture, Picture } from "../ui/picture";

/** Where the goods of a line are, if it is not where the whole order is said to be. */
const shown = ["partly_shipped", "claimed", "shipped", "delivered"] as const;

type Line = CartItem | OrderItem | FullOrderItem;

/** Of a long order these are shown, so that what follows it stays near. */
const FIRST_LINES = 4;

/** The lines of an order before it is placed: a long one is folded after its first lines. */
export function FoldedOrderLines({ items }: { items: Line[] }) {
  const t = useTranslations("amounts");
  const rest = items.slice(FIRST_LINES);
  // To unfold one line would take as much room as the line.
  if (rest.length < 2) return <OrderLines items={items} />;
  return (
    <>
      <OrderLines items={items.slice(0, FIRST_LINES)} />
      <details className="mt-3">
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-[0.9375rem] text-link">
          {t("moreLines", { count: rest.length })}
        </summary>
        <OrderLines items={rest} />
      </details>
    </>
  );
}

/** The lines of an order, short enough to check at a glance. */
export function OrderLines({ items }: { items: Line[] }) {
  const t = useTranslations("amounts");
  const locale = useLocale();
  return (
    <ul className="mt-4 space-y-4">
      {items.map((item) => (
        <li className="flex items-center gap-3.5" key={item.id}>
          <span className="size-16 shrink-0 overflow-hidden rounded-md">
            {item.image ? (
              <Picture className="size-full" decorative image={item.image} sizes="4rem" />
            ) : (
              <NoPicture className="size-full" colour={firstSwatch(item.options.map(({ value }) => value))} />
            )}
          </span>
          <div className="min-w-0 flex-1">
            <p className="line-clamp-2 text-[0.9375rem] font-medium">{item.name}</p>
            <p className="text-[0.8125rem] text-soft">
              {[...item.options.map(({ value }) => value), t("pieces", { count: item.quantity })].join(" · ")}
              {"canceled" in item && item.canceled > 0 && ` · ${t("canceled", { count: item.canceled })}`}
              {"status" in item && shown.some((each) => each === item.status) && (
                <> · {t(`lineStatuses.${item.status as (typeof shown)[number]}`)}</>
              )}
              {"returned" in item && item.returned > 0 && ` · ${t("returned", { count: item.returned })}`}
            </p>
          </div>
          <div className="text-right tabular-nums">
            <p className="text-[0.9375rem] font-semibold">{formatMoney(item.lineTotal, locale)}</p>
            {item.discount && item.discount.amount > 0 && (
              <p className="text-[0.8125rem] text-accent-deep">
                {t("lineDiscount", { amount: formatMoney(item.discount, locale) })}
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
