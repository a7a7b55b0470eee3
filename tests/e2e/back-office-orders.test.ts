/** Orders after their payment: a buyer cancels a piece, staff prepare and send, the buyer sees it arrive. */
import { randomUUID } from "node:crypto";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { client, type Product } from "../support/client.ts";
import { faultsOf } from "./axe.ts";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { hire } from "./hire.ts";
import { signIn, somebody, type TestAccount } from "./members.ts";
import { archiveProducts, owner } from "./owner.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
let context: BrowserContext;
let page: Page;
let productId = "";

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterEach(() => context?.close());
afterAll(async () => {
  await endVisits(browser);
  await archiveProducts(shopUrl, productId === "" ? [] : [productId]);
});

const asOwner = async () => (await client(shopUrl).signIn(owner.email, owner.password)).proof;

/** A member's paid order of three pieces of a product that only this test sells. */
async function bought() {
  const sku = `ORDER-${randomUUID().slice(0, 8)}`;
  const { status, body: product } = await client(shopUrl).request<Product>(
    "POST",
    "/api/v1/admin/products",
    {
      name: `주문 시험 ${sku}`,
      status: "active",
      options: [],
      variants: [{ sku, options: {}, price: 12_000, stock: 5 }],
    },
    await asOwner(),
  );
  expect(status).toBe(201);
  productId = product.id;
  const account = somebody();
  const member = await client(shopUrl).signUp(account);
  const { order } = await member.buy(product.variants[0]?.id ?? "", 3);
  return { account, order, sku };
}

const shoot = (name: string) =>
  process.env.SHOTS
    ? page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
    : Promise.resolve();

async function open(account: TestAccount, path: string, device: "phone" | "desktop"): Promise<void> {
  ({ context, page } = await visitor(browser, device, "ko-KR", shopUrl));
  await signIn(page, shopUrl, account, path);
  await takenOver(page);
}

test("a piece is canceled, the rest is prepared, sent and delivered, and its buyer confirms it", async () => {
  const { account, order, sku } = await bought();

  await open(account, `/orders/${order.id}`, "phone");
  await page.getByRole("button", { name: "주문 취소하기" }).click();
  const dialog = page.getByRole("dialog");
  // With the delivery fee: nothing would be left.
  await dialog.getByText("돌려받는 금액: 39,000원").waitFor();
  await dialog.getByRole("combobox").selectOption("1");
  await dialog.getByText("돌려받는 금액: 12,000원").waitFor();
  await dialog.getByRole("button", { name: "취소하기" }).click();
  await dialog.getByText("취소 사유를 적어 주세요").first().waitFor();
  await shoot("cancel");
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByLabel("취소 사유").fill("두 개면 돼요");
  await dialog.getByRole("button", { name: "취소하기" }).click();
  await page.getByText("1개 취소").waitFor();
  await context.close();

  const { account: staff } = await hire(shopUrl, "orders");
  await open(staff, "/admin/orders", "desktop");
  await page.getByRole("searchbox", { name: "주문 찾기" }).fill(sku);
  await page.getByRole("button", { name: "찾기", exact: true }).click();
  await page.waitForURL(/q=ORDER/);
  await page.getByRole("link", { name: "결제 완료 1" }).waitFor();
  await shoot("orders");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("link", { name: order.number }).click();
  await page.getByRole("heading", { level: 1, name: order.number }).waitFor();
  await takenOver(page);
  await page.getByRole("button", { name: "상품 준비 시작" }).click();
  await page.getByLabel("운송장 번호", { exact: true }).fill("1");
  await page.getByRole("button", { name: "발송 처리" }).click();
  await page.getByText("숫자와 영문 4자 이상으로 적어 주세요").first().waitFor();
  await page.getByLabel("운송장 번호", { exact: true }).fill("123456789012");
  await page.getByRole("button", { name: "발송 처리" }).click();
  await page.getByRole("button", { name: "배송 완료 처리" }).waitFor();
  await shoot("order");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "배송 완료 처리" }).click();
  await page.getByText(/\d 배송 완료$/).waitFor();
  await context.close();

  await open(account, `/orders/${order.id}`, "phone");
  await page.getByText("CJ대한통운 123456789012").waitFor();
  await shoot("parcel");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "구매 확정하기" }).click();
  await page.getByText("구매 확정", { exact: true }).waitFor();
});
