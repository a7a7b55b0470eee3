/** The window that a provider's own script opens. A stand-in takes the place of the script and its host. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { faultsOf } from "./axe.ts";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";

const shopUrl = inject("shopUrl");
const SCRIPT = "https://js.tosspayments.com/**";
const LOG = "https://event.tosspayments.com/opened";
let browser: Browser;

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));

/** Asks its host something, as the real one does, and sends the shopper back without a payment. */
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
    return route.fulfill({ status: 204, headers: { "access-control-allow-origin": "*" } });
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
  await page.route(LOG, (route) =>
    route.fulfill({ status: 204, headers: { "access-control-allow-origin": "*" } }),
  );
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
