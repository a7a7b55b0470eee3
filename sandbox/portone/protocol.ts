/** PortOne v2 in its own words. Source: npm @portone/server-sdk 0.19.0, webhooks of version 2024-04-25. */
import { createHmac, randomUUID } from "node:crypto";
import { balanceOf, type DirectPayment, type DirectRefusal } from "../direct/payment.ts";
import type { ApiAnswer, Change, Protocol } from "../direct/protocol.ts";
import type { Method } from "../toss/payments.ts";
import { portoneStub } from "./sdk-stub.ts";

/** Refusals with a status of their own. Others are conflicts of the payment. */
const statuses: Readonly<Record<string, readonly [status: number, type: string]>> = {
  NOT_FOUND: [404, "PAYMENT_NOT_FOUND"],
  UNAUTHORIZED: [401, "UNAUTHORIZED"],
  INVALID_REQUEST: [400, "INVALID_REQUEST"],
  INVALID_KEY: [400, "INVALID_REQUEST"],
  KEY_IN_USE: [409, "IDEMPOTENCY_OUTSTANDING_REQUEST"],
  NOT_PAID: [409, "PAYMENT_NOT_PAID"],
  ALREADY_REFUNDED: [409, "PAYMENT_ALREADY_CANCELLED"],
  TAX_FREE_EXCEEDS_BALANCE: [409, "CANCEL_TAX_FREE_AMOUNT_EXCEEDS_CANCELLABLE_TAX_FREE_AMOUNT"],
  TAXED_EXCEEDS_BALANCE: [409, "CANCEL_TAX_AMOUNT_EXCEEDS_CANCELLABLE_TAX_AMOUNT"],
  AMOUNT_EXCEEDS_BALANCE: [409, "CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT"],
};

function refuse({ code }: DirectRefusal): ApiAnswer {
  const [status, type] = statuses[code] ?? [409, code];
  return { status, body: { type, message: type } };
}

const iso = (at: number): string => new Date(at).toISOString();

function statusOf({ status, refunds, ...payment }: DirectPayment): string {
  if (status === "open") return "READY";
  if (status !== "paid") return status === "failed" ? "FAILED" : "CANCELLED";
  if (refunds.length === 0) return "PAID";
  return balanceOf({ status, refunds, ...payment }) === 0 ? "CANCELLED" : "PARTIAL_CANCELLED";
}

export const viewCancel = ({ id, amount, taxFree = 0, reason, at }: DirectPayment["refunds"][number]) => ({
  status: "SUCCEEDED",
  id,
  pgCancellationId: id,
  totalAmount: amount,
  taxFreeAmount: taxFree,
  vatAmount: 0,
  reason,
  requestedAt: iso(at),
  cancelledAt: iso(at),
});

const methods: Readonly<Record<Method, string>> = {
  카드: "PaymentMethodCard",
  간편결제: "PaymentMethodEasyPay",
  계좌이체: "PaymentMethodTransfer",
  가상계좌: "PaymentMethodVirtualAccount",
};

export function viewPayment(payment: DirectPayment, storeId: string) {
  const { id, tryId, paidAt, failure, refunds, createdAt, currency, orderName, amount } = payment;
  const { method = "카드" } = payment;
  const captured = payment.captured || amount;
  const cancelled = payment.captured - balanceOf(payment);
  return {
    status: statusOf(payment),
    id,
    ...(tryId === null ? {} : { transactionId: tryId, method: { type: methods[method] } }),
    merchantId: "merchant-sandbox",
    storeId,
    version: "V2",
    requestedAt: iso(createdAt),
    orderName,
    amount: {
      total: captured,
      taxFree: payment.taxFree ?? 0,
      discount: 0,
      paid: payment.captured - cancelled,
      cancelled,
    },
    currency,
    ...(paidAt === null ? {} : { paidAt: iso(paidAt) }),
    ...(failure === null ? {} : { failure: { reason: failure, pgCode: failure, pgMessage: failure } }),
    ...(refunds.length === 0 ? {} : { cancellations: refunds.map(viewCancel) }),
  };
}

const eventTypes: Readonly<Record<Exclude<Change, "refunded">, string>> = {
  paid: "Transaction.Paid",
  failed: "Transaction.Failed",
  closed: "Transaction.Cancelled",
  disputed: "Transaction.DisputeCreated",
};

const typeOf = (payment: DirectPayment, change: Change): string =>
  change !== "refunded"
    ? eventTypes[change]
    : balanceOf(payment) === 0
      ? "Transaction.Cancelled"
      : "Transaction.PartialCancelled";

export const portone: Protocol = {
  name: "portone",
  retentionMs: 3 * 60 * 60 * 1000,
  // A string of RFC 8941: 16 to 256 characters in double quotes.
  readKey: (header) => /^"([\x20-\x7e]{16,256})"$/.exec(header)?.[1] ?? null,
  isAuthorized: (header, secretKey) => header === `PortOne ${secretKey}`,
  refuse,
  trouble: (status) => ({ status, body: { type: "INTERNAL", message: "INTERNAL" } }),
  spoil: (body, offset) => {
    if (!("amount" in body)) return body;
    const amount = body.amount as { total: number };
    return { ...body, amount: { ...amount, total: amount.total + offset } };
  },
  stub: portoneStub,
  returnOf: ({ id, tryId }, refusal) => ({
    paymentId: id,
    transactionType: "PAYMENT",
    ...(tryId !== null && { txId: tryId }),
    ...(refusal !== null && { code: "FAILURE_TYPE_PG", message: refusal, pgCode: refusal }),
  }),
  paymentKeyOf: ({ tryId }) => tryId ?? "",
  newTryId: randomUUID,
  newRefundId: randomUUID,
  webhookOf: (payment, change, now) => ({
    id: `msg_${randomUUID()}`,
    body: JSON.stringify({
      type: typeOf(payment, change),
      timestamp: iso(now),
      data: { storeId: "store-sandbox", paymentId: payment.id, transactionId: payment.tryId },
    }),
  }),
  maxRetries: 5,
  sign({ id, body }, secret, now) {
    const timestamp = String(Math.floor(now / 1000));
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
    return {
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": `v1,${signature}`,
    };
  },
};
