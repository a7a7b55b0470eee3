/**
 * Stripe PaymentIntents with automatic capture, over plain HTTP (ADR 35). Source: API version
 * 2026-10-28.endive, npm stripe 23.1.0.
 *
 * Always: a PaymentIntent is made before the window opens, once per attempt, and its id is stored with the
 * attempt. Money moves when the shopper agrees; our confirm only reads. An unpaid PaymentIntent stays payable
 * until it is canceled, so it is canceled before stock is released.
 * How: `read` gets the PaymentIntent with its charge, and the list of its refunds. Stripe answers a repeated
 * key with the first result, also with a 500, so after a refund the list decides, and our id in it.
 */
import { type Static, Type } from "typebox";
import { Compile } from "typebox/compile";
import type { Send } from "../../platform/http/send.ts";
import type { ReportedRefund, Snapshot } from "./attempt.ts";
import type { OpenRequest, OpenResult, PaymentProvider, PaymentRef, ProviderAnswer } from "./provider.ts";
import {
  ask,
  HOUR_MS,
  isUncertain,
  NO_ANSWER,
  type ProviderResponse,
  unclear,
  unreadable,
} from "./provider-http.ts";
import { hasStripeSignature } from "./signatures.ts";
import { readStripeEvent } from "./stripe-event.ts";
import { isInDispute, listStripeMovements } from "./stripe-lists.ts";
import { hostsOf, type WindowOpener, windowSession } from "./window-session.ts";

export interface StripeSettings {
  readonly apiUrl: string;
  readonly secretKey: string;
  readonly publishableKey: string;
  readonly webhookSecret: string;
  readonly publicUrl: string;
  readonly opener: WindowOpener;
  readonly timeoutMs: number;
}

const API_VERSION = "2026-10-28.endive";

/** The part of a PaymentIntent that we read; the rest may change. */
const Intent = Type.Object({
  id: Type.String(),
  status: Type.String(),
  amount: Type.Integer({ minimum: 1 }),
  amount_received: Type.Integer(),
  currency: Type.String(),
  created: Type.Integer(),
  client_secret: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  metadata: Type.Object({ order_id: Type.String() }),
  last_payment_error: Type.Optional(
    Type.Union([
      Type.Null(),
      Type.Object({ code: Type.Optional(Type.String()), decline_code: Type.Optional(Type.String()) }),
    ]),
  ),
  latest_charge: Type.Optional(
    Type.Union([
      Type.Null(),
      Type.String(),
      Type.Object({
        created: Type.Integer(),
        disputed: Type.Optional(Type.Boolean()),
        payment_method_details: Type.Optional(
          Type.Union([Type.Null(), Type.Object({ type: Type.String() })]),
        ),
      }),
    ]),
  ),
});
type Intent = Static<typeof Intent>;
const RefundList = Type.Object({
  has_more: Type.Boolean(),
  data: Type.Array(
    Type.Object({
      id: Type.String(),
      amount: Type.Integer(),
      status: Type.Union([Type.String(), Type.Null()]),
      created: Type.Integer(),
      metadata: Type.Optional(
        Type.Union([Type.Null(), Type.Object({ refund_id: Type.Optional(Type.String()) })]),
      ),
    }),
  ),
});
const Refusal = Type.Object({
  error: Type.Object({
    type: Type.String(),
    code: Type.Optional(Type.String()),
    message: Type.Optional(Type.String()),
  }),
});

const isIntent = Compile(Intent);
const isRefundList = Compile(RefundList);
const isRefusal = Compile(Refusal);

/** A map: no word of the language, such as `constructor`, is a status. */
const statuses: ReadonlyMap<string, Snapshot["status"]> = new Map([
  ["requires_payment_method", "ready"],
  ["requires_confirmation", "ready"],
  ["requires_action", "ready"],
  ["processing", "processing"],
  ["requires_capture", "processing"],
  ["succeeded", "captured"],
  ["canceled", "canceled"],
]);
/** Declines for which the shopper needs more money or another day. */
const LIMITS = new Set(["insufficient_funds", "card_velocity_exceeded", "withdrawal_count_limit_exceeded"]);
/** A hundred refunds are on a page. */
const MAX_PAGES = 10;

const WINDOW_HOSTS = [
  "https://js.stripe.com",
  "https://*.js.stripe.com",
  "https://api.stripe.com",
  "https://hooks.stripe.com",
];

