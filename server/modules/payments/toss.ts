/**
 * Toss Payments core API v1 (API version 2022-11-16). The sandbox speaks the same protocol.
 *
 * Always: money moves only when our server confirms or cancels, and each of these requests has an idempotency
 * key, so that a repeat is safe. A response that we cannot read is `unclear`, never a refusal.
 * How: `ask` makes one HTTP request with a time limit. `understand` sorts the response by HTTP status and
 * error code into the four kinds of `ProviderAnswer`. No response within the limit is `unclear` (NO_ANSWER).
 */
import { createHash } from "node:crypto";
import { type Static, Type } from "typebox";
import { Compile } from "typebox/compile";
import type { Send } from "../../platform/http/send.ts";
import type { Snapshot } from "./attempt.ts";
import { bankName } from "./contract/bank-names.ts";
import type { RefundAccount } from "./contract.ts";
import type { PaymentProvider, PaymentRef, ProviderAnswer } from "./provider.ts";
import {
  ask,
  HOUR_MS,
  isUncertain,
  NO_ANSWER,
  type ProviderResponse,
  unclear,
  unreadable,
} from "./provider-http.ts";
import { listMovements } from "./toss-movements.ts";
import { tossReceipts } from "./toss-receipts.ts";
import { tossSession, type WindowSettings } from "./toss-session.ts";

export interface TossSettings extends WindowSettings {
  readonly name: "sandbox" | "toss";
  readonly apiUrl: string;
  readonly secretKey: string;
  readonly timeoutMs: number;
}

/** The part of a Toss `Payment` that we read; the rest may change. */
const Payment = Type.Object({
  paymentKey: Type.String(),
  orderId: Type.String(),
  status: Type.String(),
  currency: Type.String(),
  totalAmount: Type.Integer({ minimum: 1 }),
  method: Type.Union([Type.String(), Type.Null()]),
  approvedAt: Type.Union([Type.String(), Type.Null()]),
  cancels: Type.Union([
    Type.Null(),
    Type.Array(
      Type.Object({
        transactionKey: Type.String(),
        cancelAmount: Type.Integer(),
        canceledAt: Type.String(),
        cancelStatus: Type.Optional(Type.String()),
      }),
    ),
  ]),
  secret: Type.Optional(Type.Union([Type.Null(), Type.String()])),
  virtualAccount: Type.Optional(
    Type.Union([
      Type.Null(),
      Type.Object({
        accountNumber: Type.String(),
        bankCode: Type.String(),
        dueDate: Type.String(),
        expired: Type.Optional(Type.Boolean()),
      }),
    ]),
  ),
  failure: Type.Optional(
    Type.Union([Type.Null(), Type.Object({ code: Type.String(), message: Type.String() })]),
  ),
});
const Refusal = Type.Object({ code: Type.String(), message: Type.String() });
const OrderId = Type.String({ pattern: "^[A-Za-z0-9_=-]{6,64}$" });
const Webhook = Type.Union([
  Type.Object({ data: Type.Object({ orderId: OrderId }) }),
  Type.Object({ orderId: OrderId, secret: Type.String() }),
]);

// Compiled once: every payment passes here.
const isPayment = Compile(Payment);
const isRefusal = Compile(Refusal);
const isWebhook = Compile(Webhook);

/** A map: no word of the language, such as `constructor`, is a status. */
const statuses: ReadonlyMap<string, Snapshot["status"]> = new Map([
  ["READY", "ready"],
  ["IN_PROGRESS", "in_progress"],
  ["WAITING_FOR_DEPOSIT", "awaiting_deposit"],
  ["DONE", "captured"],
  ["PARTIAL_CANCELED", "captured"],
  ["CANCELED", "canceled"],
  ["ABORTED", "failed"],
  ["EXPIRED", "expired"],
]);

/** 400s after which money may have moved all the same. */
const UNCLEAR = new Set([
  "PROVIDER_ERROR",
  "ALREADY_PROCESSED_PAYMENT",
  "ALREADY_PROCESSING_REQUEST",
  "IDEMPOTENT_REQUEST_PROCESSING",
]);
/** The provider does not accept our credentials. */
const OUR_FAULT = new Set(["INVALID_API_KEY", "UNAUTHORIZED_KEY", "INCORRECT_BASIC_AUTH_FORMAT"]);
/** The payment does not exist, or the request does not fit it. */
const ABSENT = new Set([
  "NOT_FOUND_PAYMENT_SESSION",
  "NOT_FOUND_PAYMENT",
  "NOT_FOUND",
  "INVALID_REQUEST",
  "INVALID_PAYMENT_KEY",
  "FORBIDDEN_REQUEST",
]);

const WINDOW_HOSTS = ["https://*.tosspayments.com"];

