import { useLocale, useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/admin/frame/data-table";
import { Mark } from "@/components/admin/frame/mark";
import { RowLink } from "@/components/admin/frame/row-link";
import { When } from "@/components/admin/frame/when";
import { paymentTones } from "@/lib/admin/status-tones";
import type { StaffPayment } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { formatMoney } from "@/lib/money";
import { ConfirmDeposit } from "./confirm-deposit";

type Props = { rows: StaffPayment[]; mayConfirm: boolean };

export function PaymentTable({ rows, mayConfirm }: Props) {
  const t = useTranslations("adminPayments");
  const order = useTranslations("order");
  const locale = useLocale();
  const columns: Column<StaffPayment>[] = [
    {
      name: "name",
      label: t("name"),
      cell: ({ orderId, name }) => <OrderLink name={name} orderId={orderId} />,
    },
    {
      name: "status",
      label: t("status"),
      cell: ({ status }) => <Mark tone={paymentTones[status]}>{order(`payments.${status}`)}</Mark>,
    },
    { name: "provider", label: t("provider"), cell: ({ provider }) => t(`providers.${provider}`) },
    { name: "amount", label: t("amount"), figures: true, cell: ({ amount }) => formatMoney(amount, locale) },
    {
      name: "held",
      label: t("held"),
      figures: true,
      cell: ({ captured, refunded }) =>
        formatMoney({ ...captured, amount: captured.amount - refunded.amount }, locale),
    },
    {
      name: "created",
      label: t("created"),
      cell: ({ createdAt }) => <When at={createdAt} />,
    },
    { name: "notes", label: t("notes"), cell: (row) => <Notes mayConfirm={mayConfirm} row={row} /> },
  ];
  return <DataTable caption={t("title")} columns={columns} keyOf={({ id }) => id} rows={rows} />;
}

export const OrderLink = ({ orderId, name }: { orderId: string; name: string }) => (
  <RowLink name={name} to={`/admin/orders/${orderId}`} />
);

/** Why a payment needs a look, and what staff can do about it. */
function Notes({ row, mayConfirm }: { row: StaffPayment; mayConfirm: boolean }) {
  const t = useTranslations("adminPayments");
  const locale = useLocale();
  const { orphan, disputed, failure, dueAt, status, byHand } = row;
  const awaited = status === "awaiting_deposit";
  const words = [
    orphan && t("orphan"),
    disputed && t("disputed"),
    awaited && dueAt && t("due", { time: formatDateTime(dueAt, locale) }),
    failure,
  ].filter(Boolean);
  const isLate = (status === "expired" || status === "canceled") && dueAt !== null;
  return (
    <>
      {words.length > 0 && <span>{words.join(" · ")}</span>}
      {mayConfirm && byHand && (awaited || isLate) && <ConfirmDeposit payment={row} />}
    </>
  );
}
