/** Money that staff give back on pages: canceled pieces with a deduction, a withdrawn refund, a fee. */
import { randomUUID } from "node:crypto";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { client, type Member, newKey, type Product } from "../support/client.ts";
import { faultsOf } from "./axe.ts";
import { endVisits, sharedBrowser } from "./browser.ts";
import { staffOf } from "./hire.ts";
import type { TestAccount } from "./members.ts";
import { openRoomOf } from "./office.ts";
import { archiveProducts, ownerProof } from "./owner.ts";

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
const send = async <Body>(path: string, body?: object) =>
  client(shopUrl).request<Body>("POST", `/api/v1/admin/${path}`, body, {
    ...(await asOwner()),
    "idempotency-key": newKey(),
  });

/** A member's paid order of three pieces at 20,000, delivered free. */
async function bought() {
  const sku = `MONEY-${randomUUID().slice(0, 8)}`;
  const variants = [{ sku, options: {}, price: 20_000, stock: 5 }];
  const made = await send<Product>("products", {
    name: `환불 시험 ${sku}`,
    status: "active",
    options: [],
    variants,
  });
  expect(made.status).toBe(201);
  productIds.push(made.body.id);
  const member: Member = await client(shopUrl).signUp();
  const { order } = await member.buy(made.body.variants[0]?.id ?? "", 3);
  return { member, order };
}

const shoot = (name: string) =>
  process.env.SHOTS
    ? page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
    : Promise.resolve();

async function open(account: TestAccount, path: string, title: string): Promise<void> {
  ({ context, page } = await openRoomOf(browser, shopUrl, account, { path, title }));
}

test("staff cancel a piece as its buyer wishes, and see before what the rest has not earned", async () => {
  const { order } = await bought();
  const account = await staffOf(shopUrl, "orders");
  await open(account, `/admin/orders/${order.id}`, order.number);
  await page.getByText("상품 취소하기", { exact: true }).click();
  await page.getByRole("button", { name: "환불 금액 보기" }).click();
  await page.getByText("취소할 수량을 골라 주세요").first().waitFor();
  await page
    .getByLabel(/취소할 수량/)
    .first()
    .selectOption("1");
  await page.getByLabel("취소 사유").fill("두 개면 된대요");
  await page.getByRole("button", { name: "환불 금액 보기" }).click();
  await page.getByText("20,000원을 돌려줘요").waitFor();
  await page.getByLabel(/주문자가 원한 취소/).check();
  await page.getByRole("button", { name: "환불 금액 보기" }).click();
  await page.getByText("17,000원을 돌려줘요").waitFor();
  await page.getByText("남은 상품의 배송비 3,000원을 빼고 돌려 드려요").waitFor();
  await shoot("money-cancel");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "17,000원 돌려주고 취소하기" }).click();
  await page.getByText("상품을 취소했어요.").waitFor();
});

test("a refund that waits for a second person is withdrawn, and its amount is left again", async () => {
  const { order } = await bought();
  const proof = await asOwner();
  const limit = async (approvalAbove: number | null) => {
    const { headers } = await client(shopUrl).request("GET", "/api/v1/admin/settings", undefined, proof);
    const given = { ...proof, "if-match": headers.get("etag") ?? "" };
    const body = { payment: { approvalAbove } };
    return (await client(shopUrl).request("PATCH", "/api/v1/admin/settings", body, given)).status;
  };
  expect(await limit(30_000)).toBe(200);
  const asked = await send(`orders/${order.id}/refunds`, { amount: 40_000, reason: "파손" });
  expect(asked.status).toBe(201);
  const account = await staffOf(shopUrl, "orders");
  const read = () =>
    client(shopUrl).request<{ refunds: { status: string }[] }>(
      "GET",
      `/api/v1/admin/orders/${order.id}`,
      undefined,
      proof,
    );
  await expect.poll(async () => (await read()).body.refunds[0]?.status).toBe("waiting");
  expect(await limit(null)).toBe(200);
  await open(account, `/admin/orders/${order.id}`, order.number);
  await page.getByText("환불 철회", { exact: true }).first().click();
  await page.getByRole("button", { name: "환불 철회" }).click();
  await page.getByText("철회 사유를 적어 주세요").first().waitFor();
  await shoot("money-withdraw");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByLabel("철회 사유").fill("새 상품을 보내기로 했어요");
  await page.getByRole("button", { name: "환불 철회" }).click();
  await page.getByText("40,000원 · 철회함").waitFor();
  await page.getByText("새 상품을 보내기로 했어요").waitFor();
  await shoot("money-withdrawn");
  expect(await faultsOf(page)).toEqual([]);
});

test("a fee that is owed back is noted as paid back, with its reference", async () => {
  const { member, order } = await bought();
  await send(`orders/${order.id}/prepare`);
  const parcel = { carrier: "cj", trackingNumber: "123456789012" };
  const sent = await send<{ shipments: { id: string }[] }>(`orders/${order.id}/shipments`, parcel);
  await send(`shipments/${sent.body.shipments[0]?.id}/delivered`);
  const claim = await member.request<{ claim: { id: string } }>(
    "POST",
    `/api/v1/orders/${order.id}/claims`,
    { kind: "exchange", lines: [{ lineId: order.items[0]?.id, quantity: 1 }], reason: "색이 달라요" },
    { "idempotency-key": newKey() },
  );
  const { id } = claim.body.claim;
  await send(`claims/${id}/fee-received`);
  await send(`claims/${id}/reject`, { reason: "사용한 흔적이 있어요" });
  const account = await staffOf(shopUrl, "orders");
  await open(account, `/admin/claims/${id}`, order.number);
  await page.getByRole("button", { name: /원 돌려줬어요$/ }).click();
  await page.getByText("송금 기록을 적어 주세요").first().waitFor();
  await shoot("money-fee");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByLabel("송금 기록").fill("국민 1130-042");
  await page.getByRole("button", { name: /원 돌려줬어요$/ }).click();
  await page.getByText(/돌려 드림 · 국민 1130-042/).waitFor();
  await shoot("money-fee-paid");
  expect(await faultsOf(page)).toEqual([]);
});
