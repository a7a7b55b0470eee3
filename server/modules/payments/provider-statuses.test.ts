/**
 * Each status that a provider has for a payment, and what the shop makes of it: the whole tables of Toss,
 * PortOne and Stripe. A status that is not in them decides nothing.
 */
import { describe, expect, test } from "vitest";
import type { Send } from "../../platform/http/send.ts";
import { type Attempt, type AttemptState, applySnapshot, type Snapshot } from "./attempt.ts";
import { portoneProvider } from "./portone.ts";
import type { PaymentProvider } from "./provider.ts";
import { stripeProvider } from "./stripe.ts";
import { tossProvider } from "./toss.ts";

const NAME = "261122-7K3M9QX-1";
const AMOUNT = 28_800;
const AT = "2026-11-22T03:00:00.000Z";
const attempt: Attempt = {
  ...{ id: "a1", providerOrderId: NAME, amount: AMOUNT, currency: "KRW", state: "CONFIRMING" },
  ...{ captured: 0, refunded: 0, orphan: false, disputed: false, reserved: 0, reversals: 0 },
};
const answering =
  (reply: (path: string) => object): Send =>
  async ({ url }) => ({ status: 200, body: JSON.stringify(reply(url.pathname)) });
const shared = { apiUrl: "https://api.example", publicUrl: "https://shop.example", timeoutMs: 900 };
const opener = { by: "script" } as const;

interface Payment {
  readonly status: string;
  /** Whether money was captured at some time. */
  readonly paid: boolean;
  readonly refunded: number;
}
const toss = ({ status, paid, refunded }: Payment): PaymentProvider =>
  tossProvider(
    { ...shared, name: "toss", clientKey: "test_ck_1", secretKey: "test_sk_1", depositHours: 72 },
    answering(() => ({
      ...{ paymentKey: "k1", orderId: NAME, status, currency: "KRW", totalAmount: AMOUNT, method: null },
      approvedAt: paid ? AT : null,
      cancels: refunded > 0 ? [{ transactionKey: "t1", cancelAmount: refunded, canceledAt: AT }] : null,
    })),
  );
const portone = ({ status, paid, refunded }: Payment): PaymentProvider =>
  portoneProvider(
    {
      ...{ ...shared, opener, apiSecret: "s", webhookSecret: "whsec_MDEyMzQ1Njc4OWFiY2RlZg==" },
      ...{ storeId: "store-1", channelKey: "channel-1", companyHosts: [] },
    },
    answering(() => ({
      ...{ id: NAME, transactionId: "k1", status, currency: "KRW", amount: { total: AMOUNT } },
      ...(paid && { paidAt: AT }),
      ...(refunded > 0 && {
        cancellations: [{ status: "SUCCEEDED", id: "t1", totalAmount: refunded, requestedAt: AT }],
      }),
    })),
  );
const stripe = ({ status, paid, refunded }: Payment): PaymentProvider =>
  stripeProvider(
    { ...{ ...shared, opener, secretKey: "sk_1", publishableKey: "pk_1" }, webhookSecret: "whsec_1" },
    answering((path) =>
      path === "/v1/refunds"
        ? {
            has_more: false,
            data: refunded > 0 ? [{ id: "t1", amount: refunded, status: "succeeded", created: 1 }] : [],
          }
        : {
            ...{ id: "pi_1", status, amount: AMOUNT, amount_received: paid ? AMOUNT : 0, currency: "krw" },
            ...{ created: 1, metadata: { order_id: NAME }, last_payment_error: null, latest_charge: null },
          },
    ),
  );

type Row = readonly [status: string, read: Snapshot["status"], after: AttemptState, money?: "all" | "part"];
const tables: readonly (readonly [string, (payment: Payment) => PaymentProvider, readonly Row[]])[] = [
  [
    "Toss",
    toss,
    [
      ["READY", "ready", "CONFIRMING"],
      // It waits for our confirm, for ten minutes: no money has moved, and the next confirm may move it.
      ["IN_PROGRESS", "in_progress", "CONFIRMING"],
      ["WAITING_FOR_DEPOSIT", "awaiting_deposit", "AWAITING_DEPOSIT"],
      ["DONE", "captured", "PAID", "all"],
      ["PARTIAL_CANCELED", "captured", "PARTIALLY_REFUNDED", "part"],
      ["CANCELED", "canceled", "CANCELED"],
      ["ABORTED", "failed", "FAILED"],
      ["EXPIRED", "expired", "EXPIRED"],
    ],
  ],
  [
    "PortOne",
    portone,
    [
      ["READY", "ready", "CONFIRMING"],
      ["PENDING", "processing", "CONFIRMING"],
      ["VIRTUAL_ACCOUNT_ISSUED", "awaiting_deposit", "AWAITING_DEPOSIT"],
      ["PAID", "captured", "PAID", "all"],
      ["FAILED", "ready", "CONFIRMING"],
      ["PARTIAL_CANCELLED", "captured", "PARTIALLY_REFUNDED", "part"],
      ["CANCELLED", "canceled", "CANCELED"],
    ],
  ],
  [
    "Stripe",
    stripe,
    [
      ["requires_payment_method", "ready", "CONFIRMING"],
      ["requires_confirmation", "ready", "CONFIRMING"],
      ["requires_action", "ready", "CONFIRMING"],
      ["processing", "processing", "CONFIRMING"],
      ["requires_capture", "processing", "CONFIRMING"],
      ["succeeded", "captured", "PAID", "all"],
      ["canceled", "canceled", "CANCELED"],
    ],
  ],
];

describe.each(tables)("%s", (_, providerOf, rows) => {
  const find = (payment: Payment) => providerOf(payment).find({ providerOrderId: NAME, openedKey: "pi_1" });
  const partOf = (money: Row[3]) => ({
    paid: money !== undefined,
    refunded: money === "part" ? 800 : 0,
  });

  for (const [status, read, next, money] of rows)
    test(`has the status ${status}, which is ${read} and makes a confirmed attempt ${next}`, async () => {
      const answer = await find({ status, ...partOf(money) });
      if (answer.kind !== "snapshot") throw new Error(`no snapshot: ${JSON.stringify(answer)}`);
      expect(answer.snapshot.status).toBe(read);
      const outcome = applySnapshot(attempt, answer.snapshot);
      expect([outcome.state, outcome.captured]).toEqual([next, money ? AMOUNT : 0]);
      // A status without money never undoes money.
      const paid = { ...attempt, state: "PAID" as const, captured: AMOUNT };
      expect(applySnapshot(paid, answer.snapshot).captured).toBe(AMOUNT);
    });

  test.each(["", "AUTHORIZED_LATER", "done", "paid ", "__proto__", "constructor"])(
    "has no status %j: it decides nothing, whatever else the payment says",
    async (status) => {
      for (const money of [undefined, "all"] as const)
        expect(await find({ status, ...partOf(money) })).toMatchObject({
          kind: "unclear",
          code: "UNKNOWN_STATUS",
        });
    },
  );
});
