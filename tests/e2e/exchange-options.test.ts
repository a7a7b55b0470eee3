/** A member exchanges a cup for another colour; staff change the colour, approve, and send it. */
import { randomUUID } from "node:crypto";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { priceMaker } from "../../server/modules/catalog/price-lists/price-lists.fixture.ts";
import { client, type Member, newKey, type Product } from "../support/client.ts";
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

/**
 * A member's red cups that have arrived, and `withBlue` a blue one. There are also blue, green and dearer
 * gold ones, 3 unless said.
 */
async function arrived({ pieces = 1, blue = 3, green = 3, withBlue = false } = {}) {
  const proof = await ownerProof(shopUrl);
  const colours = { 빨강: 12_000, 파랑: 12_000, 초록: 12_000, 금색: 20_000 };
  const stocks = { 빨강: 3, 파랑: blue, 초록: green, 금색: 3 };
  const variants = Object.entries(colours).map(([color, price]) => ({
    ...{ sku: `SWAP-${randomUUID().slice(0, 8)}`, price, stock: stocks[color as keyof typeof stocks] },
    options: { 색상: color },
  }));
  const made = await client(shopUrl).request<Product>(
    "POST",
    "/api/v1/admin/products",
    {
      ...{ name: "교환 시험 컵", status: "active", variants },
      options: [{ name: "색상", values: Object.keys(colours) }],
    },
    proof,
  );
  expect(made.status).toBe(201);
  productIds.push(made.body.id);
  const account = somebody();
  const member: Member = await client(shopUrl).signUp(account);
  const cart = await member.createCart();
  await member.addItem(cart.id, made.body.variants[0]?.id ?? "", pieces);
  if (withBlue) await member.addItem(cart.id, made.body.variants[1]?.id ?? "", 1);
  const { body } = await member.placeOrder(cart.id, {}, newKey());
  await member.confirm(await member.approve(body.payment.windowUrl));
  const send = (path: string, content?: object) =>
    client(shopUrl).request<{ shipments: { id: string }[] }>("POST", path, content, proof);
  const path = `/api/v1/admin/orders/${body.order.id}`;
  await send(`${path}/prepare`);
  const sent = await send(`${path}/shipments`, { carrier: "cj", trackingNumber: "123456789012" });
  const there = await send(`/api/v1/admin/shipments/${sent.body.shipments[0]?.id}/delivered`);
  expect(there.status).toBe(200);
  return { account, order: body.order, member, variants: made.body.variants };
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

/** The wizard, with the choice of what is sent instead. */
async function openExchange(account: TestAccount, orderId: string) {
  await open(account, `/orders/${orderId}`, "phone");
  await page.getByRole("button", { name: "반품·교환 신청" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("교환 시험 컵 수량").selectOption("1");
  await dialog.getByLabel("무엇을 원하세요?").selectOption("exchange");
  await dialog.getByText("값이 같은 옵션으로만 교환할 수 있어요.").waitFor();
  return { dialog, option: dialog.getByLabel("교환 시험 컵 대신 받을 옵션") };
}

async function askForBlue(account: TestAccount, orderId: string): Promise<void> {
  const { dialog, option } = await openExchange(account, orderId);
  expect(await option.locator("option").allTextContents()).toEqual(["같은 옵션", "파랑", "초록"]);
  await option.selectOption({ label: "파랑" });
  await dialog.getByLabel("어떤 이유인가요?").selectOption("defect");
  await dialog.getByText("배송비는 받지 않아요").waitFor();
  await shoot("exchange-goods");
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole("button", { name: "다음" }).click();
  await dialog.getByText("교환 시험 컵 → 파랑 1개").waitFor();
  await shoot("exchange-reason");
  await dialog.getByRole("button", { name: "신청하기" }).click();
  await page.getByText("교환 · 신청 접수").waitFor();
  await page.getByText("교환 시험 컵 (빨강) → 교환 시험 컵 (파랑) 1개").waitFor();
  await shoot("exchange-requested");
  expect(await faultsOf(page)).toEqual([]);
  await context.close();
}

/** The blue one is broken in the store: staff send a green one. */
async function sendGreen(staff: TestAccount, number: string): Promise<void> {
  await open(staff, `/admin/claims?q=${number}`, "desktop");
  await page.getByText("→ 교환 시험 컵 (파랑)").waitFor();
  await shoot("exchange-board");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("link", { name: number }).click();
  await page.getByRole("heading", { level: 1, name: number }).waitFor();
  await takenOver(page);
  await page.getByRole("columnheader", { name: "교환할 옵션" }).waitFor();
  await page.getByLabel(/대신 보낼 옵션$/).selectOption({ label: "초록 (3개 남음)" });
  await page.getByRole("button", { name: "교환할 옵션 바꾸기" }).click();
  await page.getByRole("cell", { name: "교환 시험 컵 (초록)" }).waitFor();
  await shoot("exchange-options");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "신청 승인하기" }).click();
  await page.getByRole("button", { name: "수거 완료하기" }).click();
  await page.getByRole("button", { name: "검수 완료하기" }).click();
  await page.getByLabel("운송장 번호", { exact: true }).fill("555566667777");
  await page.getByRole("button", { name: "교환 상품 보내기" }).click();
  await page.getByRole("button", { name: "교환 완료하기" }).click();
  await page.getByText("처리가 끝난 신청이에요.").waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await context.close();
}

test("a member exchanges goods for another option, and staff choose another one", async () => {
  const { account, order } = await arrived();
  await askForBlue(account, order.id);
  await sendGreen(await staffOf(shopUrl, "orders"), order.number);

  await open(account, `/orders/${order.id}`, "phone");
  await page.getByText("교환 · 교환 완료").waitFor();
  await page.getByText("교환 시험 컵 (빨강) → 교환 시험 컵 (초록) 1개").waitFor();
  // What can be sent back now is the green one.
  await page.getByRole("button", { name: "반품·교환 신청" }).click();
  await page.getByRole("dialog").getByLabel("교환 시험 컵 (초록) 수량").waitFor();
  await shoot("exchange-over");
  expect(await faultsOf(page)).toEqual([]);
});

test("a member of a price group is offered what costs the same for the group, and gets it", async () => {
  const { account, order, member, variants } = await arrived();
  const [, blue, , gold] = variants;
  const prices = priceMaker(client(shopUrl), await ownerProof(shopUrl));
  const group = await prices.makeGroup();
  await prices.putInto(member.id, group);
  const list = [
    { sku: blue?.sku ?? "", price: 9_000 },
    { sku: gold?.sku ?? "", price: 12_000 },
  ];
  await prices.makeList(list, { memberGroup: group });
  const { dialog, option } = await openExchange(account, order.id);
  expect(await option.locator("option").allTextContents()).toEqual(["같은 옵션", "초록", "금색"]);
  await option.selectOption({ label: "금색" });
  await dialog.getByLabel("어떤 이유인가요?").selectOption("defect");
  await dialog.getByRole("button", { name: "다음" }).click();
  await dialog.getByRole("button", { name: "신청하기" }).click();
  await page.getByText("교환 시험 컵 (빨강) → 교환 시험 컵 (금색) 1개").waitFor();
});

test("an option of which too few are left stays chosen, and the member reads how many are", async () => {
  const { account, order } = await arrived({ pieces: 3, blue: 2 });
  const { dialog, option } = await openExchange(account, order.id);
  const pieces = dialog.getByLabel("교환 시험 컵 수량");
  await pieces.selectOption("2");
  await option.selectOption({ label: "파랑" });
  await pieces.selectOption("3");
  await dialog.getByText("고른 옵션은 2개만 남았어요.").waitFor();
  expect(await option.locator("option:checked").textContent()).toBe("파랑");
  expect(await faultsOf(page)).toEqual([]);
  await shoot("exchange-too-few");
  await dialog.getByLabel("어떤 이유인가요?").selectOption("defect");
  await dialog.getByText("고른 옵션의 재고가 부족해요.").waitFor();
  await pieces.selectOption("2");
  await dialog.getByText("배송비는 받지 않아요").waitFor();
  expect(await dialog.getByText("고른 옵션은 2개만 남았어요.").count()).toBe(0);
  await dialog.getByRole("button", { name: "다음" }).click();
  await dialog.getByText("교환 시험 컵 → 파랑 2개").waitFor();
});

test("the last piece is offered to one line of a claim, to its buyer and to staff", async () => {
  const { account, order, variants } = await arrived({ blue: 2, green: 1, withBlue: true });
  await open(account, `/orders/${order.id}`, "phone");
  await page.getByRole("button", { name: "반품·교환 신청" }).click();
  const dialog = page.getByRole("dialog");
  for (const color of ["빨강", "파랑"])
    await dialog.getByLabel(`교환 시험 컵 (${color}) 수량`).selectOption("1");
  await dialog.getByLabel("무엇을 원하세요?").selectOption("exchange");
  const wish = (color: string) => dialog.getByLabel(`교환 시험 컵 (${color}) 대신 받을 옵션`);
  const offered = (color: string) => wish(color).locator("option").allTextContents();
  // Of the blue ones one is left, which the other line gets again.
  await wish("파랑").waitFor();
  await expect.poll(() => offered("빨강")).toEqual(["같은 옵션", "초록"]);
  expect(await offered("파랑")).toEqual(["같은 옵션", "빨강", "초록"]);
  await wish("파랑").selectOption({ label: "초록" });
  expect(await offered("빨강")).toEqual(["같은 옵션", "파랑"]);
  await dialog.getByLabel("어떤 이유인가요?").selectOption("defect");
  await dialog.getByText("배송비는 받지 않아요").waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await shoot("exchange-two-lines");
  await dialog.getByRole("button", { name: "다음" }).click();
  await dialog.getByRole("button", { name: "신청하기" }).click();
  await page.getByText("교환 · 신청 접수").waitFor();
  await context.close();

  await open(await staffOf(shopUrl, "orders"), `/admin/claims?q=${order.number}`, "desktop");
  await page.getByRole("link", { name: order.number }).click();
  await page.getByRole("heading", { level: 1, name: order.number }).waitFor();
  await takenOver(page);
  const sent = (at: number) => page.getByLabel(`${variants[at]?.sku} 대신 보낼 옵션`);
  const choices = (at: number) => sent(at).locator("option").allTextContents();
  expect(await choices(0)).toEqual(["같은 옵션", "파랑 (1개 남음)"]);
  await sent(1).selectOption({ label: "같은 옵션" });
  expect(await choices(0)).toEqual(["같은 옵션", "초록 (1개 남음)"]);
  await sent(0).selectOption({ label: "초록 (1개 남음)" });
  expect(await choices(1)).toEqual(["같은 옵션", "빨강 (2개 남음)"]);
  await shoot("exchange-options-two-lines");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "신청 승인하기" }).click();
  await page.getByText("고른 옵션을 아직 저장하지 않았어요.").waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "교환할 옵션 바꾸기" }).click();
  await page
    .getByRole("row", { name: `${variants[0]?.sku} 교환 시험 컵 (빨강) 교환 시험 컵 (초록)` })
    .waitFor();
  await page.getByRole("button", { name: "신청 승인하기" }).click();
  await page.getByRole("button", { name: "수거 완료하기" }).waitFor();
});
