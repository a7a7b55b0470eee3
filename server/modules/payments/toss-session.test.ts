import { describe, expect, test } from "vitest";
import type { AttemptRequest } from "./contract.ts";
import { tossSession } from "./toss-session.ts";

const input: AttemptRequest = {
  orderId: "019aa000-0000-7000-8000-000000000001",
  orderNumber: "261122-7K3M9QX",
  orderName: "무선 주전자 외 2건",
  amount: { amount: 28_800, currency: "KRW" },
  customer: { name: "김장터", email: "kim@shopper.test" },
  language: "ko",
  expiresAt: "2026-11-22T12:15:00.000Z",
};
const toss = {
  name: "toss",
  clientKey: "ck_1",
  publicUrl: "https://shop.example",
  depositHours: 72,
} as const;
const sandbox = { ...toss, name: "sandbox", windowUrl: "https://shop.example/sandbox/window" } as const;

describe("tossSession", () => {
  test("contains everything the provider's script needs, and no secret", () => {
    expect(tossSession(toss, input, "261122-7K3M9QX-1")).toEqual({
      provider: "toss",
      orderId: "261122-7K3M9QX-1",
      orderName: "무선 주전자 외 2건",
      amount: { amount: 28_800, currency: "KRW" },
      customerKey: "@@ANONYMOUS",
      clientKey: "ck_1",
      successUrl: "https://shop.example/checkout/return",
      failUrl: "https://shop.example/checkout/fail",
      expiresAt: input.expiresAt,
    });
  });

  test("returns an English shopper to the English pages", () => {
    const { successUrl, failUrl } = tossSession(toss, { ...input, language: "en" }, "o-1");
    expect([successUrl, failUrl]).toEqual([
      "https://shop.example/en/checkout/return",
      "https://shop.example/en/checkout/fail",
    ]);
  });

  test("has an address with the same data for the sandbox's window", () => {
    const session = tossSession(sandbox, { ...input, orderName: "A&B=C? 100%" }, "261122-7K3M9QX-1");
    const url = new URL(session.windowUrl ?? "");
    expect(url.origin + url.pathname).toBe(sandbox.windowUrl);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      clientKey: "ck_1",
      orderId: "261122-7K3M9QX-1",
      orderName: "A&B=C? 100%",
      amount: "28800",
      currency: "KRW",
      customerName: "김장터",
      successUrl: session.successUrl,
      failUrl: session.failUrl,
      locale: "ko",
    });
  });

  test.each(["가".repeat(300), "👩‍👩‍👧".repeat(60), `${"a".repeat(99)}👍`])(
    "keeps the order's name within the provider's 100 characters, and whole",
    (orderName) => {
      const shown = tossSession(toss, { ...input, orderName }, "o-1").orderName;
      expect(shown.length).toBeLessThanOrEqual(100);
      expect(shown.isWellFormed()).toBe(true);
      expect(orderName.startsWith(shown)).toBe(true);
    },
  );
});
