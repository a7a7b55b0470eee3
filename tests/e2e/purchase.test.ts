import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { faultsOf } from "./axe.ts";
import { endVisits, type Screen, sharedBrowser, visitor } from "./browser.ts";
import {
  checkOut,
  chooseFirstInStock,
  fillCheckout,
  fillTheCart,
  goToWindow,
  type PageLanguage,
  words,
} from "./shopping.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
/** A page may take long on a busy machine. */
const PATIENCE = { timeout: 60_000 };

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
    expect(await page.getByRole("main").innerText()).toMatch(language === "ko" ? /부가세/ : /VAT/);
    expect(outside).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });
});

interface Choices {
  readonly slug: string;
  readonly name: string;
  readonly variants: { id: string; available: number }[];
}
/** A product of the demo that is in stock in several variants. */
async function productWithOptions(): Promise<Choices> {
  const read = async <Answer>(path: string) => (await (await fetch(shopUrl + path)).json()) as Answer;
  const list = await read<{ items: { slug: string }[] }>("/api/v1/products?category=tableware&inStock=true");
  for (const { slug } of list.items) {
    const product = await read<Choices>(`/api/v1/products/${slug}`);
    if (product.variants.filter(({ available }) => available > 1).length > 1) return product;
  }
  throw new Error("the demo has no product with options");
}

test("a line comes back after its removal, waits for later, and becomes another variant", async () => {
  const { context, page, errors } = await visitor(browser, "phone", "ko-KR", shopUrl);
  const { slug, name } = await productWithOptions();
  await page.goto(`${shopUrl}/p/${slug}`);
  await chooseFirstInStock(page, "ko");
  await page.getByRole("button", { name: words.ko.add }).filter({ visible: true }).first().click();
  await page.getByRole("link", { name: words.ko.added }).filter({ visible: true }).first().waitFor();
  await page.goto(`${shopUrl}/cart`);
  const main = page.getByRole("main");
  const remove = main.getByRole("button", { name: `${name} 빼기` });
  await remove.waitFor();
  await takenOver(page);
  await remove.click();
  const undo = main.getByRole("button", { name: "되돌리기" });
  await undo.waitFor();
  // The button that was pressed is gone: the keyboard goes on from here.
  await expect
    .poll(() => undo.evaluate((button) => button === button.ownerDocument.activeElement))
    .toBe(true);
  expect(await faultsOf(page)).toEqual([]);
  if (process.env.SHOTS)
    await page.screenshot({ path: `${process.env.SHOTS}/cart-undo.png`, fullPage: true });
  await page.keyboard.press("Enter");
  await remove.waitFor();

  await main.getByRole("button", { name: `${name} 나중에 사기` }).click();
  await main.getByRole("heading", { name: "나중에 살 상품 (1)" }).waitFor();
  await page.reload();
  const restore = main.getByRole("button", { name: `${name} 장바구니로 옮기기` });
  await restore.waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await takenOver(page);
  await restore.click();
  await remove.waitFor();

  await main.getByRole("button", { name: `${name} 옵션 변경` }).click();
  const choice = main.getByLabel(`${name} 옵션 변경`);
  const other = choice.locator("option:enabled:not(:checked)").first();
  const label = (await other.innerText()).trim();
  await choice.selectOption(await other.getAttribute("value"));
  if (process.env.SHOTS)
    await page.screenshot({ path: `${process.env.SHOTS}/cart-options.png`, fullPage: true });
  await main.getByRole("button", { name: "바꾸기", exact: true }).click();
  await main.getByText("옵션을 바꿨어요").waitFor();
  expect(
    await main
      .getByRole("listitem")
      .filter({ has: page.getByRole("button", { name: `${name} 빼기` }) })
      .innerText(),
  ).toContain(label);
  expect(errors).toEqual([]);
  await context.close();
});

test("a declined payment keeps the cart and can be paid again", async () => {
  const { context, page } = await visitor(browser, "phone", "ko-KR", shopUrl);
  await checkOut(page, shopUrl);
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
  await fillTheCart(page, shopUrl);
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
  await checkOut(page, shopUrl);
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