export function tossProvider(settings: TossSettings, send: Send): PaymentProvider {
  const authorization = `Basic ${Buffer.from(`${settings.secretKey}:`).toString("base64")}`;

  async function call(
    method: "GET" | "POST",
    path: string,
    body: object | null,
    idempotencyKey: string | null,
  ): Promise<ProviderAnswer> {
    const response = await ask(send, {
      method,
      url: new URL(settings.apiUrl + path),
      headers: {
        authorization,
        ...(body ? { "content-type": "application/json" } : {}),
        ...(idempotencyKey ? { "idempotency-key": idempotencyKey } : {}),
      },
      body: body ? JSON.stringify(body) : "",
      timeoutMs: settings.timeoutMs,
    });
    return response === null ? NO_ANSWER : understand(response);
  }

  const find = ({ providerOrderId }: PaymentRef) =>
    call("GET", `/v1/payments/orders/${encodeURIComponent(providerOrderId)}`, null, null);

  return {
    name: settings.name,
    capturesAlone: false,
    takesTransfers: true,
    ...(settings.windowUrl === undefined && { windowHosts: WINDOW_HOSTS }),
    refundKeyMs: 14 * 24 * HOUR_MS,
    open: async (request) => ({
      kind: "opened",
      session: tossSession(settings, request, request.providerOrderId),
      openedKey: null,
    }),
    confirm: ({ attemptId, paymentKey, providerOrderId, amount }) =>
      call(
        "POST",
        "/v1/payments/confirm",
        { paymentKey, orderId: providerOrderId, amount },
        // With the payment key: the stored refusal of a wrong key must not be returned for the right one.
        `confirm:${attemptId}:${paymentKey}`,
      ),
    find,
    cancel: ({ refundId, paymentKey, amount, taxFree, reason, account }) =>
      call(
        "POST",
        cancelPath(paymentKey),
        {
          cancelReason: reason,
          cancelAmount: amount,
          ...(taxFree > 0 && { taxFreeAmount: taxFree }),
          ...(account && { refundReceiveAccount: asReceiver(account) }),
        },
        `cancel:${refundId}`,
      ),
    async endDeposit(payment) {
      const { paymentKey, amount } = payment;
      if (paymentKey === null) return find(payment);
      const body = { cancelReason: "NOT_DEPOSITED", cancelAmount: amount };
      const answer = await call("POST", cancelPath(paymentKey), body, `end:${paymentKey}`);
      // Deposited, canceled or expired before: the payment tells.
      return answer.kind === "refused" || answer.kind === "absent" ? find(payment) : answer;
    },
    receipts: tossReceipts(settings, authorization, send),
    listMovements: (from, to) => listMovements(settings, authorization, send, from, to),
    readWebhook({ headers, body }) {
      if (!isWebhook.Check(body)) return { kind: "unused" };
      const transmission = headers["tosspayments-webhook-transmission-id"];
      return {
        kind: "taken",
        eventId: typeof transmission === "string" ? transmission.slice(0, 200) : sha256(JSON.stringify(body)),
        about: { providerOrderId: "data" in body ? body.data.orderId : body.orderId },
        ...("secret" in body && { secret: body.secret }),
      };
    },
  };
}

/** Sorts a response by its error code and HTTP status. A response that cannot be read is `unclear`. */
export function understand({ status, json }: ProviderResponse): ProviderAnswer {
  if (status === 200 && isPayment.Check(json)) return fromPayment(json);
  if (!isRefusal.Check(json)) return unreadable(status);
  const { code, message } = json;
  if (isUncertain(status) || UNCLEAR.has(code)) return unclear(code, message);
  // Our API keys are wrong: no money moved, but the shopper's payment is not refused.
  if (status === 401 || OUR_FAULT.has(code)) return unclear(code, message);
  return { kind: ABSENT.has(code) ? "absent" : "refused", code, message };
}

const cancelPath = (paymentKey: string): string => `/v1/payments/${encodeURIComponent(paymentKey)}/cancel`;
const asReceiver = ({ bank, accountNumber, holder }: RefundAccount) => ({
  bank,
  accountNumber,
  holderName: holder,
});

/** A virtual account that takes no deposit any more waits on: Toss has no other status for it. */
function statusOf({ status, virtualAccount }: Static<typeof Payment>): Snapshot["status"] | undefined {
  const known = statuses.get(status);
  return known === "awaiting_deposit" && virtualAccount?.expired ? "expired" : known;
}

function fromPayment(payment: Static<typeof Payment>): ProviderAnswer {
  const status = statusOf(payment);
  if (!status) return unclear("UNKNOWN_STATUS", payment.status);
  const { virtualAccount, secret = null } = payment;
  const done = (payment.cancels ?? []).filter(
    ({ cancelStatus }) => cancelStatus === undefined || cancelStatus === "DONE",
  );
  return {
    kind: "snapshot",
    snapshot: {
      paymentKey: payment.paymentKey,
      providerOrderId: payment.orderId,
      status,
      amount: payment.totalAmount,
      currency: payment.currency,
      method: payment.method,
      approvedAt: payment.approvedAt,
      refunds: done.map(({ transactionKey, cancelAmount, canceledAt }) => ({
        reference: transactionKey,
        amount: cancelAmount,
        at: canceledAt,
      })),
      failure: payment.failure ?? null,
      ...(virtualAccount && {
        deposit: {
          bank: bankName(virtualAccount.bankCode),
          accountNumber: virtualAccount.accountNumber,
          holder: null,
          dueAt: virtualAccount.dueDate,
          secret,
        },
      }),
    },
  };
}

/** The event id of a webhook without a transmission id: the same body is the same event. */
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
