import { type OperationExample, won } from "./example.ts";

const period = { from: "2026-11-27", to: "2026-11-28" };

const sums = {
  orders: 12,
  pieces: 20,
  gross: won(480_000),
  discount: won(30_000),
  delivery: won(9_000),
  refunds: won(24_000),
  net: won(435_000),
  average: won(38_250),
};
const none = {
  orders: 0,
  pieces: 0,
  gross: won(0),
  discount: won(0),
  delivery: won(0),
  refunds: won(0),
  net: won(0),
  average: null,
};

const taxParts = (taxable: number, vat: number) => ({
  ...{ taxable: won(taxable), vat: won(vat), taxFree: won(0), total: won(taxable + vat) },
});
const taxSums = {
  sold: taxParts(417_273, 41_727),
  refunded: taxParts(21_818, 2_182),
  net: taxParts(395_455, 39_545),
};

export const reportExamples: Readonly<Record<string, OperationExample>> = {
  "GET /api/v1/admin/today": {
    responses: {
      200: {
        asOf: "2026-11-28T01:00:00.000Z",
        sales: {
          today: { day: "2026-11-28", orders: 12, paid: won(459_000) },
          yesterday: { day: "2026-11-27", orders: 9, paid: won(310_000) },
          lastWeek: { day: "2026-11-21", orders: 10, paid: won(402_000) },
        },
        checkout: { placed: 14, paid: 12 },
        claims: { fresh: 2, aging: 1, old: 0 },
        waiting: {
          toPrepare: 4,
          toShip: 3,
          late: 1,
          onHold: 1,
          depositsLost: 0,
          failedPayments: 2,
          openRefunds: 0,
          lowStock: 5,
          questions: 1,
          undelivered: 0,
          failedWebhooks: 0,
          failedMessages: 1,
          failedEvents: 0,
        },
        audit: { checkedAt: "2026-11-28T00:55:00.000Z", count: 0, modules: [] },
      },
    },
  },
  "GET /api/v1/admin/reports/sales": {
    parameters: period,
    responses: {
      200: {
        ...period,
        total: sums,
        days: [
          { day: "2026-11-27", ...none },
          { day: "2026-11-28", ...sums },
        ],
      },
    },
  },
  "GET /api/v1/admin/reports/sales.csv": {
    parameters: period,
    responses: {
      200:
        "day,orders,pieces,gross,discount,delivery,refunds\r\n" +
        "2026-11-28,12,20,480000,30000,9000,24000\r\n",
    },
  },
  "GET /api/v1/admin/reports/tax": {
    parameters: { ...period, by: "month" },
    responses: {
      200: { ...period, total: taxSums, items: [{ period: "2026-11", ...taxSums }] },
    },
  },
  "GET /api/v1/admin/reports/tax.csv": {
    parameters: { ...period, by: "month" },
    responses: {
      200:
        "period,taxable,vat,taxFree,refundedTaxable,refundedVat,refundedTaxFree," +
        "netTaxable,netVat,netTaxFree\r\n" +
        "2026-11,417273,41727,0,21818,2182,0,395455,39545,0\r\n",
    },
  },
  "GET /api/v1/admin/reports/products": {
    parameters: period,
    responses: {
      200: {
        ...period,
        items: [
          {
            productId: "019a1d20-2b3c-7d4e-8f5a-6b7c8d9e0f1a",
            name: "달항아리 머그",
            pieces: 8,
            net: won(176_000),
          },
        ],
      },
    },
  },
};
