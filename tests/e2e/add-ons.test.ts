/** 추가상품: staff offer them with a product, a shopper takes them along in one go. */
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { faultsOf, faultsOnBothScreens } from "./axe.ts";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { hire, type TestStaff } from "./hire.ts";
import { visitAs } from "./members.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
let catalogue: TestStaff;

beforeAll(async () => {
  [browser, catalogue] = await Promise.all([sharedBrowser(), hire(shopUrl, "catalogue")]);
});
afterAll(() => endVisits(browser));

interface Added {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly variants: readonly { readonly sku: string }[];
}

async function addProduct(name: string, more: object = {}): Promise<Added> {
  const sku = randomUUID().slice(0, 13);
  const variants = [{ sku, options: {}, price: 10_000, stock: 5 }];
  const product = { name: `${name} ${sku.slice(0, 8)}`, status: "active", options: [], variants, ...more };
  const { api } = catalogue;
  const added = await api.request<Added>("POST", "/api/v1/admin/products", product, api.proof);
  expect(added.status).toBe(201);
  return added.body;
}
async function change({ id }: Added, body: object): Promise<void> {
  const { api } = catalogue;
  const address = `/api/v1/admin/products/${id}`;
  const { headers } = await api.request("GET", address, undefined, api.proof);
  const etag = headers.get("etag") ?? "";
  expect((await api.request("PATCH", address, body, { ...api.proof, "if-match": etag })).status).toBe(200);
}
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

test("staff choose add-ons, put them in order and give them a heading", async () => {
  const [mug, coaster, spoon] = [
    await addProduct("머그"),
    await addProduct("받침"),
    await addProduct("숟가락"),
  ];
  const { context, page, errors } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await visitAs(page, shopUrl, catalogue.account, `/admin/products/${mug.id}`);
  await takenOver(page);
  for (const { name } of [coaster, spoon]) {
    await page.getByRole("searchbox", { name: "추가상품 찾기" }).fill(name);
    await button(page, "상품 찾기").click();
    await button(page, `${name} 더하기`).click();
  }
  await button(page, `${spoon.name} 위로`).click();
  await page.getByLabel("추가상품 제목", { exact: true }).fill("같이 쓰세요");
  expect(await faultsOf(page)).toEqual([]);
  await button(page, "저장하기").click();
  await page.getByText("저장했어요. 상점에 바로 보여요.").waitFor();
  await page.goto(`${shopUrl}/p/${mug.slug}`);
  const offered = page.getByRole("group", { name: "같이 쓰세요" });
  await offered.waitFor();
  const shown = await offered.getByRole("listitem").allInnerTexts();
  expect(shown.map((text) => text.split("\n")[0])).toEqual([spoon.name, coaster.name]);
  for (const product of [mug, coaster, spoon]) await change(product, { status: "archived" });
  expect(errors).toEqual([]);
  await context.close();
});

test("a shopper takes add-ons along in one go", async () => {
  const shelf = await addProduct("선반", {
    options: [{ name: "색상", values: ["흰색", "검정"] }],
    variants: ["흰색", "검정"].map((colour) => ({
      ...{ sku: randomUUID().slice(0, 13), price: 4_000, stock: 3 },
      options: { 색상: colour },
    })),
  });
  const gone = await addProduct("매진", {
    variants: [{ sku: randomUUID().slice(0, 13), options: {}, price: 1_000, stock: 0 }],
  });
  const mug = await addProduct("머그");
  await change(mug, { addOns: [{ productId: shelf.id }, { productId: gone.id }] });
  const { context, page, errors } = await visitor(browser, "phone", "ko-KR", shopUrl);
  await page.goto(`${shopUrl}/p/${mug.slug}`);
  await takenOver(page);
  const offered = page.getByRole("group", { name: "함께 사면 좋아요" });
  expect(await offered.getByRole("checkbox", { name: new RegExp(gone.name) }).isDisabled()).toBe(true);
  const box = offered.getByRole("checkbox", { name: new RegExp(shelf.name) });
  expect(await box.isChecked()).toBe(false);
  await box.check();
  await offered.getByLabel(`${shelf.name} 옵션`).selectOption({ label: "검정" });
  await offered
    .getByRole("group", { name: `${shelf.name} 수량` })
    .getByRole("button")
    .last()
    .click();
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await button(page, "장바구니 담기").click();
  await page.getByText("장바구니에 담았어요").waitFor();
  await page.goto(`${shopUrl}/cart`);
  const main = page.getByRole("main");
  await main.getByText(shelf.name).first().waitFor();
  const text = await main.innerText();
  expect(text).toContain(mug.name);
  expect(text).toContain("검정");
  expect(text).toContain("8,000원");

  await page.goto(`${shopUrl}/p/${mug.slug}`);
  await takenOver(page);
  await offered.getByRole("checkbox", { name: new RegExp(shelf.name) }).check();
  await button(page, "바로 구매").click();
  await page.waitForURL(/checkout\?cart=direct/);
  await page.getByText("14,000원").first().waitFor();
  for (const product of [mug, shelf, gone]) await change(product, { status: "archived" });
  expect(errors).toEqual([]);
  await context.close();
}, 90_000);

test("a product that is owed says from which day it is sent, in both languages", async () => {
  const product = await addProduct("예약 머그", {
    variants: [{ sku: randomUUID().slice(0, 13), options: {}, price: 1_000, stock: 0 }],
  });
  const { api } = catalogue;
  const address = `/api/v1/admin/stock/${product.variants[0]?.sku}`;
  const { headers } = await api.request("GET", address, undefined, api.proof);
  const settings = { backOrders: true, expectedAt: "2999-12-03" };
  const etag = headers.get("etag") ?? "";
  expect((await api.request("PATCH", address, settings, { ...api.proof, "if-match": etag })).status).toBe(
    200,
  );
  const { context, page } = await visitor(browser, "phone", "ko-KR", shopUrl);
  await page.goto(`${shopUrl}/p/${product.slug}`);
  await page.getByText("2999년 12월 3일부터 보내 드려요").waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.goto(`${shopUrl}/en/p/${product.slug}`);
  await page.getByText("Sent from 3 Dec 2999").waitFor();
  await change(product, { status: "archived" });
  await context.close();
});
