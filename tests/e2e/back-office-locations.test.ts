/** The locations of the stock: added, renamed, put in order; the SKU's page then moves goods to them. */
import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { faultsOf, faultsOnBothScreens } from "./axe.ts";
import { endVisits, type Screen, sharedBrowser } from "./browser.ts";
import { fitsScreen } from "./fits-screen.ts";
import { hire, type TestStaff } from "./hire.ts";
import { openRoomOf } from "./office.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
let catalogue: TestStaff;

beforeAll(async () => {
  [browser, catalogue] = await Promise.all([sharedBrowser(), hire(shopUrl, "catalogue")]);
});
afterAll(() => endVisits(browser));

async function openRoom(screen: Screen = "desktop", staff = catalogue) {
  const room = { path: "/admin/stock", title: "재고" };
  const visit = await openRoomOf(browser, shopUrl, staff.account, room, screen);
  await visit.page.getByRole("link", { name: "위치 관리" }).click();
  await visit.page.getByRole("heading", { level: 1, name: "재고 위치" }).waitFor();
  await takenOver(visit.page);
  return visit;
}

test("a location is added, renamed, moved, and gets goods of a SKU", async () => {
  const id = `shelf-${randomUUID().slice(0, 8)}`;
  // Moves up past this one. The first location is that of all other stock, and other tests count on it.
  const { api } = catalogue;
  const passed = { id: `passed-${id}`, name: `앞 ${id}` };
  expect((await api.request("POST", "/api/v1/admin/locations", passed, api.proof)).status).toBe(201);
  const { context, page, errors } = await openRoom("phone");
  const name = `새 선반 ${id.slice(-4)}`;
  await page.getByLabel("이름", { exact: true }).fill(name);
  await page.getByLabel("코드", { exact: true }).fill("Not A Code");
  await page.getByRole("button", { name: "더하기" }).click();
  await page.getByRole("main").getByRole("alert").filter({ hasText: "확인해 주세요" }).waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await page.getByLabel("코드", { exact: true }).fill(id);
  await page.getByRole("button", { name: "더하기" }).click();
  await page.getByText("위치를 더했어요.").waitFor();
  await page.getByRole("button", { name: `${name} 이름 바꾸기` }).click();
  await page.getByLabel(`${name} 새 이름`).fill(`선반 ${id}`);
  await page.keyboard.press("Enter");
  await page.getByText(`선반 ${id} 위치를 저장했어요.`).waitFor();
  await page.getByRole("button", { name: "되돌리기" }).click();
  await page.getByText(`${name} 위치를 저장했어요.`).waitFor();
  await page.getByRole("button", { name: "알림 닫기" }).click();
  const shown = page.getByRole("main").locator("ol > li");
  const last = (await shown.count()) - 1;
  await page.getByRole("button", { name: `${name} 위로` }).click();
  await page.getByText(`${name} 위치를 저장했어요.`).waitFor();
  expect(await shown.nth(last - 1).innerText()).toContain(id);
  expect(await fitsScreen(page)).toBe(true);

  const sku = `LOC-${randomUUID().slice(0, 8)}`;
  const product = { name: "위치 시험", status: "draft", options: [] };
  const variants = [{ sku, options: {}, price: 1_000, stock: 4 }];
  await api.request("POST", "/api/v1/admin/products", { ...product, variants }, api.proof);
  await page.goto(`${shopUrl}/admin/stock/${sku}`);
  await takenOver(page);
  await page.getByLabel("보내는 위치").selectOption("main");
  await page.getByLabel("받는 위치").selectOption(id);
  await page.getByLabel("수량", { exact: true }).fill("3");
  await page.getByLabel("사유").last().fill("진열");
  await page.getByRole("button", { name: "옮기기" }).click();
  await page.getByText("재고를 옮겼어요.").waitFor();
  await page.getByRole("row", { name: new RegExp(`^${name} 3 0 3`) }).waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test("who may only read stock sees the locations, and changes none", async () => {
  const support = await hire(shopUrl, "support");
  const { context, page } = await openRoom("desktop", support);
  expect(await page.getByRole("main").getByRole("button").count()).toBe(0);
  expect(await faultsOf(page)).toEqual([]);
  const { api } = support;
  const input = { id: "no-such-shelf", name: "x" };
  expect((await api.request("POST", "/api/v1/admin/locations", input, api.proof)).status).toBe(403);
  await context.close();
  expect((await fetch(`${shopUrl}/admin/locations`)).status).toBe(404);
});
