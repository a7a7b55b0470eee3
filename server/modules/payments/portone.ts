/**
 * PortOne v2: one API in front of many Korean payment companies. Source: npm @portone/server-sdk 0.19.0.
 *
 * Always: the sum is fixed at PortOne before the window opens (`pre-register`), under our name for the
 * attempt. Money moves when the shopper agrees; our confirm only reads. A payment can be read by our name at
 * any time, so webhooks are thin: signed, and a hint to read.
 * How: `read` gets a payment. A refund names the balance that it expects; PortOne refuses another one, so two
 * refunds that know nothing of each other cannot both pass.
 * A failed try is no end: the shopper may try again in the same window. Only our confirm calls it refused.
 */
import { type Static, Type } from "typebox";
import { Compile } from "typebox/compile";
import type { Send } from "../../platform/http/send.ts";
import type { Snapshot } from "./attempt.ts";
import { listPortoneMovements } from "./portone-movements.ts";
import { portoneReceipts } from "./portone-receipts.ts";
import type { ConfirmRequest, OpenRequest, OpenResult, PaymentProvider, ProviderAnswer } from "./provider.ts";
import { ask, isUncertain, NO_ANSWER, type ProviderResponse, unclear, unreadable } from "./provider-http.ts";
import { hasStandardSignature } from "./signatures.ts";
import { hostsOf, type WindowOpener, windowSession } from "./window-session.ts";

export interface PortoneSettings {
  readonly apiUrl: string;
  readonly apiSecret: string;
  readonly webhookSecret: string;
  readonly storeId: string;
  readonly publicUrl: string;
  /** PortOne's name for the payment company that the shop has a contract with. */
  readonly channelKey: string;
  readonly opener: WindowOpener;
  /** The hosts of that payment company. */
  readonly companyHosts: readonly string[];
  readonly timeoutMs: number;
}

/** The part of a payment that we read; the rest may change. */
const Payment = Type.Object({
  id: Type.String(),
  transactionId: Type.Optional(Type.String()),
  status: Type.String(),
  currency: Type.String(),
  amount: Type.Object({ total: Type.Integer({ minimum: 1 }) }),
  paidAt: Type.Optional(Type.String()),
  method: Type.Optional(Type.Object({ type: Type.String() })),
  failure: Type.Optional(
    Type.Object({ reason: Type.Optional(Type.String()), pgCode: Type.Optional(Type.String()) }),
  ),
  cancellations: Type.Optional(
    Type.Array(
      Type.Object({
        status: Type.String(),
        id: Type.String(),
        totalAmount: Type.Integer(),
        requestedAt: Type.String(),
        cancelledAt: Type.Optional(Type.String()),
      }),
    ),
  ),
});
type Payment = Static<typeof Payment>;
const Refusal = Type.Object({ type: Type.String(), message: Type.Optional(Type.String()) });
const Webhook = Type.Object({
  type: Type.String({ pattern: "^Transaction\\." }),
  data: Type.Object({ paymentId: Type.String({ pattern: "^[A-Za-z0-9_-]{6,64}$" }) }),
});

const isPayment = Compile(Payment);
const isRefusal = Compile(Refusal);
const isWebhook = Compile(Webhook);
const isFailedCancel = Compile(
  Type.Object({ cancellation: Type.Object({ status: Type.Literal("FAILED") }) }),
);

/** A map: no word of the language, such as `constructor`, is a status. */
const statuses: ReadonlyMap<string, Snapshot["status"]> = new Map([
  ["READY", "ready"],
  ["PENDING", "processing"],
  ["VIRTUAL_ACCOUNT_ISSUED", "awaiting_deposit"],
  ["PAID", "captured"],
  ["FAILED", "ready"],
  ["PARTIAL_CANCELLED", "captured"],
  ["CANCELLED", "canceled"],
]);
const methods: ReadonlyMap<string, string> = new Map([
  ["PaymentMethodCard", "CARD"],
  ["PaymentMethodTransfer", "TRANSFER"],
  ["PaymentMethodVirtualAccount", "VIRTUAL_ACCOUNT"],
  ["PaymentMethodEasyPay", "EASY_PAY"],
  ["PaymentMethodMobile", "MOBILE_PHONE"],
  ["PaymentMethodGiftCertificate", "GIFT_CERTIFICATE"],
]);
/** 4xx answers after which the request is worth repeating. */
const UNCLEAR = new Set(["IDEMPOTENCY_OUTSTANDING_REQUEST", "CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN"]);

/** PortOne's script calls its older domain, too. */
const WINDOW_HOSTS = ["https://*.portone.io", "https://*.iamport.co", "https://*.iamport.kr"];

