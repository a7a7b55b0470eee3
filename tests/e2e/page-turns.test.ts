/** Links are plain markup, and one listener turns the page without a new document (web/lib/page-turn.ts). */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));

/** Opens a page and marks its document. */
async function opened(page: Page, path: string): Promise<void> {
  await page.goto(`${shopUrl}${path}`, { waitUntil: "load" });
  await page.mouse.move(9, 9);
  // The cart's number is the last that an effect of the page removes.
  await page.locator(".cart-badge-remembered").waitFor({ state: "detached" });
  await page.evaluate("document.isSame = true");
}

const isSameDocument = (page: Page): Promise<boolean> => page.evaluate("document.isSame === true");

test("a link turns the page in the same document, and back; a click for a new tab opens one", async () => {
  const { context, page, errors } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  // Of the demo: other tests publish products without stock and without a category.
  await opened(page, "/c/tableware?inStock=true");
  const list = page.url();
  const card = page.locator("main .card a").first();
  const [tab] = await Promise.all([
    context.waitForEvent("page"),
    card.click({ modifiers: ["ControlOrMeta"] }),
  ]);
  await tab.waitForURL(/\/p\//);
  await tab.close();
  expect(page.url()).toBe(list);
  await card.click();
  await page.waitForURL(/\/p\//);
  await page.getByRole("button", { name: "수량 늘리기" }).waitFor();
  await page.goBack();
  await card.waitFor();
  expect(await isSameDocument(page)).toBe(true);
  expect(errors).toEqual([]);
  await context.close();
});

test("a filter and the form of prices leave the list where it is; the search begins at the top", async () => {
  const { context, page, errors } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await opened(page, "/products");
  const scrolled = () => page.evaluate<number>("scrollY");
  await page.evaluate("scrollTo(0, 150)");
  await page.locator("aside a.facet-value").first().click();
  await page.waitForURL(/\/products\?/);
  expect(await scrolled()).toBe(150);
  await page.locator("aside input[name=minPrice]").fill("1000");
  await page.locator("aside input[name=minPrice]").press("Enter");
  await page.waitForURL(/minPrice=1000/);
  const field = page.getByRole("searchbox").filter({ visible: true }).first();
  await field.fill("머그");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${shopUrl}/products?q=${encodeURIComponent("머그")}`);
  await expect.poll(scrolled).toBe(0);
  expect(await isSameDocument(page)).toBe(true);
  expect(errors).toEqual([]);
  await context.close();
});
