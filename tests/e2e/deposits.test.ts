/** A shopper pays by transfers, and staff see it in the payments room. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { faultsOf } from "./axe.ts";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { staffOf } from "./hire.ts";
import { openRoomOf } from "./office.ts";
import { fillCheckout, fillTheCart, words } from "./shopping.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
/** A page may take long on a busy machine. */
const PATIENCE = { timeout: 60_000 };

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));

async function orderBy(method: string, screen: "phone" | "desktop", receiptNumbers: readonly string[] = []) {
  const visit = await visitor(browser, screen, "ko-KR", shopUrl);
  const { page } = visit;
  await fillTheCart(page, shopUrl);
  await page.goto(`${shopUrl}/checkout`);
  await fillCheckout(page, "ko");
  await page.getByRole("radio", { name: method }).check();
  const pay = page.getByRole("button", { name: words.ko.pay }).filter({ visible: true }).first();
  for (const number of receiptNumbers) {
    await page.getByRole("radio", { name: "지출증빙" }).check();
    await page.getByLabel("현금영수증용 사업자등록번호").fill(number);
    await pay.click();
  }
  if (receiptNumbers.length === 0) await pay.click();
  return visit;
}

test("a guest transfers the money to a virtual account, and the order is paid", async () => {
  const { context, page, errors } = await orderBy("가상계좌", "phone");
  await page.waitForURL(/\/sandbox\/window/);
  await page.getByRole("button", { name: words.ko.approve }).click();
  await page.waitForURL(/\/orders\//);
  const orderPage = page.url();
  await page.getByRole("heading", { name: "아래 계좌로 입금해 주세요" }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("link", { name: "모의 은행에서 입금하기" }).click();
  await page.waitForURL(/\/sandbox\/deposits\//);
  await page.getByRole("button", { name: "입금하기" }).click();
  await page.getByText("DONE").waitFor();
  await expect
    .poll(async () => {
      await page.goto(orderPage);
      await page.getByRole("heading", { level: 1 }).waitFor();
      return page.getByRole("main").innerText();
    }, PATIENCE)
    .toMatch(words.ko.paid);
  // The money can only go to an account that the buyer names: the page asks at once.
  await page.getByRole("button", { name: "주문 취소하기" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/^돌려받는 금액: /).waitFor();
  await dialog.getByLabel("취소 사유").selectOption("reorder");
  await dialog.getByRole("button", { name: "취소하기" }).click();
  await page.getByRole("region", { name: "환불받을 계좌를 알려 주세요" }).waitFor();
  await page.getByLabel("계좌번호").fill("110-123-456789");
  expect(await faultsOf(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test("staff of orders confirm a bank transfer in the payments room", async () => {
  // The check digit of the first one is wrong: the order is not placed with it.
  const shopper = await orderBy("무통장입금", "desktop", ["220-81-62518", "220-81-62517"]);
  await shopper.page.waitForURL(/\/orders\//);
  await shopper.page.getByText("지출증빙 220-**-***17").waitFor();
  await shopper.page.getByText("0000-000-000000").waitFor();
  const [number = ""] = /\d{6}-[0-9A-Z]{7}/.exec(await shopper.page.getByRole("main").innerText()) ?? [];
  const account = await staffOf(shopUrl, "orders");
  const { context, page } = await openRoomOf(browser, shopUrl, account, {
    path: "/admin/payments?status=deposit",
    title: "결제",
  });
  expect(await faultsOf(page)).toEqual([]);
  const row = page.getByRole("row").filter({ hasText: number });
  await row.getByText("입금 확인").first().click();
  await row.getByRole("button", { name: "입금 확인" }).click();
  await expect
    .poll(async () => {
      await shopper.page.reload();
      await shopper.page.getByRole("heading", { level: 1 }).waitFor();
      return shopper.page.getByRole("main").innerText();
    }, PATIENCE)
    .toMatch(words.ko.paid);
  await page.goto(`${shopUrl}/en/admin/payments`);
  await page.getByRole("heading", { level: 1, name: "Payments" }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await Promise.all([context.close(), shopper.context.close()]);
});
