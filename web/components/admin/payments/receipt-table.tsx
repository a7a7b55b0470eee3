import { useLocale, useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/admin/frame/data-table";
import { When } from "@/components/admin/frame/when";
import type { OpenReceipt } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { OrderLink } from "./payment-table";
import { ReceiptNumber } from "./receipt-number";
import { RetryReceipt } from "./retry-receipt";

type Props = { rows: OpenReceipt[]; mayRetry: boolean };

const named = ["NO_ISSUER", "NUMBER_FORGOTTEN", "NOT_BEGUN"] as const;

/** Cash receipts that are not what they have to be, and why. */
export function ReceiptTable({ rows, mayRetry }: Props) {
  const t = useTranslations("adminPayments");
  const kinds = useTranslations("order.cashReceipt.kinds");
  const locale = useLocale();
  const why = (failure: string | null) => {
    const known = named.find((each) => each === failure);
    return known ? t(`failures.${known}`) : failure;
  };
  const columns: Column<OpenReceipt>[] = [
    {
      name: "name",
      label: t("name"),
      cell: ({ orderId, name }) => <OrderLink name={name} orderId={orderId} />,
    },
    {
      name: "kind",
      label: t("receiptFor"),
      cell: ({ kind, number }) => [kind && kinds(kind), number].filter(Boolean).join(" "),
    },
    { name: "kept", label: t("kept"), figures: true, cell: ({ kept }) => formatMoney(kept, locale) },
    {
      name: "receipted",
      label: t("receipted"),
      figures: true,
      cell: ({ receipted }) => formatMoney(receipted, locale),
    },
    { name: "notes", label: t("notes"), cell: ({ failure }) => why(failure) },
    {
      name: "next",
      label: t("nextTry"),
      cell: ({ nextTryAt }) => (nextTryAt ? <When at={nextTryAt} /> : t("noTry")),
    },
    {
      name: "action",
      label: t("action"),
      cell: ({ paymentId, name }) =>
        mayRetry && (
          <>
            <RetryReceipt id={paymentId} name={name} />
            <ReceiptNumber id={paymentId} />
          </>
        ),
    },
  ];
  return (
    <DataTable caption={t("receipts")} columns={columns} keyOf={({ paymentId }) => paymentId} rows={rows} />
  );
}
