import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { endVisits, type Screen, sharedBrowser, visitor } from "./browser.ts";
import { fillCheckout, goToWindow, type PageLanguage, putSomethingIntoTheCart, words } from "./shopping.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
/** A page may take long on a busy machine. */
const PATIENCE = { timeout: 20_000 };

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));

describe.each<[Screen, PageLanguage]>([
  ["phone", "ko"],
  ["desktop", "ko"],
  ["desktop", "en"],
])("on a %s in %s", (screen, language) => {
  test("a guest buys a product and sees the order paid, with no request to another host", async () => {
    const { context, page, outside, errors } = await visitor(
      browser,
      screen,
      words[language].locale,
      shopUrl,
    );
    await goToWindow(page, shopUrl, language);
    await page.getByRole("button", { name: words[language].approve }).click();
    await page.waitForURL(/\/orders\//);
    await expect.poll(() => page.getByRole("main").innerText(), PATIENCE).toMatch(words[language].paid);
    expect(await page.getByRole("main").innerText()).toMatch(/\d{6}-[0-9A-Z]{7}/);
    expect(outside).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });
});

test("a declined payment keeps the cart and can be paid again", async () => {
  const { context, page } = await visitor(browser, "phone", "ko-KR", shopUrl);
  await goToWindow(page, shopUrl, "ko");
  await page.getByRole("button", { name: words.ko.decline }).click();
  await page.waitForURL(/\/checkout\/fail/);
  await page.getByRole("button", { name: words.ko.again }).click();
  await page.waitForURL(/\/sandbox\/window/);
  await page.getByRole("button", { name: words.ko.approve }).click();
  await page.waitForURL(/\/orders\//);
  await expect.poll(() => page.getByRole("main").innerText(), PATIENCE).toMatch(words.ko.paid);
  await context.close();
});

test("a throttled checkout shows how many minutes to wait, and then orders", async () => {
  const { context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await putSomethingIntoTheCart(page, shopUrl, "ko");
  await page.goto(`${shopUrl}/checkout`);
  await page.getByRole("button", { name: words.ko.pay }).filter({ visible: true }).first().click();
  const wrong = page.locator('main form [aria-invalid="true"]');
  await expect.poll(() => wrong.count(), PATIENCE).toBeGreaterThan(3);
  await fillCheckout(page, "ko");
  expect(await wrong.count()).toBe(0);
  const slowDown = {
    type: "about:blank",
    title: "",
    status: 429,
    code: "TOO_MANY_REQUESTS",
    retryAfter: 150,
  };
  await page.route(
    "**/api/v1/orders",
    (route) =>
      route.fulfill({
        status: 429,
        contentType: "application/problem+json",
        body: JSON.stringify(slowDown),
      }),
    { times: 1 },
  );
  const pay = page.getByRole("button", { name: words.ko.pay }).filter({ visible: true }).first();
  await pay.click();
  await page.getByRole("main").getByText("3분쯤 뒤에 다시 시도해 주세요").waitFor();
  await pay.click();
  await page.waitForURL(/\/sandbox\/window/);
  await context.close();
});

test("the page that confirms a payment survives a reload", async () => {
  const { context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await goToWindow(page, shopUrl, "ko");
  let blocked = true;
  // The answer to the first confirm is lost on its way to the browser.
  await page.route("**/api/v1/payments/confirm", async (route) => {
    if (!blocked) return route.continue();
    blocked = false;
    await route.fetch();
    await route.abort("connectionreset");
  });
  await page.getByRole("button", { name: words.ko.approve }).click();
  await page.waitForURL(/\/checkout\/return/);
  await page.reload();
  await page.waitForURL(/\/orders\//);
  await expect.poll(() => page.getByRole("main").innerText(), PATIENCE).toMatch(words.ko.paid);
  await context.close();
});
