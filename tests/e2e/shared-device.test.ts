/** Members who use one browser after another: nothing of one is shown to the next. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test, vi } from "vitest";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { accountMenu, memberAt, newMember, visitAs } from "./members.ts";
import { fillCheckout, fillTheCart, words } from "./shopping.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));
beforeEach(async () => {
  ({ context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl));
});
afterEach(() => context.close());

const RECIPIENT = "먼저 온 받는분";
const ADDRESS = "서울특별시 강남구 비밀로 77";

/** A member fills in the checkout, sees the payment window and cancels. */
async function cancelAnOrder(): Promise<{ email: string; password: string; name: string }> {
  const account = await memberAt(page, shopUrl, "/cart");
  await fillTheCart(page, shopUrl);
  await page.goto(`${shopUrl}/checkout`);
  await fillCheckout(page, "ko");
  await page.getByLabel(words.ko.recipient, { exact: true }).fill(RECIPIENT);
  await page.getByLabel(words.ko.address, { exact: true }).fill(ADDRESS);
  await page.getByRole("button", { name: words.ko.pay }).filter({ visible: true }).first().click();
  await page.waitForURL(/\/sandbox\/window/);
  await page.getByRole("button", { name: "취소" }).click();
  await page.getByRole("button", { name: words.ko.again }).waitFor();
  return account;
}

/** Ends all sessions of a member from another device. */
async function endSessions(account: { email: string; password: string; name: string }): Promise<void> {
  const elsewhere = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await visitAs(elsewhere.page, shopUrl, account, "/account/sessions");
  await elsewhere.page.getByRole("button", { name: "모든 기기에서 로그아웃" }).click();
  await elsewhere.page.getByRole("dialog").getByRole("button", { name: "로그아웃" }).click();
  await elsewhere.page.waitForURL(`${shopUrl}/`);
  await elsewhere.context.close();
}

/** Everything that scripts of the page can read: what is shown and typed, and the stores. */
const readable = (): Promise<string> =>
  page.evaluate(`[
    document.body.innerText,
    ...[...document.querySelectorAll("input, select, textarea")].map(({ value }) => value),
    ...[localStorage, sessionStorage].map((store) => JSON.stringify({ ...store })),
    document.cookie,
  ].join(" ")`);

test("a member finds nothing of the one whose sessions were ended elsewhere", async () => {
  const former = await cancelAnOrder();
  await endSessions(former);
  await newMember(page, shopUrl, "/cart");
  await fillTheCart(page, shopUrl);
  await page.goto(`${shopUrl}/checkout`);
  await page.waitForLoadState("load");
  for (const secret of [RECIPIENT, ADDRESS, former.email]) expect(await readable()).not.toContain(secret);

  // A step back in the tab's history leads to pages that were filled in by the former member.
  const visited: string[] = [];
  while (!visited.some((url) => url.includes("/checkout/fail"))) {
    await page.goBack();
    await page.waitForLoadState("networkidle");
    visited.push(page.url());
    const shown = await vi.waitFor(readable, { timeout: 60_000, interval: 200 });
    for (const secret of [RECIPIENT, ADDRESS, former.email]) expect(shown).not.toContain(secret);
  }
  await page.goBack();
  await page.goBack();
  await page.waitForURL(/\/checkout$/);
  await page.waitForLoadState("networkidle");
  const form = await vi.waitFor(readable, { timeout: 60_000, interval: 200 });
  for (const secret of [RECIPIENT, ADDRESS, former.email]) expect(form).not.toContain(secret);
});

test("a sign-out in one tab empties the others", async () => {
  const account = await memberAt(page, shopUrl, "/account");
  const other = await context.newPage();
  await other.goto(`${shopUrl}/account/profile`);
  await takenOver(other);
  await accountMenu(page, account).click();
  await page.getByRole("button", { name: "로그아웃" }).click();
  await page.waitForURL(`${shopUrl}/`);
  await other.waitForURL(/\/sign-in/);
  expect(await other.locator("body").innerText()).not.toContain(account.email);
});

test("a shopper's typed values outlast a step back and a reload", async () => {
  await fillTheCart(page, shopUrl);
  await page.goto(`${shopUrl}/checkout`);
  await page.waitForLoadState("load");
  await fillCheckout(page, "ko");
  await page.reload();
  const address = page.getByLabel(words.ko.address, { exact: true });
  await expect.poll(() => address.inputValue()).toBe("서울특별시 강남구 테헤란로 1");
  await page.goto(`${shopUrl}/terms`);
  await page.goBack();
  await expect.poll(() => address.inputValue()).toBe("서울특별시 강남구 테헤란로 1");
});
