import { expect, test } from "vitest";
import type { OpenRequest } from "./provider.ts";
import { hostsOf, windowSession } from "./window-session.ts";

const request: OpenRequest = {
  attemptId: "019aa000-0000-7000-8000-000000000002",
  providerOrderId: "261122-7K3M9QX-1",
  orderId: "019aa000-0000-7000-8000-000000000001",
  orderNumber: "261122-7K3M9QX",
  orderName: "무선 주전자 외 2건",
  amount: { amount: 28_800, currency: "KRW" },
  customer: { name: "김장터", email: "kim@shopper.test" },
  language: "en",
  expiresAt: "2026-11-22T12:15:00.000Z",
};
const keys = { clientKey: "store-1", channelKey: "channel-1", customer: request.customer };
const shop = { provider: "portone", publicUrl: "https://shop.example" } as const;

test("a script gets the agreed sum, its keys, and a return address with what it does not add", () => {
  const session = windowSession({ ...shop, opener: { by: "script" } }, request, { payment: "x" }, keys);
  expect(session).toEqual({
    provider: "portone",
    orderId: "261122-7K3M9QX-1",
    orderName: "무선 주전자 외 2건",
    amount: { amount: 28_800, currency: "KRW" },
    customerKey: "",
    expiresAt: request.expiresAt,
    ...keys,
    successUrl:
      "https://shop.example/en/checkout/return?provider=portone&orderId=261122-7K3M9QX-1&amount=28800",
    failUrl: "https://shop.example/en/checkout/fail",
  });
  expect(windowSession({ ...shop, opener: { by: "stub" } }, request, {}, keys)).toEqual({
    ...session,
    stub: true,
  });
});

test("the sandbox's page gets no key of a script, and a page needs no hosts of others", () => {
  const opener = { by: "page", url: "https://shop.example/sandbox/portone/window" } as const;
  const session = windowSession({ ...shop, opener }, request, { payment: "x" }, keys);
  expect(session.windowUrl).toContain("payment=x");
  expect(session).not.toHaveProperty("channelKey");
  expect(hostsOf(opener, ["https://a.example"])).toEqual({});
  expect(hostsOf({ by: "stub" }, ["https://a.example"])).toEqual({});
  expect(hostsOf({ by: "script" }, ["https://a.example"])).toEqual({ windowHosts: ["https://a.example"] });
});
