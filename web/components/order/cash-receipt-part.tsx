import { useLocale, useTranslations } from "next-intl";
import type { FullOrder } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";

type Props = { order: Pick<FullOrder, "cashReceipt" | "total"> };

/** What became of the cash receipt of an order that is paid by transfer. */
export function CashReceiptPart({ order: { cashReceipt, total } }: Props) {
  const t = useTranslations("order.cashReceipt");
  const locale = useLocale();
  if (!cashReceipt) return null;
  const { kind, number, status, amount, url } = cashReceipt;
  const sum = formatMoney({ amount, currency: total.currency }, locale);
  return (
    <p className="mt-6 text-[0.9375rem]">
      <span className="font-semibold">{t("title")}</span>{" "}
      <span>
        {t(`kinds.${kind}`)}
        {number && <span className="tabular-nums"> {number}</span>}
      </span>{" "}
      <span className="text-soft">{t(`statuses.${status}`, { amount: sum })}</span>{" "}
      {url && status === "issued" && (
        <a className="text-link" href={url} rel="noreferrer" target="_blank">
          {t("show")}
        </a>
      )}
    </p>
  );
}
