import { type Static, Type } from "typebox";
import { StaffInCall } from "../../platform/audit-log/staff-in-calls.ts";
import { call, contract, event } from "../../platform/contract/contract.ts";
import { Language } from "../../platform/language.ts";
import { Money } from "../../platform/money.ts";
import { Closed, Line, Nothing, Nullable, Plain, Timestamp, Uuid } from "../../platform/schema.ts";
import { bankCodes } from "./contract/bank-names.ts";
import { CashReceipt, CashReceiptWish } from "./contract/cash-receipt.ts";

/** `sandbox` stands in for Toss Payments. `bank`: transfers to the account of the shop itself. */
export const Provider = Type.Union([
  Type.Literal("sandbox"),
  Type.Literal("toss"),
  Type.Literal("portone"),
  Type.Literal("stripe"),
  Type.Literal("bank"),
]);
export type ProviderName = Static<typeof Provider>;

/** What a shopper chooses; CARD: the first that the shop offers; TRANSFER: at once, from a bank account. */
export const PaymentMethod = Type.Union([
  Type.Literal("CARD"),
  Type.Literal("TOSS"),
  Type.Literal("PORTONE"),
  Type.Literal("STRIPE"),
  Type.Literal("TRANSFER"),
  Type.Literal("VIRTUAL_ACCOUNT"),
  Type.Literal("BANK_TRANSFER"),
]);
export type PaymentMethod = Static<typeof PaymentMethod>;

/** The data with which a shopper's browser opens the payment window. */
export const PaymentSession = Closed({
  provider: Provider,
  orderId: Type.String({ description: "the provider's name for this try, not our order's id" }),
  orderName: Type.String(),
  amount: Money,
  customerKey: Type.String(),
  clientKey: Type.Optional(Type.String({ description: "the shop's public key, or its store at PortOne" })),
  channelKey: Type.Optional(Type.String({ description: "PortOne's name for a payment company of the shop" })),
  clientSecret: Type.Optional(Type.String({ description: "with which the browser may pay this payment" })),
  customer: Type.Optional(Closed({ name: Type.String(), email: Type.String() })),
  stub: Type.Optional(Type.Boolean({ description: "the sandbox's stub of the provider's script opens it" })),
  windowUrl: Type.Optional(
    Type.String({ description: "the sandbox's payment window; the page that follows, where there is none" }),
  ),
  taxFreeAmount: Type.Optional(
    Type.Integer({ minimum: 1, description: "the tax-free part of the amount; absent: all of it is taxed" }),
  ),
  method: Type.Optional(
    Type.Literal("TRANSFER", { description: "what the window opens for; absent: cards and easy payments" }),
  ),
  depositHours: Type.Optional(
    Type.Integer({ description: "the window opens a virtual account, for so many hours" }),
  ),
  successUrl: Type.String(),
  failUrl: Type.String(),
  expiresAt: Timestamp,
});
export type PaymentSession = Static<typeof PaymentSession>;

/**
 * `ownerId`: the member that owns the order; null for a guest's order. `method` has to be offered. `earlier`:
 * the provider of the order's attempt before, which is used again if it is still offered.
 */
export const AttemptRequest = Closed({
  orderId: Uuid,
  ownerId: Type.Optional(Nullable(Uuid)),
  orderNumber: Type.String({ pattern: "^[A-Za-z0-9-]{4,50}$" }),
  orderName: Type.String({ minLength: 1 }),
  amount: Money,
  taxFree: Type.Optional(
    Type.Integer({ minimum: 0, description: "the tax-free part of the amount, minor units" }),
  ),
  customer: Closed({ name: Type.String(), email: Type.String() }),
  language: Language,
  expiresAt: Timestamp,
  method: Type.Optional(PaymentMethod),
  earlier: Type.Optional(Provider),
  cashReceipt: Type.Optional(CashReceiptWish),
});
export type AttemptRequest = Static<typeof AttemptRequest>;

/** Where a shopper transfers the money. */
export const Deposit = Closed({
  bank: Type.String({ description: "its name" }),
  accountNumber: Type.String(),
  holder: Nullable(Type.String()),
  dueAt: Timestamp,
});

/** The shopper's account, to which a deposit is paid back. */
export const RefundAccount = Closed({
  bank: Type.Enum([...bankCodes], { description: "the code of the bank" }),
  accountNumber: Plain("^[0-9]{6,20}$", { description: "digits" }),
  holder: Line(60),
});
export type RefundAccount = Static<typeof RefundAccount>;

/** An attempt as other modules see it. `confirming`: the result is unknown yet; ask again. */
export const AttemptView = Closed({
  attemptId: Uuid,
  orderId: Uuid,
  number: Type.Optional(
    Type.Integer({ description: "of the order's attempts, from 1, rising; older answers have none" }),
  ),
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
  deposit: Type.Optional({ ...Deposit, description: "of a payment by deposit" }),
});
export type AttemptView = Static<typeof AttemptView>;

