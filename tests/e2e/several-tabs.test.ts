/** One shopper in several tabs and browsers: the cart, and the order under way. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { newMember } from "./members.ts";
import { checkOut, chooseFirstInStock, fillCheckout, fillTheCart, productPath, words } from "./shopping.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
let context: BrowserContext;
let page: Page;
let errors: string[];

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));
beforeEach(async () => {
  ({ context, page, errors } = await visitor(browser, "phone", "ko-KR", shopUrl));
});
afterEach(() => context.close());

const main = (of: Page) => of.getByRole("main");
/** Recommended products stand below them. */
const lines = (of: Page) =>
  main(of)
    .getByRole("listitem")
    .filter({ has: of.getByRole("button", { name: /빼기$/ }) });
const badge = (of: Page) => of.locator("header [role=status]");

/** In another browser, as the app of a card company opens the window. */
async function approveElsewhere(windowUrl: string): Promise<void> {
  const app = await visitor(browser, "phone", "ko-KR", shopUrl);
  await app.page.goto(windowUrl);
  await app.page.getByRole("button", { name: words.ko.approve }).click();
  await main(app.page).getByRole("heading", { name: "결제가 끝났어요" }).waitFor();
  await app.context.close();
}

/** Opens the product of this number in the list of a category, and chooses a value of each option. */
async function openProduct(of: Page, number: number): Promise<void> {
  await of.goto(`${shopUrl}${await productPath(of, shopUrl, number)}`);
  await chooseFirstInStock(of, "ko");
}

async function add(of: Page, number: number): Promise<void> {
  await openProduct(of, number);
  await of.getByRole("button", { name: words.ko.add }).filter({ visible: true }).first().click();
  await of.getByRole("link", { name: words.ko.added }).filter({ visible: true }).first().waitFor();
}

/** Its scripts run at the first sign of a shopper, and read the cart again. */
async function openCart(of: Page): Promise<void> {
  await of.goto(`${shopUrl}/cart`);
  await of.mouse.move(9, 9);
  await takenOver(of);
  await of.waitForLoadState("networkidle");
}

test("a line that another tab has taken out disappears with an explanation", async () => {
  await fillTheCart(page, shopUrl, 0);
  await fillTheCart(page, shopUrl, 1);
  await openCart(page);
  const other = await context.newPage();
  await other.goto(`${shopUrl}/cart`);
  await lines(other).first().getByRole("button", { name: /빼기$/ }).click();
  await expect.poll(() => lines(other).count()).toBe(1);

  await lines(page).first().getByRole("button", { name: "수량 늘리기" }).click();
  await main(page).getByText("다른 화면에서 뺀 상품이에요").waitFor();
  expect(await lines(page).count()).toBe(1);
});

test("the cart is read again when the shopper comes back to its tab", async () => {
  await fillTheCart(page, shopUrl);
  await openCart(page);
  const other = await context.newPage();
  await add(other, 1);
  expect(await lines(page).count()).toBe(1);
  await page.evaluate('dispatchEvent(new Event("focus"))');
  await expect.poll(() => lines(page).count()).toBe(2);
});

test("what is put into the cart while an order is paid stays there", async () => {
  await checkOut(page, shopUrl);
  const other = await context.newPage();
  await add(other, 1);
  await page.getByRole("button", { name: words.ko.approve }).click();
  await page.waitForURL(/\/orders\//);
  await expect.poll(() => main(page).innerText()).toMatch(words.ko.paid);
  await page.goto(`${shopUrl}/cart`);
  expect(await lines(page).count()).toBe(1);
  expect(errors).toEqual([]);
});

test("a browser learns that its order was paid in another one", async () => {
  await checkOut(page, shopUrl);
  await approveElsewhere(page.url());

  await page.goto(`${shopUrl}/cart`);
  await main(page)
    .getByText(/^주문 \d{6}-\w+의 결제가 끝났어요/)
    .waitFor();
  await main(page).getByRole("heading", { name: "장바구니가 비어 있어요" }).waitFor();
  await main(page).getByRole("link", { name: "주문 보기" }).click();
  await page.waitForURL(/\/orders\//);
  await expect.poll(() => main(page).innerText()).toMatch(words.ko.paid);
});

test("the checkout of an order that was paid elsewhere leads to the order, not to its window", async () => {
  await checkOut(page, shopUrl);
  await approveElsewhere(page.url());

  await page.goBack();
  await page.waitForURL(/\/orders\//);
  await expect.poll(() => main(page).innerText()).toMatch(words.ko.paid);
  await expect.poll(() => page.goto(`${shopUrl}/cart`).then(() => lines(page).count())).toBe(0);
});

test("two orders in two tabs: each tab offers to pay its own again", async () => {
  await checkOut(page, shopUrl);
  // "Buy now" has a cart of its own: a second order of one cart would end the first.
  const other = await context.newPage();
  await openProduct(other, 1);
  await other.getByRole("button", { name: "바로 구매" }).filter({ visible: true }).first().click();
  await other.waitForURL(/\/checkout\?cart=direct/);
  await fillCheckout(other, "ko");
  await other.getByRole("button", { name: words.ko.pay }).filter({ visible: true }).first().click();
  await other.waitForURL(/\/sandbox\/window/);

  const numberIn = async (of: Page) => /\d{6}-\w{7}/.exec(await of.locator("body").innerText())?.[0];
  const mine = await numberIn(page);
  await page.bringToFront();
  await page.getByRole("button", { name: "취소" }).click();
  await page.waitForURL(/\/checkout\/fail/);
  await page.getByRole("button", { name: words.ko.again }).click();
  await page.waitForURL(/\/sandbox\/window/);
  expect(await numberIn(page)).toBe(mine);
  expect(await numberIn(other)).not.toBe(mine);
});

test("the cart takes no more of a product than there is, and says so", async () => {
  // The stock that the API tells with each cart is made small.
  await page.route("**/api/v1/carts/*/items**", async (route) => {
    const answer = await route.fetch();
    const cart = await answer.json();
    if (cart.items) for (const item of cart.items) item.available = 1;
    await route.fulfill({ response: answer, json: cart });
  });
  await add(page, 0);
  await page.getByRole("button", { name: words.ko.add }).filter({ visible: true }).first().click();
  await page.getByText("재고가 1개뿐이라 1개까지만 담았어요").waitFor();
  await expect.poll(() => badge(page).innerText()).toContain("1개");
});

test("without a connection the reason is seen over the bar with the buy buttons", async () => {
  await add(page, 0);
  await context.setOffline(true);
  await page.getByRole("button", { name: words.ko.add }).filter({ visible: true }).first().click();
  const notice = page.getByRole("alert").filter({ hasText: "인터넷 연결이 불안정해요" });
  await notice.waitFor();
  const box = await notice.boundingBox();
  const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
  const seen = await page.evaluate(`document.elementFromPoint(${x}, ${y})?.closest("[role=alert]") !== null`);
  expect(seen).toBe(true);
  await notice.getByRole("button", { name: "알림 닫기" }).click();
  expect(await notice.count()).toBe(0);
});

test("a member without a cart signs in without an error in the console", async () => {
  await newMember(page, shopUrl, "/cart");
  await main(page).getByRole("heading", { name: "장바구니가 비어 있어요" }).waitFor();
  expect(errors).toEqual([]);
});
