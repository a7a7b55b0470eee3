/** A stock-take, as the catalogue's staff make it with a scanner, and as others see it. */
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { client } from "../support/client.ts";
import { archive } from "./archive.ts";
import { faultsOf } from "./axe.ts";
import { endVisits, sharedBrowser } from "./browser.ts";
import { fitsScreen } from "./fits-screen.ts";
import { hire, staffOf, type TestStaff } from "./hire.ts";
import { openRoomOf } from "./office.ts";
import { shoot } from "./shoot.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
const room = { path: "/admin/stock-take", title: "재고 실사" };
let browser: Browser;
let catalogue: TestStaff;
const made = new Set<string>();

beforeAll(async () => {
  [browser, catalogue] = await Promise.all([sharedBrowser(), hire(shopUrl, "catalogue")]);
});
afterAll(async () => {
  await Promise.all([endVisits(browser), archive(catalogue.api, made)]);
});

/** A product with a variant for each figure. */
async function stocked(...pieces: readonly number[]): Promise<{ id: string; sku: string }[]> {
  const mark = randomUUID().slice(0, 8);
  const variants = pieces.map((stock, at) => ({
    sku: `COUNT-${mark}-${at}`,
    price: 1_000,
    stock,
    options: { 색상: `빛깔${at}` },
  }));
  const options = [{ name: "색상", values: variants.map((variant) => variant.options.색상) }];
  const product = { name: `실사 찻잔 ${mark}`, status: "active", options, variants };
  const { api } = catalogue;
  const { status, body } = await api.request<{ id: string; variants: { id: string; sku: string }[] }>(
    "POST",
    "/api/v1/admin/products",
    product,
    api.proof,
  );
  expect(status).toBe(201);
  made.add(body.id);
  return body.variants;
}

async function onHand(sku: string): Promise<number | undefined> {
  const { api } = catalogue;
  const path = `/api/v1/admin/stock/${sku}`;
  const { body } = await api.request<{ items: { location: string; onHand: number }[] }>(
    "GET",
    path,
    undefined,
    api.proof,
  );
  return body.items.find(({ location }) => location === "main")?.onHand;
}

const rowOf = (page: Page, sku: string) => page.getByRole("row").filter({ hasText: sku });
const isFocused = async (page: Page) => (await page.locator("#field-scan:focus").count()) === 1;

/** As a scanner types: into what has the focus, with Enter at the end. */
async function scan(page: Page, ...skus: readonly string[]): Promise<void> {
  for (const sku of skus) {
    await page.keyboard.insertText(sku);
    await page.keyboard.press("Enter");
  }
}

const startTake = async (pieces: readonly number[]) => {
  const variants = await stocked(...pieces);
  const visit = await openRoomOf(browser, shopUrl, catalogue.account, room);
  await visit.page.setViewportSize({ width: 1024, height: 1100 });
  await visit.page.getByLabel("위치", { exact: true }).selectOption("main");
  return { ...visit, variants, skus: variants.map(({ sku }) => sku) };
};

