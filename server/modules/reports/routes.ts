import { Type } from "typebox";
import { BYTE_ORDER_MARK, csvLine } from "../../platform/csv.ts";
import { can } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { Closed } from "../../platform/schema.ts";
import type { ReportsContext } from "./context.ts";
import { totalOf } from "./day-sums.ts";
import { presentDay, presentDaySales, presentProduct, presentSums } from "./present.ts";
import { PeriodQuery, ProductReport, SalesReport, Today } from "./schemas.ts";
import { bestProducts, periodOf, salesByDay } from "./service/read-report.ts";
import { readToday } from "./service/today.ts";
import { taxRoutes } from "./tax-routes.ts";

const tags = ["reports"];

export function routes(app: App, reports: ReportsContext): void {
  todayRoute(app, reports);
  salesRoutes(app, reports);
  taxRoutes(app, reports);
  productRoute(app, reports);
}

function todayRoute(app: App, reports: ReportsContext): void {
  app.get(
    "/api/v1/admin/today",
    {
      config: { access: can("report:read") },
      schema: {
        tags,
        summary: "Read how the day goes and what waits for staff",
        description: "Days are those of the shop's time zone. Sales are seconds old.",
        querystring: Closed({}),
        response: { 200: Today },
      },
    },
    async (_, reply) => {
      const { now, days, ...counts } = await readToday(reports);
      const { currency } = reports;
      reply.header("cache-control", "no-store");
      return {
        asOf: now.toISOString(),
        sales: {
          today: presentDaySales(days.today, currency),
          yesterday: presentDaySales(days.yesterday, currency),
          lastWeek: presentDaySales(days.lastWeek, currency),
        },
        ...counts,
      };
    },
  );
}

function salesRoutes(app: App, reports: ReportsContext): void {
  const { currency } = reports;
  app.get(
    "/api/v1/admin/reports/sales",
    {
      config: { access: can("report:read") },
      schema: {
        tags,
        summary: "Read the sales of each day",
        description:
          "Orders count on the day of their payment, refunds on the day they were booked, in the shop's " +
          "time zone. A change appears within seconds.",
        querystring: Closed(PeriodQuery),
        response: { 200: SalesReport },
      },
    },
    async ({ query }) => {
      const period = periodOf(reports, query);
      const days = await salesByDay(reports, period);
      return {
        ...period,
        total: presentSums(totalOf(days), currency),
        days: days.map((day) => presentDay(day, currency)),
      };
    },
  );

  app.get(
    "/api/v1/admin/reports/sales.csv",
    {
      config: { access: can("report:read") },
      schema: {
        tags,
        summary: "Read the sales of each day as CSV",
        description: "Amounts are minor units of the shop's currency.",
        querystring: Closed(PeriodQuery),
        response: {
          200: {
            description: "the file",
            content: { "text/csv": { schema: Type.String({ description: "CSV, UTF-8" }) } },
          },
        },
      },
    },
    async ({ query }, reply) => {
      const period = periodOf(reports, query);
      const names = ["day", "orders", "pieces", "gross", "discount", "delivery", "refunds"] as const;
      const lines = (await salesByDay(reports, period)).map((day) =>
        csvLine(names.map((name) => String(day[name]))),
      );
      return reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", `attachment; filename="sales-${period.from}-${period.to}.csv"`)
        .send(BYTE_ORDER_MARK + csvLine(names) + lines.join(""));
    },
  );
}

function productRoute(app: App, reports: ReportsContext): void {
  app.get(
    "/api/v1/admin/reports/products",
    {
      config: { access: can("report:read") },
      schema: {
        tags,
        summary: "List the products that sold best",
        querystring: Closed({
          ...PeriodQuery,
          by: Type.Optional(Type.Enum(["pieces", "net"], { default: "net" })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
        }),
        response: { 200: ProductReport },
      },
    },
    async ({ query: { by = "net", limit = 20, ...query } }) => {
      const period = periodOf(reports, query);
      const rows = await bestProducts(reports, period, by, limit);
      return { ...period, items: rows.map((row) => presentProduct(row, reports.currency)) };
    },
  );
}
