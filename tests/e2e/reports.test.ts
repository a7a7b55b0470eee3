/** The day and the sales report, as an analyst sees them after a purchase. */
import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Product } from "../support/client.ts";
import { faultsOnBothScreens } from "./axe.ts";
import { endVisits, sharedBrowser } from "./browser.ts";
import { hire, type TestStaff } from "./hire.ts";
import { openRoomOf } from "./office.ts";

const shopUrl = inject("shopUrl");
const mark = randomUUID().slice(0, 8);
const name = `보고서 머그 ${mark}`;
const slug = `report-${mark}`;
let browser: Browser;
let analyst: TestStaff;
let manager: TestStaff;
let product: Product;

const call = <Body>(method: string, path: string, body?: unknown, more: Record<string, string> = {}) =>
  manager.api.request<Body>(method, `/api/v1/admin/${path}`, body, { ...manager.api.proof, ...more });

beforeAll(async () => {
  [browser, analyst, manager] = await Promise.all([
    sharedBrowser(),
    hire(shopUrl, "analyst"),
    hire(shopUrl, "manager"),
  ]);
  const made = await call<Product>("POST", "products", {
    ...{ name, slug, status: "active", options: [] },
    variants: [{ sku: `REPORT-${mark}`, options: {}, price: 500_000, stock: 40 }],
  });
  expect(made.status).toBe(201);
  product = made.body;
});
afterAll(async () => {
  await endVisits(browser);
  const { headers } = await call("GET", `products/${product.id}`);
  const etag = headers.get("etag") ?? "";
  await call("PATCH", `products/${product.id}`, { status: "archived" }, { "if-match": etag });
});

test("an analyst sees the day, and finds what was just sold in the report", async () => {
  // More pieces than the other tests sell of anything.
  await analyst.api.buy(product.variants[0]?.id ?? "", 20);
  const home = { path: "/admin", title: "운영자 페이지" };
  const { context, page, errors } = await openRoomOf(browser, shopUrl, analyst.account, home, "phone");
  const main = page.getByRole("main");
  await main.getByRole("heading", { name: "오늘" }).waitFor();
  // An analyst may not enter the room of orders, so that figure leads nowhere.
  expect(await main.getByRole("link", { name: "준비할 주문" }).count()).toBe(0);
  await main.getByRole("link", { name: "부족한 재고" }).waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await main.getByRole("link", { name: "보고서 보기", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "매출 보고서" }).waitFor();
  const row = main.getByRole("row").filter({ hasText: name });
  await expect
    .poll(
      async () => {
        await page.reload();
        return row.count();
      },
      { interval: 2_000, timeout: 60_000 },
    )
    .toBe(1);
  await main.getByRole("img", { name: /가장 많은 날은/ }).waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await page.getByLabel("상품 순서").selectOption("pieces");
  await page.getByRole("button", { name: "보기", exact: true }).click();
  await page.waitForURL(/by=pieces/);
  await row.waitFor();
  expect(errors).toEqual([]);
  await context.close();
});
