import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Money, SalesReport } from "@/lib/api/types";
import { formatDay } from "@/lib/dates";
import { formatMoney } from "@/lib/money";
import { DataTable } from "../frame/data-table";

type Day = SalesReport["days"][number];

/** The sales of each day, the newest first. */
export function SalesTable({ days }: { days: readonly Day[] }) {
  const t = useTranslations("adminReports");
  const locale = useLocale();
  const money = (name: "gross" | "discount" | "delivery" | "refunds" | "net" | "average") => ({
    name,
    label: t(name),
    figures: true,
    cell: (day: Day) => quiet(day, text(day[name])),
  });
  const text = (amount: Money | null) => (amount === null ? "–" : formatMoney(amount, locale));
  /** A day without sales stands back. */
  const quiet = (day: Day, shown: ReactNode) =>
    day.orders === 0 && day.refunds.amount === 0 ? <span className="text-soft">{shown}</span> : shown;
  return (
    <DataTable
      caption={t("byDay")}
      columns={[
        { name: "day", label: t("day"), cell: ({ day }: Day) => formatDay(day, locale) },
        { name: "orders", label: t("orders"), figures: true, cell: (day: Day) => quiet(day, day.orders) },
        { name: "pieces", label: t("pieces"), figures: true, cell: (day: Day) => quiet(day, day.pieces) },
        ...[money("gross"), money("discount"), money("delivery"), money("refunds"), money("net")],
        money("average"),
      ]}
      keyOf={({ day }) => day}
      rows={days.toReversed()}
    />
  );
}
