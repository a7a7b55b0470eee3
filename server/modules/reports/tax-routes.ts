/** What a shop tells the tax office of its sales: the taxed supply, its VAT, and what is tax-free. */
import { Type } from "typebox";
import { BYTE_ORDER_MARK, csvLine } from "../../platform/csv.ts";
import { can } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { Closed } from "../../platform/schema.ts";
import type { ReportsContext } from "./context.ts";
import { totalOf } from "./day-sums.ts";
import { presentTax } from "./present.ts";
import { PeriodQuery, TaxReport } from "./schemas.ts";
import { periodOf, type TaxRow, taxBy } from "./service/read-report.ts";

const tags = ["reports"];
const description =
  "Orders count on the day of their payment, refunds on the day they were booked, in the shop's time zone. " +
  "Points are a discount here. Orders of before the shop split its sums are taxed as a whole.";
const querystring = Closed({
  ...PeriodQuery,
  by: Type.Optional(Type.Enum(["day", "month"], { default: "day" })),
});

export function taxRoutes(app: App, reports: ReportsContext): void {
  const { currency } = reports;
  app.get(
    "/api/v1/admin/reports/tax",
    {
      config: { access: can("report:read") },
      schema: {
        tags,
        summary: "Read the VAT of the sales of each day or month",
        description,
        querystring,
        response: { 200: TaxReport },
      },
    },
    async ({ query: { by = "day", ...query } }) => {
      const period = periodOf(reports, query);
      const rows = await taxBy(reports, period, by);
      return {
        ...period,
        total: presentTax(totalOf(rows), currency),
        items: rows.map((row) => ({ period: row.period, ...presentTax(row, currency) })),
      };
    },
  );

  app.get(
    "/api/v1/admin/reports/tax.csv",
    {
      config: { access: can("report:read") },
      schema: {
        tags,
        summary: "Read the VAT of the sales of each day or month as CSV",
        description: `${description} Amounts are minor units of the shop's currency.`,
        querystring,
        response: {
          200: {
            description: "the file",
            content: { "text/csv": { schema: Type.String({ description: "CSV, UTF-8" }) } },
          },
        },
      },
    },
    async ({ query: { by = "day", ...query } }, reply) => {
      const period = periodOf(reports, query);
      const lines = (await taxBy(reports, period, by)).map((row) => csvLine(columnsOf(row)));
      return reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", `attachment; filename="tax-${period.from}-${period.to}.csv"`)
        .send(BYTE_ORDER_MARK + csvLine(["period", ...names, ...nets]) + lines.join(""));
    },
  );
}

const names = [
  ...(["taxable", "vat", "taxFree", "refundedTaxable", "refundedVat", "refundedTaxFree"] as const),
];
const nets = ["netTaxable", "netVat", "netTaxFree"];

function columnsOf(row: TaxRow): string[] {
  const { period, taxable, vat, taxFree, refundedTaxable, refundedVat, refundedTaxFree } = row;
  const net = [taxable - refundedTaxable, vat - refundedVat, taxFree - refundedTaxFree];
  return [period, ...names.map((name) => String(row[name])), ...net.map(String)];
}
