/** The room for files: staff import products with a few bad rows, and others neither see nor call it. */
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { client } from "../support/client.ts";
import { faultsOnBothScreens } from "./axe.ts";
import { endVisits, type Screen, sharedBrowser, visitor } from "./browser.ts";
import { hire, type TestStaff } from "./hire.ts";
import { visitAs } from "./members.ts";
import { openRoomOf } from "./office.ts";
import { shoot } from "./shoot.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
let catalogue: TestStaff;

beforeAll(async () => {
  [browser, catalogue] = await Promise.all([sharedBrowser(), hire(shopUrl, "catalogue")]);
});
afterAll(() => endVisits(browser));

const openRoom = (screen: Screen) =>
  openRoomOf(
    browser,
    shopUrl,
    catalogue.account,
    { path: "/admin/imports", title: "가져오기·내보내기" },
    screen,
  );

/** Rows of products as drafts. `bad`: rows whose price is no number. */
function fileOf(code: string, rows: number, bad: number) {
  const lines = Array.from({ length: rows }, (_, at) => {
    const price = at >= rows - bad ? "만원" : `"12,${String(at).padStart(3, "0")}원"`;
    return `${code}-${at},가져온 컵 ${code} ${at},${price},3`;
  });
  const text = `상품코드,상품명,판매가,재고\r\n${lines.join("\r\n")}\r\n`;
  return { name: `상품 ${code}.csv`, mimeType: "text/csv", buffer: Buffer.from(text) };
}

const countOf = (page: Page, name: string) =>
  page.getByRole("main").locator("dl > div", { hasText: name }).locator("dd").innerText();
test("staff import 300 rows with 6 bad ones, and find a product in the back office", async () => {
  const code = `IMP-${randomUUID().slice(0, 6).toUpperCase()}`;
  const { context, page, errors } = await openRoom("phone");
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await shoot(page, "1-room");
  await page.locator("input[type=file]").setInputFiles(fileOf(code, 300, 6));
  await page.waitForURL(/\/admin\/imports\/[\da-f-]{36}$/);
  await page.getByRole("heading", { level: 1, name: `상품 ${code}.csv` }).waitFor();
  await takenOver(page);
  expect(await page.getByLabel("상품명", { exact: true }).inputValue()).toBe("상품명");
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await shoot(page, "2-columns");

  await page.getByRole("button", { name: "검사하기" }).click();
  await page.getByRole("heading", { level: 2, name: "검사 결과" }).waitFor();
  expect([await countOf(page, "새로 만들 행"), await countOf(page, "오류가 있는 행")]).toEqual(["294", "6"]);
  await page.getByRole("cell", { name: "숫자로 읽을 수 없어요" }).first().waitFor();
  await page.getByRole("rowheader", { name: "296", exact: true }).waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await shoot(page, "3-check");

  await page.getByRole("button", { name: "294행 가져오기" }).click();
  await page.getByText("다 가져왔어요: 300행").waitFor({ timeout: 60_000 });
  expect([await countOf(page, "새로 만든 행"), await countOf(page, "건너뛴 행")]).toEqual(["294", "6"]);
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await shoot(page, "4-done");

  await page.goto(`${shopUrl}/admin/products?q=${code}-293`);
  await page.getByText(`가져온 컵 ${code} 293`).waitFor();
  await page.goto(`${shopUrl}/admin/stock/${code}-293`);
  await page.getByRole("heading", { level: 1, name: `${code}-293` }).waitFor();
  await page.goto(`${shopUrl}/admin/imports`);
  await page.getByRole("link", { name: `상품 ${code}.csv` }).waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await shoot(page, "5-history");
  expect(errors).toEqual([]);
  await context.close();
});

test("a file that is no table is refused in words, and columns that are not told are asked for", async () => {
  const { context, page } = await openRoom("desktop");
  const choose = page.locator("input[type=file]");
  await choose.setInputFiles({ name: "표.csv", mimeType: "text/csv", buffer: Buffer.from("%PDF-1.7") });
  await page.getByRole("alert").getByText("표.csv: CSV나 XLSX 표가 아니에요").waitFor();
  await page.getByRole("radio", { name: "가격" }).check();
  await choose.setInputFiles({
    name: "가격.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("number,won\nNO-SUCH-SKU,1000\n"),
  });
  await page.getByText("열을 골라 주세요: SKU, 판매가").waitFor();
  expect(await page.getByRole("button", { name: "검사하기" }).isDisabled()).toBe(true);
  await page.getByLabel("SKU").selectOption("number");
  await page.getByLabel("판매가").selectOption("won");
  await page.getByRole("button", { name: "검사하기" }).click();
  await page.getByRole("cell", { name: "등록되지 않은 SKU예요" }).waitFor();
  expect(await page.getByRole("button", { name: "0행 가져오기" }).isDisabled()).toBe(true);
  const exported = page.waitForEvent("download");
  await page.goto(`${shopUrl}/admin/imports`);
  await page.getByRole("link", { name: "재고 XLSX 내려받기" }).click();
  expect((await exported).suggestedFilename()).toMatch(/^stock-\d{4}-\d\d-\d\d\.xlsx$/);
  await context.close();
});

test("a lesser role neither sees the room nor may call it", async () => {
  const support = await hire(shopUrl, "support");
  const { context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await visitAs(page, shopUrl, support.account, "/admin");
  await page.getByRole("link", { name: "상품", exact: true }).waitFor();
  expect(await page.getByRole("link", { name: "가져오기·내보내기" }).count()).toBe(0);
  const answer = await page.goto(`${shopUrl}/admin/imports`);
  expect(answer?.status()).toBe(404);
  await context.close();
  const { proof } = support.api;
  expect((await client(shopUrl, proof).request("GET", "/api/v1/admin/imports")).status).toBe(403);
  expect((await fetch(`${shopUrl}/admin/imports`)).status).toBe(404);
});
