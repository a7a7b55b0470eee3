/** Stripe in its own words. Source: npm stripe 23.1.0, API version 2026-10-28.endive. */
import { createHmac, randomBytes } from "node:crypto";
import { balanceOf, type DirectPayment, type DirectRefund, type DirectRefusal } from "../direct/payment.ts";
import type { ApiAnswer, Change, Protocol } from "../direct/protocol.ts";
import { stripeStub } from "./sdk-stub.ts";

type ErrorEntry = readonly [status: number, type: string, code: string];

const INVALID = "invalid_request_error";
/** Refusals with a form of their own. Others are the card company's. */
const errors: Readonly<Record<string, ErrorEntry>> = {
  NOT_FOUND: [404, INVALID, "resource_missing"],
  UNAUTHORIZED: [401, INVALID, "api_key_invalid"],
  INVALID_REQUEST: [400, INVALID, "parameter_invalid"],
  INVALID_KEY: [400, INVALID, "idempotency_key_invalid"],
  KEY_IN_USE: [409, "idempotency_error", "idempotency_key_in_use"],
  NOT_CLOSABLE: [400, INVALID, "payment_intent_unexpected_state"],
  NOT_PAID: [400, INVALID, "payment_intent_unexpected_state"],
  ALREADY_REFUNDED: [400, INVALID, "charge_already_refunded"],
  AMOUNT_EXCEEDS_BALANCE: [400, INVALID, "amount_too_large"],
};

function refuse({ code: given }: DirectRefusal): ApiAnswer {
  const [status, type, code] = errors[given] ?? [402, "card_error", given.toLowerCase()];
  return { status, body: { error: { type, code, message: code } } };
}

const newId = (prefix: string): string => `${prefix}_${randomBytes(18).toString("hex")}`;
export const newIntentId = (): string => newId("pi");
export const newSecret = (id: string): string => `${id}_secret_${randomBytes(18).toString("hex")}`;

const seconds = (at: number): number => Math.floor(at / 1000);

const statuses: Readonly<Record<DirectPayment["status"], string>> = {
  open: "requires_payment_method",
  failed: "requires_payment_method",
  paid: "succeeded",
  canceled: "canceled",
};

const viewCharge = (payment: DirectPayment) => ({
  id: payment.tryId,
  object: "charge",
  created: seconds(payment.paidAt ?? payment.createdAt),
  amount: payment.captured,
  amount_refunded: payment.captured - balanceOf(payment),
  disputed: payment.disputed,
  payment_intent: payment.id,
  payment_method_details: { type: "card" },
});

export function viewIntent(payment: DirectPayment, expand: boolean) {
  const { id, amount, captured, currency, createdAt, failure, secret, orderId, orderName, tryId } = payment;
  const charge = expand ? viewCharge(payment) : tryId;
  return {
    id,
    object: "payment_intent",
    status: statuses[payment.status],
    amount,
    amount_received: captured,
    amount_capturable: 0,
    currency: currency.toLowerCase(),
    created: seconds(createdAt),
    client_secret: secret,
    description: orderName,
    livemode: false,
    metadata: { order_id: orderId },
    last_payment_error:
      failure === null
        ? null
        : { type: "card_error", code: "card_declined", decline_code: failure.toLowerCase() },
    latest_charge: tryId === null ? null : charge,
  };
}

export const viewRefund = (payment: DirectPayment, { id, amount, at, tag }: DirectRefund) => ({
  id,
  object: "refund",
  amount,
  created: seconds(at),
  currency: payment.currency.toLowerCase(),
  payment_intent: payment.id,
  status: "succeeded",
  metadata: tag === null ? {} : { refund_id: tag },
});

export const viewDispute = ({ id, disputeWon, currency, captured }: DirectPayment) => ({
  id: `du_${id}`,
  object: "dispute",
  amount: captured,
  currency: currency.toLowerCase(),
  payment_intent: id,
  status: disputeWon ? "won" : "needs_response",
});

function eventOf(payment: DirectPayment, change: Change): { type: string; object: object } {
  const intent = viewIntent(payment, false);
  const last = payment.refunds.at(-1);
  if (change === "refunded" && last) return { type: "refund.created", object: viewRefund(payment, last) };
  if (change === "disputed") {
    const object = {
      id: newId("du"),
      object: "dispute",
      payment_intent: payment.id,
      amount: payment.captured,
    };
    return { type: "charge.dispute.created", object };
  }
  const name = { paid: "succeeded", failed: "payment_failed", closed: "canceled", refunded: "succeeded" }[
    change
  ];
  return { type: `payment_intent.${name}`, object: intent };
}

export const stripe: Protocol = {
  name: "stripe",
  retentionMs: 24 * 60 * 60 * 1000,
  readKey: (header) => (header.length <= 255 ? header : null),
  isAuthorized: (header, secretKey) => header === `Bearer ${secretKey}`,
  refuse,
  trouble: (status) => ({
    status,
    body: {
      error: { type: status === 429 ? INVALID : "api_error", ...(status === 429 && { code: "rate_limit" }) },
    },
  }),
  spoil: (body, offset) =>
    "amount_received" in body ? { ...body, amount_received: Number(body.amount_received) + offset } : body,
  stub: stripeStub,
  returnOf: ({ id, secret }, refusal) => ({
    payment_intent: id,
    payment_intent_client_secret: secret,
    redirect_status: refusal === null ? "succeeded" : "failed",
  }),
  paymentKeyOf: ({ id }) => id,
  newTryId: () => newId("ch"),
  newRefundId: () => newId("re"),
  webhookOf(payment, change, now) {
    const { type, object } = eventOf(payment, change);
    const id = newId("evt");
    const event = { id, object: "event", created: seconds(now), type, livemode: false, data: { object } };
    return { id, body: JSON.stringify(event) };
  },
  maxRetries: 7,
  sign({ body }, secret, now) {
    const timestamp = seconds(now);
    const signature = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
    return { "stripe-signature": `t=${timestamp},v1=${signature}` };
  },
};
