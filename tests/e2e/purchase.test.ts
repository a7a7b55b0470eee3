import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchBrowser, type Screen, visitor } from "./browser.ts";
import { goToWindow, type Language, words } from "./shopping.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe.each<[Screen, Language]>([
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
    await expect.poll(() => page.getByRole("main").innerText()).toMatch(words[language].paid);
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
  await expect.poll(() => page.getByRole("main").innerText()).toMatch(words.ko.paid);
  await context.close();
});

test("the page that confirms a payment survives being reloaded", async () => {
  const { context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await goToWindow(page, shopUrl, "ko");
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