test("goods are scanned, corrected, pasted and saved; what was sold meanwhile stays sold", async () => {
  const { context, page, errors, skus } = await startTake([5, 7, 3]);
  const [one = "", two = "", three = ""] = skus;
  expect(await isFocused(page)).toBe(true);
  await scan(page, one, two, one, "NO-SUCH-SKU", one.toLowerCase(), one.slice(0, -2));
  await page.getByText("NO-SUCH-SKU: 모르는 SKU예요.").last().waitFor();
  await page.getByRole("list", { name: "찾지 못한 SKU" }).getByRole("button", { name: three }).click();
  await page.getByText(`${three}: 지금까지 1개예요.`).waitFor();
  expect(await isFocused(page)).toBe(true);
  await page.getByRole("row", { name: new RegExp(`실사 찻잔 .*빛깔0 ${one} 5 `) }).waitFor();
  expect(await rowOf(page, one).innerText()).toContain("−2 (2개 부족해요)");
  // The newest first.
  expect(await page.getByRole("row").nth(1).innerText()).toContain(three);

  await page.getByLabel(`${two} 센 수량`).fill("8");
  await rowOf(page, two).getByText("+1 (1개 많아요)").waitFor();
  await page.keyboard.press("Enter");
  expect(await isFocused(page)).toBe(true);
  await page.getByLabel("SKU와 센 수량").fill(`sku,counted\n${three},3\n뭐지,2\nNO-SUCH-2,1`);
  await page.getByRole("button", { name: "채우기" }).click();
  await page.getByText("3번째 줄: 읽을 수 없어요: 뭐지,2").waitFor();
  await page.getByText("4번째 줄: NO-SUCH-2: 모르는 SKU예요.").waitFor();
  await rowOf(page, three).getByText("0 (같아요)").waitFor();
  expect(await faultsOf(page)).toEqual([]);

  await page.reload();
  await takenOver(page);
  await rowOf(page, two).getByText("+1 (1개 많아요)").waitFor();
  expect(await page.getByLabel(`${one} 센 수량`).inputValue()).toBe("3");
  const { api } = catalogue;
  const sold = { delta: -1, reason: "매장에서 판매" };
  for (const sku of [one, three])
    expect((await api.request("POST", `/api/v1/admin/stock/${sku}/adjust`, sold, api.proof)).status).toBe(
      200,
    );
  await page.getByRole("button", { name: "저장하기" }).click();
  await page.getByText("바뀐 상품 2개, 그대로인 상품 1개, 저장하지 못한 상품 0개예요.").waitFor();
  expect(await page.locator("p:focus").innerText()).toContain("바뀐 상품 2개");
  expect(await Promise.all([one, two, three].map(onHand))).toEqual([2, 8, 2]);
  expect(await faultsOf(page)).toEqual([]);
  expect(await fitsScreen(page)).toBe(true);
  await page.getByRole("main").getByRole("link", { name: one }).click();
  await page.getByRole("heading", { level: 1, name: one }).waitFor();
  await page.getByRole("cell", { name: "재고 실사" }).waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test("what orders reserved is refused with the reason; the rest is saved, and the row stays", async () => {
  const { context, page, variants } = await startTake([5, 5]);
  const [ordered, other] = variants;
  if (!ordered || !other) throw new Error("no variants");
  const guest = client(shopUrl);
  const cart = await guest.createCart();
  await guest.addItem(cart.id, ordered.id, 3);
  expect((await guest.placeOrder(cart.id)).status).toBe(201);
  await page.getByLabel("SKU와 센 수량").fill(`${ordered.sku},2\n${other.sku},4`);
  await page.getByRole("button", { name: "채우기" }).click();
  await page.getByText("2개 상품의 수량을 넣었어요.").waitFor();
  await page.getByRole("button", { name: "저장하기" }).click();
  await page.getByText("바뀐 상품 1개, 그대로인 상품 0개, 저장하지 못한 상품 1개예요.").waitFor();
  await page.getByText("이미 주문된 수량보다 재고를 줄일 수 없어요.").waitFor();
  expect(await Promise.all([ordered.sku, other.sku].map(onHand))).toEqual([5, 4]);
  expect(await faultsOf(page)).toEqual([]);
  await page.getByLabel(`${ordered.sku} 센 수량`).fill("4");
  await page.getByRole("button", { name: "저장하기" }).click();
  await page.getByText("바뀐 상품 1개, 그대로인 상품 0개, 저장하지 못한 상품 0개예요.").waitFor();
  expect(await onHand(ordered.sku)).toBe(4);
  await context.close();
});

test("a stock-take whose answer was lost is sent again, and applied once", async () => {
  const { context, page, skus } = await startTake([5]);
  const [sku = ""] = skus;
  await scan(page, sku);
  await rowOf(page, sku).getByText("−4 (4개 부족해요)").waitFor();
  await page.route("**/api/v1/admin/stock/counts", async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.getByRole("button", { name: "저장하기" }).click();
  await page.getByText("두 번 반영되지는 않아요").waitFor();
  await page.unroute("**/api/v1/admin/stock/counts");
  await page.reload();
  await takenOver(page);
  // What has no answer yet must not change.
  expect(await page.getByLabel(`${sku} 센 수량`).getAttribute("readonly")).not.toBeNull();
  await page.getByRole("button", { name: "다시 보내기" }).click();
  await page.getByText("바뀐 상품 1개, 그대로인 상품 0개, 저장하지 못한 상품 0개예요.").waitFor();
  expect(await onHand(sku)).toBe(1);
  await context.close();
});

/** 상품 in CP949: a sheet of Korean Windows. */
const GOODS_IN_CP949 = [0xbb, 0xf3, 0xc7, 0xb0];

test("a file of Korean Windows is read, and the reason is kept, in English too", async () => {
  const { context, page, variants } = await startTake([5]);
  const [{ sku } = { sku: "" }] = variants;
  const buffer = Buffer.concat([Buffer.from(GOODS_IN_CP949), Buffer.from(`,counted\r\n${sku},4`)]);
  await page.locator("input[type=file]").setInputFiles({ name: "counts.csv", mimeType: "text/csv", buffer });
  await expect.poll(() => page.getByLabel("SKU와 센 수량").inputValue()).toContain("상품,counted");
  await page.getByRole("button", { name: "채우기" }).click();
  await rowOf(page, sku).getByText("−1 (1개 부족해요)").waitFor();
  await page.getByLabel("사유 (선택)").fill("분기 실사");
  await shoot(page, "stock-take-ko");
  await page.goto(`${shopUrl}/en${room.path}`);
  await page.getByRole("heading", { level: 1, name: "Stock-take" }).waitFor();
  await takenOver(page);
  await shoot(page, "stock-take-en");
  expect(await faultsOf(page)).toEqual([]);
  // It is a part of what a reload keeps.
  await expect.poll(() => page.getByLabel("Reason (optional)").inputValue()).toBe("분기 실사");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Changed: 1").waitFor();
  await page.locator("#field-scan").fill(sku);
  await page.keyboard.press("Enter");
  await expect.poll(() => page.getByLabel("Reason (optional)").inputValue()).toBe("");
  await page.goto(`${shopUrl}/admin/stock/${sku}`);
  await page.getByRole("cell", { name: "분기 실사" }).waitFor();
  await page.getByRole("link", { name: /^실사 찻잔/ }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await shoot(page, "stock-sku-ko");
  await page.goto(`${shopUrl}/en/admin/stock/${sku}`);
  await page.getByRole("heading", { level: 1, name: sku }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await shoot(page, "stock-sku-en");
  await context.close();
});

test("a SKU that is called count has a page like any other", async () => {
  const { api, account } = catalogue;
  const named = { options: [], variants: [{ sku: "count", options: {}, price: 1_000, stock: 3 }] };
  const product = { name: "세는 컵", status: "active", ...named };
  const { status } = await api.request("POST", "/api/v1/admin/products", product, api.proof);
  // An earlier run in the same shop has made it.
  expect([201, 409]).toContain(status);
  const path = "/api/v1/admin/variants/count";
  const { body } = await api.request<{ productId: string }>("GET", path, undefined, api.proof);
  made.add(body.productId);
  const visit = await openRoomOf(browser, shopUrl, account, { path: "/admin/stock/count", title: "count" });
  await visit.page.getByRole("link", { name: "세는 컵" }).waitFor();
  await visit.context.close();
});

test("who may only read stock finds no way to a stock-take, and no such page", async () => {
  const account = await staffOf(shopUrl, "support");
  const visit = await openRoomOf(browser, shopUrl, account, { path: "/admin/stock", title: "재고" });
  expect(await visit.page.getByRole("link", { name: "재고 실사" }).count()).toBe(0);
  const refused = await visit.page.goto(`${shopUrl}${room.path}`);
  expect(refused?.status()).toBe(404);
  const lines = [{ sku: "ANY", counted: 1, expected: 0 }];
  const call = await visit.page.request.post(`${shopUrl}/api/v1/admin/stock/counts`, { data: { lines } });
  expect(call.status()).toBe(403);
  await visit.context.close();
  expect((await fetch(shopUrl + room.path)).status).toBe(404);

  const able = await openRoomOf(browser, shopUrl, catalogue.account, { path: "/admin/stock", title: "재고" });
  await able.page.getByRole("link", { name: "재고 실사" }).click();
  await able.page.getByRole("heading", { level: 1, name: room.title }).waitFor();
  expect(await faultsOf(able.page)).toEqual([]);
  await able.context.close();
});
