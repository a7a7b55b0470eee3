/** A member sends one line of three back; staff receive, inspect and refund it; the member sees the money. */
import { randomUUID } from "node:crypto";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { client, type Member, newKey, type PlacedOrder, type Product } from "../support/client.ts";
import { faultsOf } from "./axe.ts";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { staffOf } from "./hire.ts";
import { somebody, type TestAccount, visitAs } from "./members.ts";
import { archiveProducts, ownerProof } from "./owner.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
let context: BrowserContext;
let page: Page;
const productIds: string[] = [];

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterEach(() => context?.close());
afterAll(async () => {
  await endVisits(browser);
  await archiveProducts(shopUrl, productIds);
});

const asOwner = () => ownerProof(shopUrl);

async function product(name: string, price: number): Promise<Product> {
  const sku = `CLAIM-${randomUUID().slice(0, 8)}`;
  const variants = [{ sku, options: {}, price, stock: 5 }];
  const body = { name, status: "active", options: [], variants };
  const proof = await asOwner();
  const made = await client(shopUrl).request<Product>("POST", "/api/v1/admin/products", body, proof);
  expect(made.status).toBe(201);
  productIds.push(made.body.id);
  return made.body;
}

/** A member's order of three lines, of which the second has two pieces. It has arrived. */
async function arrived() {
  const account = somebody();
  const member: Member = await client(shopUrl).signUp(account);
  const goods = [
    await product("반품 시험 접시", 12_000),
    await product("반품 시험 찻잔", 9_000),
    await product("반품 시험 주전자", 30_000),
  ];
  const cart = await member.createCart();
  for (const [at, { variants }] of goods.entries())
    await member.addItem(cart.id, variants[0]?.id ?? "", at === 1 ? 2 : 1);
  const { body } = await member.placeOrder(cart.id, {}, newKey());
  await member.confirm(await member.approve(body.payment.windowUrl));
  const proof = await asOwner();
  const send = (path: string, content?: object) =>
    client(shopUrl).request<{ shipments: { id: string }[] }>("POST", path, content, proof);
  const path = `/api/v1/admin/orders/${body.order.id}`;
  await send(`${path}/prepare`);
  const sent = await send(`${path}/shipments`, { carrier: "cj", trackingNumber: "123456789012" });
  const there = await send(`/api/v1/admin/shipments/${sent.body.shipments[0]?.id}/delivered`);
  expect(there.status).toBe(200);
  return { account, order: body.order };
}

const shoot = (name: string) =>
  process.env.SHOTS
    ? page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
    : Promise.resolve();

async function open(account: TestAccount, path: string, device: "phone" | "desktop"): Promise<void> {
  ({ context, page } = await visitor(browser, device, "ko-KR", shopUrl));
  await visitAs(page, shopUrl, account, path);
  await takenOver(page);
}

/** The buyer asks to return both cups, and is told the refund before. */
async function askForReturn(account: TestAccount, { id }: PlacedOrder["order"]): Promise<void> {
  await open(account, `/orders/${id}`, "phone");
  await page.getByRole("button", { name: "반품·교환 신청" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "다음" }).click();
  await dialog.getByText("수량을 골라 주세요", { exact: true }).waitFor();
  await dialog.getByLabel("반품 시험 찻잔 수량").selectOption("2");
  await dialog.getByLabel("어떤 이유인가요?").selectOption("other");
  await dialog.getByText("15,000원").waitFor();
  await dialog.getByText("−3,000원").waitFor();
  await shoot("claim-goods");
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole("button", { name: "다음" }).click();
  await dialog.getByRole("button", { name: "신청하기" }).click();
  await dialog.getByText("사유를 적어 주세요").first().waitFor();
  await dialog.getByLabel("자세한 사유").fill("생각보다 커요");
  await dialog.getByText("15,000원").waitFor();
  await shoot("claim-reason");
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole("button", { name: "신청하기" }).click();
  await page.getByText("반품 · 신청 접수").waitFor();
  await shoot("claim-requested");
  expect(await faultsOf(page)).toEqual([]);
  await context.close();
}

/** One cup came back whole, the other one did not come. */
async function decide(staff: TestAccount, { number }: PlacedOrder["order"]): Promise<void> {
  await open(staff, `/admin/claims?q=${number}`, "desktop");
  await page.getByRole("link", { name: "신청 접수 1" }).waitFor();
  await shoot("claims");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("link", { name: number }).click();
  await page.getByRole("heading", { level: 1, name: number }).waitFor();
  await takenOver(page);
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "신청 승인하기" }).click();
  await page.getByLabel("운송장 번호", { exact: true }).fill("555566667777");
  await page.getByRole("button", { name: "수거 완료하기" }).click();
  await page.getByLabel(/받은 수량$/).fill("1");
  await page.getByRole("button", { name: "검수 완료하기" }).click();
  await page.getByText("받은 수량과 다시 팔 수량을 확인해 주세요").first().waitFor();
  await page.getByLabel(/다시 팔 수량$/).fill("1");
  await shoot("claim-inspection");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "검수 완료하기" }).click();
  await page.getByRole("button", { name: "6,000원 환불하기" }).click();
  await page.getByText("처리가 끝난 신청이에요.").waitFor();
  await shoot("claim-over");
  expect(await faultsOf(page)).toEqual([]);
  await context.close();
}

test("a member returns one of three lines, and staff with the least role refund what came back", async () => {
  const { account, order } = await arrived();
  await askForReturn(account, order);
  await decide(await staffOf(shopUrl, "orders"), order);

  await open(account, `/orders/${order.id}`, "phone");
  await page.getByText("반품 · 환불 완료").waitFor();
  await page.getByText("1개 반품").waitFor();
  expect(await page.getByText("6,000원").count()).toBeGreaterThan(0);
  await shoot("claim-refunded");
  expect(await faultsOf(page)).toEqual([]);
});