interface StripeApi {
  call(
    method: "GET" | "POST",
    path: string,
    form?: Readonly<Record<string, string>>,
    idempotencyKey?: string,
  ): Promise<ProviderResponse | null>;
  /** Reads a PaymentIntent with its refunds. */
  read(id: string): Promise<ProviderAnswer>;
}

function stripeApi(settings: StripeSettings, send: Send): StripeApi {
  const call: StripeApi["call"] = (method, path, form, idempotencyKey = "") =>
    ask(send, {
      method,
      url: new URL(settings.apiUrl + path),
      headers: {
        authorization: `Bearer ${settings.secretKey}`,
        "stripe-version": API_VERSION,
        ...(form ? { "content-type": "application/x-www-form-urlencoded" } : {}),
        ...(idempotencyKey ? { "idempotency-key": idempotencyKey } : {}),
      },
      body: form ? new URLSearchParams(form).toString() : "",
      timeoutMs: settings.timeoutMs,
    });

  /** The refunds that are done; null: they cannot be read now. */
  async function listRefunds(id: string): Promise<ReportedRefund[] | null> {
    const done: ReportedRefund[] = [];
    for (let page = 0, after = ""; page < MAX_PAGES; page += 1) {
      const query = new URLSearchParams({
        payment_intent: id,
        limit: "100",
        ...(after && { starting_after: after }),
      });
      const response = await call("GET", `/v1/refunds?${query}`);
      if (response?.status !== 200 || !isRefundList.Check(response.json)) return null;
      const { data, has_more } = response.json;
      for (const { id: reference, amount, status, created, metadata } of data)
        if (status === "succeeded")
          done.push({ reference, amount, at: timeOf(created), refundId: metadata?.refund_id });
      after = data.at(-1)?.id ?? "";
      if (!has_more || after === "") return done;
    }
    return null;
  }

  const get = (path: string) => call("GET", path);

  async function read(id: string): Promise<ProviderAnswer> {
    const response = await call("GET", `${pathOf(id)}?expand%5B%5D=latest_charge`);
    if (response === null) return NO_ANSWER;
    const { status, json } = response;
    if (status !== 200) return refusalOf(response);
    if (!isIntent.Check(json)) return unreadable(status);
    const refunds = json.amount_received > 0 ? await listRefunds(id) : [];
    if (refunds === null) return unclear("REFUNDS_UNKNOWN");
    // The charge stays marked when the bank has decided for the shop.
    const disputed = chargeOf(json)?.disputed === true ? await isInDispute(get, id) : false;
    return disputed === null ? unclear("DISPUTES_UNKNOWN") : fromIntent(json, refunds, disputed);
  }

  return { call, read };
}

