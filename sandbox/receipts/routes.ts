/** Cash receipts as Toss (`/v1/cash-receipts`) and PortOne (`/portone/cash-receipts`) document them. */
import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { type ReceiptContext, runReceiptCall } from "./calls.ts";
import { cancel, issue, type Receipt, type ReceiptAnswer } from "./receipts.ts";

const amount = { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER } as const;
const text = { type: "string", minLength: 1, maxLength: 200 } as const;

const TossIssue = {
  type: "object",
  required: ["amount", "orderId", "orderName", "customerIdentityNumber", "type"],
  properties: {
    amount,
    orderId: { type: "string", pattern: "^[A-Za-z0-9_-]{6,64}$" },
    orderName: text,
    customerIdentityNumber: { type: "string", pattern: "^[0-9]{1,30}$" },
    type: { enum: ["소득공제", "지출증빙"] },
    taxFreeAmount: { ...amount, minimum: 0 },
  },
} as const;
const TossCancel = { type: "object", properties: { amount } } as const;
interface TossIssueBody {
  readonly amount: number;
  readonly orderId: string;
  readonly customerIdentityNumber: string;
  readonly type: "소득공제" | "지출증빙";
}

const PortoneIssue = {
  type: "object",
  required: ["paymentId", "channelKey", "type", "orderName", "currency", "amount", "customer"],
  properties: {
    storeId: text,
    paymentId: { type: "string", pattern: "^[A-Za-z0-9_-]{6,64}$" },
    channelKey: text,
    type: { enum: ["PERSONAL", "CORPORATE"] },
    orderName: text,
    currency: { const: "KRW" },
    amount: { type: "object", required: ["total"], properties: { total: amount } },
    customer: { type: "object", required: ["identityNumber"], properties: { identityNumber: text } },
  },
} as const;
interface PortoneIssueBody {
  readonly paymentId: string;
  readonly type: "PERSONAL" | "CORPORATE";
  readonly amount: { readonly total: number };
  readonly customer: { readonly identityNumber: string };
}

const statuses: Readonly<Record<string, number>> = {
  COMMON_ERROR: 500,
  TOO_MANY_REQUESTS: 429,
  NOT_FOUND: 404,
  IDEMPOTENT_REQUEST_PROCESSING: 409,
};
const refuseAsToss = (code: string): ReceiptAnswer => ({
  status: statuses[code] ?? 400,
  body: { code, message: code },
});

/** For the shop's server. The caller checks the secret key. */
export function registerTossReceipts(
  app: FastifyInstance,
  context: ReceiptContext,
  publicUrl: () => string,
): void {
  const { book } = context;
  const view = ({ key, orderId, issued, type }: Receipt) => ({
    receiptKey: key,
    issueNumber: key.slice(0, 9),
    issueStatus: "COMPLETED",
    orderId,
    type: type === "income" ? "소득공제" : "지출증빙",
    amount: issued,
    taxFreeAmount: 0,
    failure: null,
    receiptUrl: `${publicUrl()}/receipts/${key}`,
  });

  app.post<{ Body: TossIssueBody }>(
    "/v1/cash-receipts",
    { schema: { body: TossIssue } },
    (request, reply) => {
      const { orderId, amount: issued, customerIdentityNumber: number, type } = request.body;
      const given = { orderId, issued, number, type: type === "소득공제" ? "income" : "expense" } as const;
      return runReceiptCall(context, request, reply, {
        operation: "receipt",
        effect: () => view(issue(book, { key: randomUUID(), ...given })),
        refuse: refuseAsToss,
      });
    },
  );

  app.post<{ Params: { key: string }; Body: { amount?: number } }>(
    "/v1/cash-receipts/:key/cancel",
    { schema: { body: TossCancel } },
    (request, reply) =>
      runReceiptCall(context, request, reply, {
        operation: "receiptCancel",
        effect: () => view(cancel(book, request.params.key, request.body.amount ?? null)),
        refuse: refuseAsToss,
      }),
  );

  app.get("/sandbox/receipts", () => ({ receipts: book.list() }));
}

const portoneTypes: Readonly<Record<string, readonly [status: number, type: string]>> = {
  ALREADY_ISSUED: [409, "CASH_RECEIPT_ALREADY_ISSUED"],
  NOT_ISSUED: [409, "CASH_RECEIPT_NOT_ISSUED"],
  NOT_FOUND: [404, "CASH_RECEIPT_NOT_FOUND"],
  INVALID_NUMBER: [502, "PG_PROVIDER"],
  COMMON_ERROR: [500, "INTERNAL"],
  TOO_MANY_REQUESTS: [429, "TOO_MANY_REQUESTS"],
};
function refuseAsPortone(code: string): ReceiptAnswer {
  const [status, type] = portoneTypes[code] ?? [400, code];
  return { status, body: { type, message: type } };
}

/** Registered where PortOne's API is, which checks its key. */
export function registerPortoneReceipts(app: FastifyInstance, context: ReceiptContext): void {
  const { book, clock } = context;

  app.post<{ Body: PortoneIssueBody }>(
    "/portone/cash-receipts",
    { schema: { body: PortoneIssue } },
    (request, reply) => {
      const { paymentId: key, amount: sum, customer, type } = request.body;
      const kind = type === "PERSONAL" ? "income" : "expense";
      const given = {
        key,
        orderId: key,
        issued: sum.total,
        number: customer.identityNumber,
        type: kind,
      } as const;
      return runReceiptCall(context, request, reply, {
        operation: "receipt",
        effect: () => ({
          cashReceipt: { issueNumber: issue(book, given).key.slice(0, 9), pgReceiptId: key },
        }),
        refuse: refuseAsPortone,
      });
    },
  );

  app.post<{ Params: { id: string } }>("/portone/payments/:id/cash-receipt/cancel", (request, reply) =>
    runReceiptCall(context, request, reply, {
      operation: "receiptCancel",
      effect() {
        const { canceled } = cancel(book, request.params.id, null);
        return { cancelledAmount: canceled, cancelledAt: clock.now().toISOString() };
      },
      refuse: refuseAsPortone,
    }),
  );
}
