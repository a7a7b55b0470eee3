/**
 * The windows that providers' own scripts open. PortOne's and Stripe's are the sandbox's stubs, with which an
 * order is paid; of Toss a stand-in takes the place of the script.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { faultsOf } from "./axe.ts";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { fillCheckout, fillTheCart, words } from "./shopping.ts";

const shopUrl = inject("shopUrl");
const SCRIPT = "https://js.tosspayments.com/**";
const LOG = `${shopUrl}/stand-in/opened`;
let browser: Browser;

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));

/** Says what it was asked, and sends the shopper back without a payment. */
const standIn = `window.TossPayments = (clientKey) => ({
  payment: ({ customerKey }) => ({
    async requestPayment(request) {
      await fetch("${LOG}", { method: "POST", body: JSON.stringify({ clientKey, customerKey, ...request }) });
      window.location.assign(
        request.failUrl + "?code=PAY_PROCESS_CANCELED&message=closed&orderId=" + request.orderId,
      );
    },
  }),
});`;

const payment = {
  provider: "toss",
  orderId: "261129-WINDOW1-1",
  orderName: "달항아리 머그 외 1건",
  amount: { amount: 51_000, currency: "KRW" },
  customerKey: "@@ANONYMOUS",
  clientKey: "test_ck_of_the_shop",
  successUrl: `${shopUrl}/checkout/return`,
  failUrl: `${shopUrl}/checkout/fail`,
  expiresAt: "2099-01-01T00:00:00.000Z",
};

async function leaveFor(page: Page): Promise<void> {
  await page.goto(`${shopUrl}/cart`);
  await page.evaluate(
    (waiting) => sessionStorage.setItem("jangteo.window", waiting),
    JSON.stringify(payment),
  );
  await page.goto(`${shopUrl}/checkout/pay`);
}

test("opens with the payment's data and leads back, under the policy of the page", async () => {
  const { page, errors } = await visitor(browser, "phone", "ko-KR", shopUrl);
  const asked: unknown[] = [];
  await page.route(SCRIPT, (route) => route.fulfill({ contentType: "text/javascript", body: standIn }));
  await page.route(LOG, (route) => {
    asked.push(route.request().postDataJSON());
    return route.fulfill({ status: 204 });
  });
  await leaveFor(page);
  await page.waitForURL("**/checkout/fail?**");
  await page.getByRole("heading", { name: "결제를 멈췄어요" }).waitFor();
  const { provider: _, amount, expiresAt: __, ...sent } = payment;
  expect(asked).toEqual([
    {
      ...sent,
      method: "CARD",
      windowTarget: "self",
      amount: { currency: "KRW", value: amount.amount },
    },
  ]);
  expect(errors).toEqual([]);
});

test("a script that does not come is told, and the next try opens the window", async () => {
  const { page } = await visitor(browser, "phone", "ko-KR", shopUrl);
  let away = true;
  await page.route(SCRIPT, (route) =>
    away ? route.abort() : route.fulfill({ contentType: "text/javascript", body: standIn }),
  );
  await page.route(LOG, (route) => route.fulfill({ status: 204 }));
  await leaveFor(page);
  await page.getByRole("heading", { name: "결제창을 열지 못했어요" }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  away = false;
  await page.getByRole("button", { name: "결제창 열기" }).click();
  await page.waitForURL("**/checkout/fail?**");
});

test("a visitor without a payment is led back to the cart", async () => {
  const { page } = await visitor(browser, "phone", "ko-KR", shopUrl);
  await page.goto(`${shopUrl}/checkout/pay`);
  await page.getByRole("link", { name: "장바구니로 돌아가기" }).waitFor();
});

const PATIENCE = { timeout: 60_000 };

async function orderBy(method: "PortOne" | "Stripe") {
  const visit = await visitor(browser, "phone", "ko-KR", shopUrl);
  const { page } = visit;
  await fillTheCart(page, shopUrl);
  await page.goto(`${shopUrl}/checkout`);
  await fillCheckout(page, "ko");
  await page.locator(`input[name="paymentMethod"][value="${method.toUpperCase()}"]`).check();
  await page.getByRole("button", { name: words.ko.pay }).filter({ visible: true }).first().click();
  return visit;
}

async function choose(page: Page, provider: "portone" | "stripe", button: string): Promise<void> {
  await page.waitForURL(new RegExp(`/sandbox/${provider}/window`));
  await page.getByRole("button", { name: button, exact: true }).click();
}

async function seePaid(page: Page): Promise<void> {
  await page.waitForURL(/\/orders\//);
  await expect.poll(() => page.getByRole("main").innerText(), PATIENCE).toMatch(words.ko.paid);
}

test("PortOne's script opens its window: closed first, then paid, and no other host is asked", async () => {
  const { context, page, outside, errors } = await orderBy("PortOne");
  await choose(page, "portone", "취소");
  await page.getByText("결제창을 닫으셨어요").waitFor();
  await page.getByRole("button", { name: words.ko.again }).click();
  await choose(page, "portone", words.ko.approve);
  await seePaid(page);
  expect(outside).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test("Stripe's form is in the shop: declined first, then paid, and no other host is asked", async () => {
  const { context, page, outside, errors } = await orderBy("Stripe");
  await page.getByRole("heading", { name: "카드 결제" }).waitFor();
  await page.getByText("Stripe payment (sandbox)").waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: words.ko.pay }).click();
  await choose(page, "stripe", words.ko.decline);
  await page.getByText("카드사에서 결제를 승인하지 않았어요").waitFor();
  await page.getByRole("button", { name: words.ko.again }).click();
  await page.getByText("Stripe payment (sandbox)").waitFor();
  await page.getByRole("button", { name: words.ko.pay }).click();
  await choose(page, "stripe", words.ko.approve);
  await seePaid(page);
  expect(outside).toEqual([]);
  // The refusal is a response of our own API.
  expect(errors.filter((each) => !each.includes("402"))).toEqual([]);
  await context.close();
});

test("the page of the window names no host of a provider whose script the shop does not load", async () => {
  const answer = await fetch(`${shopUrl}/checkout/pay`);
  expect(answer.headers.get("content-security-policy")).not.toContain("https:");
});
