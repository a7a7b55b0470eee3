import { useLocale, useTranslations } from "next-intl";
import type { TaxReport } from "@/lib/api/types";
import { formatMonth } from "@/lib/dates";
import { formatMoney } from "@/lib/money";
import { type Column, DataTable } from "../frame/data-table";

type Month = TaxReport["items"][number];
type Parts = keyof Omit<Month, "period">;
type Part = keyof Month["net"];

/** The tax parts of each month of the period: what is left after refunds, and what was given back. */
export function TaxTable({ months }: { months: readonly Month[] }) {
  const t = useTranslations("adminReports");
  const locale = useLocale();
  const money = (of: Parts, part: Part, label: string): Column<Month> => ({
    ...{ name: `${of}-${part}`, label, figures: true },
    cell: (month) => formatMoney(month[of][part], locale),
  });
  return (
    <DataTable
      caption={t("tax")}
      columns={[
        { name: "month", label: t("month"), cell: ({ period }) => formatMonth(period, locale) },
        ...[money("sold", "total", t("taxSold")), money("refunded", "total", t("taxRefunded"))],
        ...[money("net", "taxable", t("taxable")), money("net", "vat", t("vat"))],
        ...[money("net", "taxFree", t("taxFree")), money("net", "total", t("taxNet"))],
      ]}
      keyOf={({ period }) => period}
      rows={months}
    />
  );
}
