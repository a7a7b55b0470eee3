import { useLocale, useTranslations } from "next-intl";
import { orderTabs } from "@/lib/admin/order-filters";
import type { StaffOrder } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { formatMoney } from "@/lib/money";

type Entry = StaffOrder["timeline"][number];

const others = [
  ...(["placed", "placed_by_staff", "partly_canceled", "parcel_sent", "parcel_delivered"] as const),
  ...(["refunded", "note", "released"] as const),
  ...(["refund_requested", "refund_retried", "refund_waiting", "refund_approved"] as const),
  ...(["refund_rejected", "refund_failed", "refund_withdrawn"] as const),
  ...(["deposit_reversed", "deposit_back"] as const),
  ...(["claim_requested", "claim_withdrawn", "claim_collecting", "claim_rejected"] as const),
  ...(["claim_collected", "claim_inspected", "claim_refunding", "claim_refunded"] as const),
  ...(["claim_fault_buyer", "claim_fault_seller", "claim_fee_received", "claim_fee_waived"] as const),
  ...(["claim_fee_paid_back", "claim_options"] as const),
  ...(["claim_reshipping", "claim_done", "claim_turned"] as const),
] as const;

/** What happened to an order, with who did it. */
export function OrderTimeline({ order }: { order: StaffOrder }) {
  const t = useTranslations("adminOrders");
  const statuses = useTranslations("order");
  const locale = useLocale();
  const nameOf = ({ type }: Entry): string => {
    const status = orderTabs.find((each) => each === type);
    const other = others.find((each) => each === type);
    if (status) return statuses(`statuses.${status}`);
    return other ? t(`events.${other}`) : type;
  };
  return (
    <section aria-labelledby="timeline" className="rounded-lg border border-line bg-white p-5">
      <h2 className="text-lg font-bold" id="timeline">
        {t("timeline")}
      </h2>
      <ol className="mt-3 space-y-2.5 text-[0.9375rem]">
        {order.timeline.map((entry, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are only added at the end
          <li className="flex flex-wrap gap-x-3" key={at}>
            <strong>{nameOf(entry)}</strong>
            {entry.amount && <span className="tabular-nums">{formatMoney(entry.amount, locale)}</span>}
            {entry.by && <span className="text-soft">{entry.by.name ?? t(`actors.${entry.by.kind}`)}</span>}
            <time className="text-soft" dateTime={entry.at}>
              {formatDateTime(entry.at, locale)}
            </time>
            {entry.text && <p className="w-full whitespace-pre-line">{entry.text}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