export const RefundView = Closed({
  id: Uuid,
  attemptId: Uuid,
  at: Timestamp,
  reason: Type.String(),
  amount: Type.Integer({ description: "minor units" }),
  taxFree: Type.Integer({ description: "the tax-free part of the amount" }),
  status: Type.Enum(["waiting", "requested", "succeeded", "failed", "withdrawn"], {
    description: "waiting: for the approval of another member of staff; withdrawn: by staff, for good",
  }),
  failure: Nullable(Type.String({ description: "the provider's code" })),
  approved: Type.Optional(Type.Boolean({ description: "a second person has approved it" })),
});
export type RefundView = Static<typeof RefundView>;

/** The steps of a refund after it was asked for; `asked`: once more, after it had failed. */
const refundSteps = [
  ...(["waiting", "asked", "approved", "rejected", "failed", "succeeded", "withdrawn"] as const),
] as const;
export type RefundStep = (typeof refundSteps)[number];
/** A member of the staff or an API key, its name masked. */
const StaffRef = Closed({ kind: Type.Enum(["staff", "key"]), id: Type.String(), name: Type.String() });
const RefundMoved = Closed({
  orderId: Uuid,
  refundId: { ...Uuid, description: "of payments: one that is asked for again has another" },
  reason: Type.String(),
  step: Type.Enum([...refundSteps]),
  wasApproved: Type.Boolean({ description: "a second person has approved it" }),
  by: Nullable({ ...StaffRef, description: "who decided, gave it up, or asked for it once more" }),
  decision: Nullable(Type.String({ description: "why it was rejected or withdrawn" })),
});
export type RefundMoved = Static<typeof RefundMoved>;

/** What money goes back for: canceled pieces, a return, staff, and what came too late for its order. */
export const refundPurposes = ["CANCEL", "RETURN", "STAFF", "LATE"] as const;
type RefundPurpose = (typeof refundPurposes)[number];

/** The reason that a refund is known by, once per attempt. Late money is booked in no order. */
export const LATE_REASON: RefundPurpose = "LATE";
export const refundReason = ({ id, kind }: { readonly id: string; readonly kind: string }): string =>
  `${kind.toUpperCase()} ${id}`;

/** `purpose` null: a newer version has it. `refundId`: of the order; null: late money. */
export function readRefundReason(reason: string): { purpose: RefundPurpose | null; refundId: string | null } {
  const [word, refundId = null] = reason.split(" ");
  return { purpose: refundPurposes.find((each) => each === word) ?? null, refundId };
}

const AttemptRef = Closed({ attemptId: Uuid });
const BeginConfirmOutput = Closed({
  attempt: AttemptView,
  claimed: Type.Boolean({ description: "false: another request is confirming it, or it is over" }),
});

/**
 * What other modules may call, and the events they may subscribe to. An order is paid in attempts, of which
 * at most one is live.
 */
