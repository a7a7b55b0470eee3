/** The search field of the shop, which suggests while a shopper types, and works without a script. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { faultsOf } from "./axe.ts";
import { endVisits, type Screen, sharedBrowser, visitor } from "./browser.ts";
import { fitsScreen } from "./fits-screen.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));

async function openShop(screen: Screen = "desktop") {
  const visit = await visitor(browser, screen, "ko-KR", shopUrl);
  await visit.page.goto(shopUrl);
  await takenOver(visit.page);
  return visit;
}
const field = (page: Page) => page.locator("input[name=q]:visible");
const options = (page: Page) => page.locator("[role=option]:visible");
const isOpen = (page: Page) => field(page).getAttribute("aria-expanded");

test("products with pictures and prices are suggested, and one is opened by keyboard", async () => {
  const { context, page, errors, outside } = await openShop();
  await field(page).pressSequentially("머그", { delay: 60 });
  await options(page).filter({ hasText: "원" }).first().waitFor();
  expect(await isOpen(page)).toBe("true");
  expect(await options(page).filter({ hasText: "원" }).first().locator("img").count()).toBe(1);
  expect(await faultsOf(page)).toEqual([]);
  const last = (await options(page).count()) - 1;
  await page.keyboard.press("ArrowUp");
  const active = await field(page).getAttribute("aria-activedescendant");
  expect(active).toBe(await options(page).nth(last).getAttribute("id"));
  expect(await options(page).nth(last).getAttribute("aria-selected")).toBe("true");
  await page.keyboard.press("Escape");
  expect(await isOpen(page)).toBe("false");
  expect(await field(page).inputValue()).toBe("머그");
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => isOpen(page)).toBe("true");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/p\//);
  expect([errors, outside]).toEqual([[], []]);
  await context.close();
});

test("searches of before are offered in the empty field of this browser alone, and forgotten", async () => {
  const { context, page } = await openShop();
  await field(page).fill("유리 컵");
  await expect.poll(() => isOpen(page)).not.toBe(null);
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=/);
  await page.goto(shopUrl);
  await takenOver(page);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await field(page).focus();
  await options(page).filter({ hasText: "유리 컵" }).waitFor();
  expect(asked.filter((url) => url.includes("/search/suggest"))).toEqual([]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=/);
  await page.goto(shopUrl);
  await takenOver(page);
  await field(page).focus();
  await page.getByRole("button", { name: "모두 지우기" }).click();
  await expect.poll(() => options(page).count()).toBe(0);
  expect(await page.evaluate("localStorage.getItem('jangteo.searches')")).toBe(null);
  await context.close();
});

test("while a letter is put together, Enter and arrows are the keyboard's", async () => {
  const { context, page } = await openShop();
  await field(page).fill("머그");
  await options(page).first().waitFor();
  const pressed = { key: "ArrowDown", isComposing: true, bubbles: true };
  await page.evaluate(`document.querySelector("input[name=q]:focus")
    .dispatchEvent(new KeyboardEvent("keydown", ${JSON.stringify(pressed)}))`);
  expect(await field(page).getAttribute("aria-activedescendant")).toBe(null);
  await context.close();
});

test("only the last word is asked for, and an answer that comes late is not shown", async () => {
  const { context, page } = await openShop();
  await field(page).focus();
  await expect.poll(() => isOpen(page)).not.toBe(null);
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/suggest\?q=%EC%A0%91/, async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  const first = page.waitForRequest(/suggest\?q=%EC%A0%91/);
  await field(page).fill("접시");
  await first;
  await field(page).fill("머그");
  await options(page).filter({ hasText: "머그" }).first().waitFor();
  release();
  expect(await options(page).filter({ hasText: "접시" }).count()).toBe(0);
  await context.close();
});

test("on a phone the sheet suggests, axe finds no fault, and a touch opens a product", async () => {
  const { context, page } = await openShop("phone");
  await page.getByRole("button", { name: "상품 검색" }).click();
  await field(page).fill("머그");
  await options(page).filter({ hasText: "원" }).first().waitFor();
  expect(await faultsOf(page)).toEqual([]);
  expect(await fitsScreen(page)).toBe(true);
  await options(page).filter({ hasText: "원" }).first().tap();
  await page.waitForURL(/\/p\//);
  expect(await field(page).count()).toBe(0);
  await context.close();
});

test("without a script the field is a plain form", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "ko-KR" });
  const page = await context.newPage();
  await page.goto(shopUrl);
  await field(page).fill("머그");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/products\?q=/);
  await context.close();
});

test("a search that finds nothing leads to the categories", async () => {
  const { context, page, errors } = await openShop();
  await page.goto(`${shopUrl}/products?q=${encodeURIComponent("뷁쉙뷁쉙")}`);
  const categories = page.getByRole("region", { name: "카테고리에서 찾아보세요" });
  expect(await categories.getByRole("link").count()).toBeGreaterThan(3);
  expect(await faultsOf(page)).toEqual([]);
  await categories.getByRole("link").first().click();
  await page.waitForURL(/\/c\//);
  await page.locator("h1").waitFor();
  expect(errors).toEqual([]);
  await context.close();
});
