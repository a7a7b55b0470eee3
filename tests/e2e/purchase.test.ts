import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchBrowser, type Screen, visitor } from "./browser.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const words = {
  ko: {
    path: "", locale: "ko-KR", add: "장바구니 담기", cart: "장바구니", checkout: "주문하기", pay: /원 결제하기$/,
    name: "이름", email: "이메일", phone: "휴대폰 번호", recipient: "받는 분", postcode: "우편번호", address: "주소",
    approve: "결제 승인", decline: "결제 거절", paid: /주문이 완료|결제가 완료|결제 완료/, again: /다시 결제/,
  },
  en: {
    path: "/en", locale: "en-US", add: "Add to cart", cart: "Cart", checkout: "Checkout", pay: /^Pay ₩/,
    name: "Name", email: "Email", phone: "Mobile number", recipient: "Recipient", postcode: "Postcode", address: "Address",
    approve: "Approve", decline: "Decline", paid: /order is complete|Thank you|paid/i, again: /again/i,
  },
} as const;
type Language = keyof typeof words;

/** Picks the first value of each option that can be bought. */
async function chooseOptions(page: Page): Promise<void> {
  for (const group of await page.getByRole("main").getByRole("radiogroup").all()) {
    await group.getByRole("radio", { disabled: false }).first().check({ force: true });
  }
}

async function putSomethingIntoTheCart(page: Page, language: Language): Promise<void> {
  const { path, add } = words[language];
  await page.goto(`${shopUrl}${path}/products?inStock=true`);
  await page.getByRole("main").locator('a[href*="/p/"]').first().click();
  await page.waitForURL(/\/p\//);
  await chooseOptions(page);
  await page.getByRole("button", { name: add }).filter({ visible: true }).first().click();
}

async function fillCheckout(page: Page, language: Language): Promise<void> {
  const say = words[language];
  await page.getByLabel(say.name, { exact: true }).fill("김장터");
  await page.getByLabel(say.email, { exact: true }).fill("kim@example.com");
  await page.getByLabel(say.phone, { exact: true }).first().fill("010-1234-5678");
  const recipient = page.getByLabel(say.recipient, { exact: true });
  if (await recipient.isVisible()) await recipient.fill("김장터");
  await page.getByLabel(say.postcode, { exact: true }).fill("06236");
  await page.getByLabel(say.address, { exact: true }).fill("서울특별시 강남구 테헤란로 1");
}

async function goToWindow(page: Page, language: Language): Promise<void> {
  const say = words[language];
  await putSomethingIntoTheCart(page, language);
  await page.goto(`${shopUrl}${say.path}/cart`);
  await page.getByRole("link", { name: say.checkout }).filter({ visible: true }).first().click();
  await page.waitForURL(/\/checkout/);
  await fillCheckout(page, language);
  await page.getByRole("button", { name: say.pay }).filter({ visible: true }).first().click();
  await page.waitForURL(/\/sandbox\/window/);
}

describe.each<[Screen, Language]>([["phone", "ko"], ["desktop", "ko"], ["desktop", "en"]])("on a %s in %s", (screen, language) => {
  test("a guest buys a product and sees the order paid, with no request to another host", async () => {
    const { context, page, outside, errors } = await visitor(browser, screen, words[language].locale, shopUrl);
    await goToWindow(page, language);
    await page.getByRole("button", { name: words[language].approve }).click();
    await page.waitForURL(/\/orders\//);
    await expect.poll(() => page.getByRole("main").innerText()).toMatch(words[language].paid);
    expect(await page.getByRole("main").innerText()).toMatch(/\d{6}-[0-9A-Z]{7}/);
    expect(outside).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });
});

test("a declined payment keeps the cart and can be paid again", async () => {
  const { context, page } = await visitor(browser, "phone", "ko-KR", shopUrl);
  await goToWindow(page, "ko");
  await page.getByRole("button", { name: words.ko.decline }).click();
  await page.waitForURL(/\/checkout\/fail/);
  await page.getByRole("button", { name: words.ko.again }).click();
  await page.waitForURL(/\/sandbox\/window/);
  await page.getByRole("button", { name: words.ko.approve }).click();
  await page.waitForURL(/\/orders\//);
  await expect.poll(() => page.getByRole("main").innerText()).toMatch(words.ko.paid);
  await context.close();
});

test("the page that confirms a payment survives being reloaded", async () => {
  const { context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await goToWindow(page, "ko");
  let held = true;
  // The answer to the first confirm is lost on its way to the browser.
  await page.route("**/api/v1/payments/confirm", async (route) => {
    if (!held) return route.continue();
    held = false;
    await route.fetch();
    await route.abort("connectionreset");
  });
  await page.getByRole("button", { name: words.ko.approve }).click();
  await page.waitForURL(/\/checkout\/return/);
  await page.reload();
  await page.waitForURL(/\/orders\//);
  await expect.poll(() => page.getByRole("main").innerText()).toMatch(words.ko.paid);
  await context.close();
});