export const payments = contract(
  "payments",
  {
    /**
     * Opens an attempt, or returns the live one. Throws PAYMENT_METHOD_UNAVAILABLE, and PEER_UNAVAILABLE when
     * the provider cannot open it now.
     */
    openAttempt: call({
      input: AttemptRequest,
      output: PaymentSession,
      retry: "safe",
      deadlineMs: 35_000,
    }),
    /**
     * The shopper came back from the window: checks owner and amount, and marks the attempt CONFIRMING. The
     * caller then calls `confirm` or `cancelConfirm`. `memberId`: the signed-in member; null without a
     * sign-in, as in a browser that a payment app opened. Throws AMOUNT_MISMATCH, PAYMENT_NOT_FOUND, and
     * NOT_FOUND for another member's attempt.
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
    /** Asks the provider to capture the money. Returns `confirming` when the answer is not definite. */
    confirm: call({ input: AttemptRef, output: AttemptView, retry: "safe", deadlineMs: 45_000 }),
    /** Ends an attempt before the provider was asked to capture. */
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
    /**
     * Closes the order's attempt if no money moved. `open`: money moved or may move: keep the order open.
     * `onlyDue`: a deposit that is not due yet stays possible.
     */
    closeAttempt: call({
      input: Closed({ orderId: Uuid, onlyDue: Type.Optional(Type.Boolean()) }),
      output: Closed({ open: Type.Boolean() }),
      retry: "safe",
      deadlineMs: 35_000,
    }),
    /** The order accepts money that came too late. Throws PAYMENT_MISMATCH. */
    acceptLateMoney: call({ input: AttemptRef, output: Nothing, retry: "safe" }),
    /**
     * Refunds an amount of an attempt's money, once per reason: no more than is left, and all of it without
     * an amount. The tax-free part is moved to where both parts of the rest cover it. A consumer repeats it
     * until it is done. `staffId`: who asked for it; above the limit of the
     * shop's settings another member of staff has to approve it.
     */
    requestRefund: call({
      input: Closed({
        attemptId: Uuid,
        reason: Type.String({ maxLength: 200 }),
        amount: Type.Optional(Type.Integer({ minimum: 1, description: "minor units" })),
        taxFree: Type.Optional(Type.Integer({ minimum: 0, description: "its tax-free part" })),
        staffId: Type.Optional(Uuid),
      }),
      output: Closed({
        isBack: Type.Optional(
          Type.Boolean({ description: "nothing was asked for: the shopper has all of the money already" }),
        ),
      }),
      retry: "safe",
    }),
    /**
     * Staff give a refund up that waits for an approval or was refused: it is never asked for again. A repeat
     * changes nothing. Throws WRONG_PAYMENT_STATE where it is with the provider, or done, and NOT_FOUND.
     */
    withdrawRefund: call({
      input: Closed({
        orderId: Uuid,
        reason: Type.String({ maxLength: 200, description: "what it is for, as its request named it" }),
        why: Type.String(),
        by: StaffInCall,
      }),
      output: Closed({ refundId: Uuid }),
      retry: "safe",
    }),
    /** Refunds of an order's attempts, the oldest first. `failed`: the provider refused it. */
    refundsOf: call({
      input: Closed({ orderId: Uuid }),
      output: Type.Array(RefundView),
      retry: "safe",
    }),
    /**
     * Asks again for each refund of an order that was refused. A repeat finds none to retry. What was not
     * approved before waits for a member of staff other than `staffId`. Each step that follows names `by`.
     */
    retryRefunds: call({
      input: Closed({ orderId: Uuid, staffId: Type.Optional(Uuid), by: Type.Optional(StaffInCall) }),
      output: Closed({ retried: Type.Integer() }),
      retry: "safe",
    }),
    /** Stores where deposits of an order are paid back to, and asks again for refunds that wait for it. */
    storeRefundAccount: call({
      input: Closed({ orderId: Uuid, account: RefundAccount }),
      output: Nothing,
      retry: "safe",
    }),
    /** Whether a deposit of the order has come, and where it would be paid back to is not known. */
    needsRefundAccount: call({
      input: Closed({ orderId: Uuid }),
      output: Closed({ needed: Type.Boolean() }),
      retry: "safe",
    }),
    /** The cash receipt of an order that is paid by transfer, or what it will be; null: there is none. */
    receiptOf: call({
      input: Closed({ orderId: Uuid }),
      output: Closed({ receipt: Nullable(CashReceipt) }),
      retry: "safe",
    }),
    /** Forgets the numbers that buyers of these orders gave for cash receipts. */
    forgetReceiptNumbers: call({
      input: Closed({ orderIds: Type.Array(Uuid, { maxItems: 500 }) }),
      output: Nothing,
      retry: "safe",
    }),
    /**
     * Sums of captured and refunded money, minor units, for audits. `reserved`: refunded, or requested and
     * not refused by the provider. What a second person has rejected stays with staff, who may ask again.
     */
    totals: call({
      input: Closed({ orderIds: Type.Array(Uuid, { maxItems: 500 }) }),
      output: Type.Array(
        Closed({
          orderId: Uuid,
          captured: Type.Integer(),
          refunded: Type.Integer(),
          reserved: Type.Integer(),
          orphaned: Type.Integer(),
          settled: Type.Optional(
            Type.Integer({ description: "of `refunded`: by refunds that were requested here" }),
          ),
        }),
      ),
      retry: "safe",
    }),
    /** Attempts that were opened since then and have failed, and refunds that are not carried out yet. */
    countForStaff: call({
      input: Closed({ since: Timestamp }),
      output: Closed({ failed: Type.Integer(), openRefunds: Type.Integer() }),
      retry: "safe",
    }),
  },
  {
    routes: ["/api/v1/payments/webhooks", "/api/v1/payments/methods", "/api/v1/admin/payments"],
    events: {
      /** Money for an order arrived. */
      paid: event({ version: 1, payload: Closed({ attemptId: Uuid, orderId: Uuid }) }),
      /** An attempt is dead: the provider refused it, or its confirm was canceled. Money may come late. */
      declined: event({ version: 1, payload: Closed({ attemptId: Uuid, orderId: Uuid }) }),
      /** The shopper was told where to transfer the money. */
      depositAwaited: event({ version: 1, payload: Closed({ attemptId: Uuid, orderId: Uuid }) }),
      /** The bank took a deposit back: the order is not paid any more. */
      depositReversed: event({ version: 1, payload: Closed({ attemptId: Uuid, orderId: Uuid }) }),
      /** A refund is to be carried out at the provider. */
      refundRequested: event({ version: 1, payload: Closed({ refundId: Uuid }) }),
      /** A refund waits for a second person, was decided on, or is over. Events may overtake each other. */
      refundMoved: event({ version: 1, payload: RefundMoved }),
      /** A provider says that something changed. */
      webhookReceived: event({
        version: 1,
        payload: Closed({ provider: Provider, providerOrderId: Type.String() }),
      }),
    },
  },
);

export type PaymentError =
  | "NOT_FOUND"
  | "AMOUNT_MISMATCH"
  | "PAYMENT_NOT_FOUND"
  | "PAYMENT_MISMATCH"
  | "PAYMENT_METHOD_UNAVAILABLE"
  | "WRONG_PAYMENT_STATE"
  | "OWN_REFUND"
  | "SIGNATURE_INVALID";