export function stripeProvider(settings: StripeSettings, send: Send): PaymentProvider {
  const { call, read } = stripeApi(settings, send);

  async function open(request: OpenRequest): Promise<OpenResult> {
    const { attemptId, providerOrderId, amount, orderName } = request;
    const form = {
      // Minor units, as Stripe counts them: won and yen have none.
      amount: String(amount.amount),
      currency: amount.currency.toLowerCase(),
      capture_method: "automatic",
      "automatic_payment_methods[enabled]": "true",
      description: orderName,
      "metadata[order_id]": providerOrderId,
      "metadata[attempt_id]": attemptId,
    };
    const response = await call("POST", "/v1/payment_intents", form, `open:${attemptId}`);
    const intent = response?.json;
    if (response?.status !== 200 || !isIntent.Check(intent) || !intent.client_secret)
      return { kind: "failed", code: response ? codeOf(response) : "NO_ANSWER" };
    const { publishableKey: clientKey } = settings;
    const { id, client_secret: clientSecret } = intent;
    const session = windowSession(
      { ...settings, provider: "stripe" },
      request,
      { payment: id, key: clientKey, secret: clientSecret },
      { clientKey, clientSecret },
    );
    return { kind: "opened", session, openedKey: intent.id };
  }

  /** Without an id no window was opened: the id is stored before the shopper gets the address. */
  const find = async ({ openedKey }: PaymentRef): Promise<ProviderAnswer> =>
    openedKey === null ? { kind: "absent", code: "NOT_OPENED", message: "" } : read(openedKey);

  async function close(payment: PaymentRef): Promise<ProviderAnswer> {
    const { openedKey } = payment;
    if (openedKey === null) return find(payment);
    const form = { cancellation_reason: "abandoned" };
    const response = await call("POST", `${pathOf(openedKey)}/cancel`, form, `close:${openedKey}`);
    if (response === null) return NO_ANSWER;
    // Paid, being paid, or canceled before: the payment tells. While it is payable, it is not closed.
    const answer = await read(openedKey);
    const isOpen = answer.kind === "snapshot" && answer.snapshot.status === "ready";
    return isOpen ? unclear("NOT_CLOSED", codeOf(response)) : answer;
  }

  return {
    name: "stripe",
    capturesAlone: true,
    ...hostsOf(settings.opener, WINDOW_HOSTS),
    refundKeyMs: 23 * HOUR_MS,
    open,
    find,
    close,
    async confirm(request) {
      if (request.openedKey !== request.paymentKey)
        return { kind: "absent", code: "PAYMENT_KEY", message: "" };
      const answer = await find(request);
      if (answer.kind !== "snapshot" || answer.snapshot.status !== "ready") return answer;
      const { failure } = answer.snapshot;
      if (failure === null) return { kind: "absent", code: "NOT_PAID", message: "" };
      // A refusal has to be definite: the shopper could still pay with another card in the same window.
      const closed = await close(request);
      const ended = closed.kind === "snapshot" && closed.snapshot.status === "canceled";
      return ended ? { kind: "refused", ...failure } : closed;
    },
    async cancel({ refundId, paymentKey, amount }) {
      const form = {
        payment_intent: paymentKey,
        amount: String(amount),
        "metadata[refund_id]": refundId,
      };
      const response = await call("POST", "/v1/refunds", form, `refund:${refundId}`);
      if (response === null) return NO_ANSWER;
      return response.status === 200 ? read(paymentKey) : refusalOf(response);
    },
    listMovements: (from, to) => listStripeMovements((path) => call("GET", path), from, to),
    readWebhook(webhook) {
      if (!hasStripeSignature(webhook, settings.webhookSecret)) return { kind: "forged" };
      return readStripeEvent(webhook.body);
    },
  };
}

const pathOf = (id: string): string => `/v1/payment_intents/${encodeURIComponent(id)}`;
/** The code that shoppers' pages know, and Stripe's word for staff. */
const failureOf = (word: string) => ({
  code: LIMITS.has(word) ? "EXCEED_MAX_AMOUNT" : "REJECT_CARD_PAYMENT",
  message: word,
});
const timeOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

function codeOf({ status, json }: ProviderResponse): string {
  return isRefusal.Check(json) ? (json.error.code ?? json.error.type) : `HTTP_${status}`;
}

function refusalOf(response: ProviderResponse): ProviderAnswer {
  const { status, json } = response;
  if (!isRefusal.Check(json)) return unreadable(status);
  const { type, message = "" } = json.error;
  const code = codeOf(response);
  if (code === "resource_missing") return { kind: "absent", code, message };
  // Our key is wrong, or one idempotency key was used for two requests: no decision about the payment.
  if (isUncertain(status) || status === 401 || status === 403 || type === "idempotency_error")
    return unclear(code, message);
  return { kind: "refused", code, message };
}

const chargeOf = ({ latest_charge: charge }: Intent) => (typeof charge === "object" ? charge : null);

function fromIntent(intent: Intent, refunds: readonly ReportedRefund[], disputed: boolean): ProviderAnswer {
  const status = statuses.get(intent.status);
  if (!status) return unclear("UNKNOWN_STATUS", intent.status);
  const charge = chargeOf(intent);
  const error = intent.last_payment_error;
  const paid = intent.amount_received > 0;
  return {
    kind: "snapshot",
    snapshot: {
      paymentKey: intent.id,
      providerOrderId: intent.metadata.order_id,
      status,
      amount: paid ? intent.amount_received : intent.amount,
      currency: intent.currency.toUpperCase(),
      method: charge?.payment_method_details?.type.toUpperCase() ?? null,
      approvedAt: paid ? timeOf(charge?.created ?? intent.created) : null,
      refunds,
      failure: error ? failureOf(error.decline_code ?? error.code ?? "") : null,
      disputed,
    },
  };
}