export function portoneProvider(settings: PortoneSettings, send: Send): PaymentProvider {
  const { apiUrl, apiSecret, storeId, timeoutMs } = settings;

  function call(
    method: "GET" | "POST",
    [paymentId, action]: readonly [paymentId: string, action: string],
    body: object | null = null,
    idempotencyKey = "",
  ): Promise<ProviderResponse | null> {
    return ask(send, {
      method,
      url: new URL(`${apiUrl}/payments/${encodeURIComponent(paymentId)}${action}`),
      headers: {
        authorization: `PortOne ${apiSecret}`,
        ...(body ? { "content-type": "application/json" } : {}),
        // A string of RFC 8941: in double quotes, 16 characters or more.
        ...(idempotencyKey ? { "idempotency-key": `"${idempotencyKey}"` } : {}),
      },
      body: body ? JSON.stringify(body) : "",
      timeoutMs,
    });
  }

  const list = (requestBody: object): Promise<ProviderResponse | null> => {
    const url = new URL(`${apiUrl}/payments`);
    url.search = new URLSearchParams({ requestBody: JSON.stringify(requestBody) }).toString();
    const headers = { authorization: `PortOne ${apiSecret}` };
    return ask(send, { method: "GET", url, headers, body: "", timeoutMs });
  };

  const read = async (providerOrderId: string) => understand(await call("GET", [providerOrderId, ""]));

  async function open(request: OpenRequest): Promise<OpenResult> {
    const { providerOrderId, attemptId, amount, taxFree, method } = request;
    const body = {
      ...{ storeId, totalAmount: amount.amount, currency: amount.currency },
      ...(taxFree && { taxFreeAmount: taxFree }),
    };
    const key = `pre-register:${attemptId}`;
    const response = await call("POST", [providerOrderId, "/pre-register"], body, key);
    if (response?.status !== 200) return { kind: "failed", code: codeOf(response) };
    const session = windowSession(
      { ...settings, provider: "portone" },
      request,
      { payment: providerOrderId, key: storeId, ...(method === "TRANSFER" && { method }) },
      { clientKey: storeId, channelKey: settings.channelKey, customer: request.customer },
    );
    return { kind: "opened", session, openedKey: null };
  }

  async function confirm({ providerOrderId, paymentKey }: ConfirmRequest): Promise<ProviderAnswer> {
    const response = await call("GET", [providerOrderId, ""]);
    const answer = understand(response);
    if (answer.kind !== "snapshot") return answer;
    const { snapshot } = answer;
    // The key of the shopper's try is secret, and our name for the payment is not.
    if (snapshot.paymentKey !== paymentKey) return { kind: "absent", code: "PAYMENT_KEY", message: "" };
    if (snapshot.failure !== null) return { kind: "refused", ...snapshot.failure };
    if (snapshot.status === "ready") return { kind: "absent", code: "NOT_PAID", message: "" };
    return answer;
  }

  return {
    name: "portone",
    capturesAlone: true,
    takesTransfers: true,
    ...hostsOf(settings.opener, [...WINDOW_HOSTS, ...settings.companyHosts]),
    // PortOne keeps a key for 3 h, but the request names the balance, which other refunds change: a repeat
    // may be another request. So the payment is always read first.
    refundKeyMs: 0,
    open,
    confirm,
    find: ({ providerOrderId }) => read(providerOrderId),
    async cancel({ refundId, providerOrderId, amount, taxFree, balance, reason }) {
      const body = {
        ...{ storeId, reason, amount, currentCancellableAmount: balance },
        ...(taxFree > 0 && { taxFreeAmount: taxFree }),
      };
      const key = `refund:${refundId}:${balance}`;
      const response = await call("POST", [providerOrderId, "/cancel"], body, key);
      if (response?.status !== 200) return refusalOf(response);
      if (isFailedCancel.Check(response.json)) return { kind: "refused", code: "CANCEL_FAILED", message: "" };
      // The answer shows the cancel alone; the payment has all of them.
      return read(providerOrderId);
    },
    receipts: portoneReceipts(settings, send),
    listMovements: (from, to) => listPortoneMovements(list, from, to),
    readWebhook(webhook) {
      if (!hasStandardSignature(webhook, settings.webhookSecret)) return { kind: "forged" };
      if (!isWebhook.Check(webhook.body)) return { kind: "unused" };
      const eventId = String(webhook.headers["webhook-id"]).slice(0, 200);
      return { kind: "taken", eventId, about: { providerOrderId: webhook.body.data.paymentId } };
    },
  };
}

function understand(response: ProviderResponse | null): ProviderAnswer {
  if (response?.status !== 200) return refusalOf(response);
  return isPayment.Check(response.json) ? fromPayment(response.json) : unreadable(response.status);
}

const codeOf = (response: ProviderResponse | null): string =>
  response && isRefusal.Check(response.json) ? response.json.type : "NO_ANSWER";

function refusalOf(response: ProviderResponse | null): ProviderAnswer {
  if (response === null) return NO_ANSWER;
  const { status, json } = response;
  if (!isRefusal.Check(json)) return unreadable(status);
  const { type: code, message = "" } = json;
  if (code === "PAYMENT_NOT_FOUND") return { kind: "absent", code, message };
  // Conflicts are decisions here, except those that pass.
  if (status === 409 && !UNCLEAR.has(code)) return { kind: "refused", code, message };
  // With a wrong secret no money moved, but the shopper's payment is not refused.
  if (isUncertain(status) || status === 401 || status === 403) return unclear(code, message);
  return { kind: "refused", code, message };
}

function fromPayment(payment: Payment): ProviderAnswer {
  const status = statuses.get(payment.status);
  if (!status) return unclear("UNKNOWN_STATUS", payment.status);
  const done = (payment.cancellations ?? []).filter((each) => each.status === "SUCCEEDED");
  const { reason = "", pgCode = "" } = payment.failure ?? {};
  const method = payment.method?.type;
  return {
    kind: "snapshot",
    snapshot: {
      paymentKey: payment.transactionId ?? "",
      providerOrderId: payment.id,
      status,
      amount: payment.amount.total,
      currency: payment.currency,
      method: method === undefined ? null : (methods.get(method) ?? null),
      approvedAt: payment.paidAt ?? null,
      refunds: done.map(({ id, totalAmount, requestedAt, cancelledAt = requestedAt }) => ({
        reference: id,
        amount: totalAmount,
        at: cancelledAt,
      })),
      // Each payment company has codes of its own: they are for staff.
      failure:
        payment.status === "FAILED"
          ? { code: "REJECT_CARD_PAYMENT", message: `${pgCode} ${reason}`.trim() }
          : null,
    },
  };
}
