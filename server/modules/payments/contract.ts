import { type Static, Type } from "typebox";
import { call, contract, event } from "../../platform/contract/contract.ts";
import { Language } from "../../platform/language.ts";
import { Money } from "../../platform/money.ts";
import { Closed, Nothing, Nullable, Timestamp, Uuid } from "../../platform/schema.ts";

export const Provider = Type.Union([Type.Literal("sandbox"), Type.Literal("toss")]);

/** What a shopper's browser needs to open the payment window. */
export const PaymentSession = Closed({
  provider: Provider,
  orderId: Type.String({ description: "the provider's name for this try, not our order's id" }),
  orderName: Type.String(),
  amount: Money,
  customerKey: Type.String(),
  clientKey: Type.Optional(Type.String()),
  windowUrl: Type.Optional(Type.String({ description: "the sandbox's payment window" })),
  successUrl: Type.String(),
  failUrl: Type.String(),
  expiresAt: Timestamp,
});
export type PaymentSession = Static<typeof PaymentSession>;

/** `ownerId`: the member whose order it is; null for a guest's. */
export const AttemptRequest = Closed({
  orderId: Uuid,
  ownerId: Type.Optional(Nullable(Uuid)),
  orderNumber: Type.String({ pattern: "^[A-Za-z0-9-]{4,50}$" }),
  orderName: Type.String({ minLength: 1 }),
  amount: Money,
  customer: Closed({ name: Type.String(), email: Type.String() }),
  language: Language,
  expiresAt: Timestamp,
});
export type AttemptRequest = Static<typeof AttemptRequest>;

/** How an attempt stands. `confirming`: nobody knows yet; ask again. */
export const AttemptView = Closed({
  attemptId: Uuid,
  orderId: Uuid,
  provider: Provider,
  status: Type.Enum([
    "ready",
    "confirming",
    "awaiting_deposit",
    "paid",
    "partially_refunded",
    "refunded",
    "failed",
    "expired",
    "canceled",
  ]),
  amount: Money,
  captured: Type.Integer(),
  refunded: Type.Integer(),
  orphan: Type.Boolean({
    description: "the money came too late or is not the agreed sum: it pays nothing by itself",
  }),
  method: Nullable(Type.String()),
  approvedAt: Nullable(Timestamp),
  failure: Nullable(Closed({ code: Type.String(), message: Type.String() })),
});
export type AttemptView = Static<typeof AttemptView>;

const AttemptRef = Closed({ attemptId: Uuid });
const BeginConfirmOutput = Closed({
  attempt: AttemptView,
  claimed: Type.Boolean({ description: "false: another request is confirming it, or it is over" }),
});

/** What others may ask about payments. An order is paid in attempts, of which at most one is alive. */
export const payments = contract(
  "payments",
  {
    /** Starts an attempt, or answers the live one. */
    openAttempt: call({ input: AttemptRequest, output: PaymentSession, retry: "safe" }),
    /**
     * The shopper came back from the window: checks owner and amount and marks the attempt as being confirmed. The caller
     * then either completes or abandons it. `memberId`: who asks, null for somebody who is not signed in, as a browser may be
     * that an app of the provider opened. Throws AMOUNT_MISMATCH, PAYMENT_NOT_FOUND, and NOT_FOUND for another member's.
     */
    beginConfirm: call({
      input: Closed({
        provider: Provider,
        providerOrderId: Type.String(),
        paymentKey: Type.String(),
        amount: Money,
        memberId: Type.Optional(Nullable(Uuid)),
      }),
      output: BeginConfirmOutput,
      retry: "safe",
    }),
    /** Asks the provider to take the money. Answers `confirming` when the provider's answer is not definite. */
    confirm: call({ input: AttemptRef, output: AttemptView, retry: "safe", deadlineMs: 45_000 }),
    /** Gives an attempt up before the provider was asked. */
    cancelConfirm: call({
      input: Closed({ attemptId: Uuid, code: Type.String() }),
      output: Nothing,
      retry: "safe",
      deadlineMs: 35_000,
    }),
    getAttempt: call({ input: AttemptRef, output: AttemptView, retry: "safe" }),
    /** The latest attempt of each order. */
    latestAttempts: call({
      input: Closed({ orderIds: Type.Array(Uuid, { maxItems: 500 }) }),
      output: Type.Array(AttemptView),
      retry: "safe",
    }),
    /** Ends the order's attempt if no money moved. `open`: money moved or may still move, so the order must not be given up. */
    closeAttempt: call({
      input: Closed({ orderId: Uuid }),
      output: Closed({ open: Type.Boolean() }),
      retry: "safe",
      deadlineMs: 35_000,
    }),
    /** The order takes money that came too late after all. */
    acceptLateMoney: call({ input: AttemptRef, output: Nothing, retry: "safe" }),
    /** Gives back what is left of an attempt's money, once per reason; carried out by a job until it is done. */
    requestRefund: call({
      input: Closed({ attemptId: Uuid, reason: Type.String({ maxLength: 200 }) }),
      output: Nothing,
      retry: "safe",
    }),
    /** Sums of captured and refunded money, minor units, for audits. */
    totals: call({
      input: Closed({ orderIds: Type.Array(Uuid, { maxItems: 500 }) }),
      output: Type.Array(
        Closed({
          orderId: Uuid,
          captured: Type.Integer(),
          refunded: Type.Integer(),
          orphaned: Type.Integer(),
        }),
      ),
      retry: "safe",
    }),
  },
  {
    routes: ["/api/v1/payments/webhooks"],
    events: {
      /** Money for an order arrived. */
      paid: event({ version: 1, payload: Closed({ attemptId: Uuid, orderId: Uuid }) }),
      /** A refund is to be carried out at the provider. */
      refundRequested: event({ version: 1, payload: Closed({ refundId: Uuid }) }),
      /** A provider says that something changed. */
      webhookReceived: event({
        version: 1,
        payload: Closed({ provider: Provider, providerOrderId: Type.String() }),
      }),
    },
  },
);

export type PaymentError = "NOT_FOUND" | "AMOUNT_MISMATCH" | "PAYMENT_NOT_FOUND" | "PAYMENT_MISMATCH";
