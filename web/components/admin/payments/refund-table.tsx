import { useLocale, useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/admin/frame/data-table";
import { Mark } from "@/components/admin/frame/mark";
import { When } from "@/components/admin/frame/when";
import { refundTones } from "@/lib/admin/status-tones";
import type { OpenRefund } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { DecideRefund } from "./decide-refund";
import { PayRefund } from "./pay-refund";
import { OrderLink } from "./payment-table";

export interface RefundRights {
  readonly decide: boolean;
  readonly pay: boolean;
}
type Props = { rows: OpenRefund[]; may: RefundRights };

export function RefundTable({ rows, may }: Props) {
  const t = useTranslations("adminPayments");
  const words = useTranslations("adminOrders");
  const locale = useLocale();
  const columns: Column<OpenRefund>[] = [
    {
      name: "name",
      label: t("name"),
      cell: ({ orderId, name }) => <OrderLink name={name} orderId={orderId} />,
    },
    { name: "for", label: t("refundFor"), cell: ({ reason }) => t(`refundKinds.${reason}`) },
    { name: "amount", label: t("amount"), figures: true, cell: ({ amount }) => formatMoney(amount, locale) },
    {
      name: "status",
      label: t("status"),
      cell: ({ status }) => <Mark tone={refundTones[status]}>{words(`refundStatuses.${status}`)}</Mark>,
    },
    { name: "notes", label: t("notes"), cell: (row) => <Notes row={row} /> },
    {
      name: "created",
      label: t("created"),
      cell: ({ at }) => <When at={at} />,
    },
    { name: "action", label: t("action"), cell: (row) => <Action may={may} row={row} /> },
  ];
  return <DataTable caption={t("refunds")} columns={columns} keyOf={({ id }) => id} rows={rows} />;
}

const named = ["REFUND_ACCOUNT_NEEDED", "REJECTED", "DISPUTED"] as const;

function Notes({ row: { status, failure, rejected, account } }: { row: OpenRefund }) {
  const t = useTranslations("adminPayments");
  const known = named.find((each) => each === failure);
  const words = [
    rejected === null ? (known ? t(`failures.${known}`) : failure) : t("wasRejected", { reason: rejected }),
    status === "waiting" && t("reasonInOrder"),
    account && t("accountEnd", { digits: account }),
  ].filter(Boolean);
  return <>{words.join(" · ")}</>;
}

function Action({ row, may }: { row: OpenRefund; may: RefundRights }) {
  const t = useTranslations("adminPayments");
  if (row.status === "waiting" && row.own) return <span className="text-soft">{t("own")}</span>;
  if (row.status === "waiting" && may.decide) return <DecideRefund id={row.id} />;
  if (row.status === "requested" && row.byHand && row.account && may.pay) return <PayRefund id={row.id} />;
  return row.status === "failed" ? <OrderLink name={t("toOrder")} orderId={row.orderId} /> : null;
}
