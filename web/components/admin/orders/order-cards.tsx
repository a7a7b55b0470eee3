import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ReceiptNumber } from "@/components/admin/payments/receipt-number";
import { CashReceiptPart } from "@/components/order/cash-receipt-part";
import type { StaffOrder } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { RefundForm } from "./refund-form";
import { RetryRefunds } from "./retry-refunds";
import { StaffRefundAccount } from "./staff-refund-account";
import { WithdrawRefund } from "./withdraw-refund";

function Card({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="rounded-lg border border-line bg-white p-5">
      <h2 className="mb-3 text-lg font-bold" id={id}>
        {title}
      </h2>
      {children}
    </section>
  );
}

type MoneyProps = { order: StaffOrder; may: boolean; mayConfirm: boolean };

/** What was paid and given back, and the way to give back more. */
export function MoneyCard({ order, may, mayConfirm }: MoneyProps) {
  const t = useTranslations("adminOrders");
  const locale = useLocale();
  const amounts = [
    [t("paid"), order.total],
    [t("refunded"), order.refunded],
    [t("refundable"), order.refundable],
  ] as const;
  const { pointsSpent = 0, pointsRefunded = 0, tax } = order;
  const parts = tax
    ? ([
        [t("taxable"), tax.taxable],
        [t("vat"), tax.vat],
        [t("taxFree"), tax.taxFree],
      ] as const)
    : [];
  const points = [
    [t("pointsSpent"), pointsSpent] as const,
    [t("pointsRefunded"), pointsRefunded] as const,
  ].filter(([, amount]) => amount > 0);
  return (
    <Card id="money" title={t("money")}>
      <dl className="space-y-1.5 text-[0.9375rem] tabular-nums">
        {[...amounts, ...parts].map(([term, amount]) => (
          <div className="flex justify-between gap-4" key={term}>
            <dt className="text-soft">{term}</dt>
            <dd className="font-medium">{formatMoney(amount, locale)}</dd>
          </div>
        ))}
        {points.map(([term, amount]) => (
          <div className="flex justify-between gap-4" key={term}>
            <dt className="text-soft">{term}</dt>
            <dd className="font-medium">{t("points", { points: amount })}</dd>
          </div>
        ))}
      </dl>
      <CashReceiptPart order={order} />
      {mayConfirm && order.paymentId && lacksReceipt(order) && <ReceiptNumber id={order.paymentId} />}
      {order.refunds.length > 0 && (
        <ul className="mt-3 space-y-2 border-t border-line pt-3 text-sm">
          {order.refunds.map(({ id, kind, amount, taxFree, status, reason }) => (
            <li key={id}>
              <strong className="tabular-nums">
                {t("refundLine", {
                  amount: formatMoney(amount, locale),
                  status: t(`refundStatuses.${status}`),
                })}
              </strong>
              {taxFree.amount > 0 && (
                <span className="block text-soft">
                  {t("refundTaxFree", { amount: formatMoney(taxFree, locale) })}
                </span>
              )}
              {(reason || kind === "late") && (
                <span className="block text-soft">{reason ?? t("lateMoney")}</span>
              )}
              {may && kind === "staff" && (status === "failed" || status === "waiting") && (
                <WithdrawRefund orderId={order.id} refundId={id} />
              )}
            </li>
          ))}
        </ul>
      )}
      {may && order.refunds.some(({ status }) => status === "failed") && <RetryRefunds orderId={order.id} />}
      {may && order.refundAccountNeeded && <StaffRefundAccount orderId={order.id} />}
      {may && order.refundable.amount > 0 && <RefundForm key={order.refundable.amount} order={order} />}
    </Card>
  );
}

/** Paid by transfer, and no receipt is out: its buyer may tell a number, or another one. */
const lacksReceipt = ({ cashReceipt, paidAt }: StaffOrder): boolean =>
  paidAt !== null && (cashReceipt?.status === "waiting" || cashReceipt?.status === "failed");

export function DeliveryCard({ order: { contact, shippingAddress } }: { order: StaffOrder }) {
  const t = useTranslations("adminOrders");
  const { recipient, phone, postcode, address1, address2, memo } = shippingAddress;
  return (
    <Card id="delivery" title={t("delivery")}>
      <p className="space-y-1 text-[0.9375rem]">
        <span className="block font-semibold">{recipient}</span>
        <span className="block tabular-nums">{phone}</span>
        <span className="block">
          ({postcode}) {address1} {address2}
        </span>
        {memo && <span className="block text-soft">{memo}</span>}
        <span className="block border-t border-line pt-2 text-sm text-soft">
          {t("buyer")}: {contact.name} · {contact.email}
        </span>
      </p>
    </Card>
  );
}
