/** The command palette and the shortcuts of the back office. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { faultsOf } from "./axe.ts";
import { endVisits, type Screen, sharedBrowser } from "./browser.ts";
import { fitsScreen } from "./fits-screen.ts";
import { hire, type TestStaff } from "./hire.ts";
import { openRoomOf } from "./office.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
let catalogue: TestStaff;

beforeAll(async () => {
  [browser, catalogue] = await Promise.all([sharedBrowser(), hire(shopUrl, "catalogue")]);
});
afterAll(() => endVisits(browser));

const openOffice = (screen: Screen = "desktop", staff = catalogue) =>
  openRoomOf(browser, shopUrl, staff.account, { path: "/admin/stock", title: "재고" }, screen);
const palette = (page: Page) => page.getByRole("combobox", { name: "화면, 할 일, 상품 찾기" });
const options = (page: Page) => page.getByRole("option");

test("Ctrl+K finds rooms, tasks and products, and Enter goes there", async () => {
  const { context, page, errors } = await openOffice();
  await page.keyboard.press("ControlOrMeta+k");
  await palette(page).fill("새상품");
  await expect.poll(() => options(page).first().innerText()).toContain("새 상품 등록");
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await page.waitForURL(`${shopUrl}/admin/products/new`);

  await page.keyboard.press("ControlOrMeta+k");
  await palette(page).fill("머그");
  await options(page).filter({ hasText: "상품" }).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/admin\/products\/[\da-f-]{36}$/);

  await page.keyboard.press("ControlOrMeta+k");
  await palette(page).fill("없는 것 zzzz");
  await page.getByText("찾는 것이 없어요.").waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => palette(page).count()).toBe(0);
  expect(errors).toEqual([]);
  await context.close();
});

test("letters open rooms and the sheet, not while one types, and can be turned off", async () => {
  const { context, page } = await openOffice();
  const go = async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("c");
    return page.url();
  };
  await expect.poll(go, { interval: 500 }).toBe(`${shopUrl}/admin/categories`);
  await page.getByRole("heading", { level: 1, name: "카테고리" }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("g?c");
  expect(await page.getByPlaceholder("카테고리 찾기").inputValue()).toBe("g?c");
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "단축키" }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByLabel("Ctrl 없이 누르는 글자 단축키 쓰기").uncheck();
  await page.getByRole("dialog").getByRole("button", { name: "닫기" }).click();
  await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  await page.keyboard.press("?");
  expect(await page.getByRole("dialog").count()).toBe(0);
  await context.close();
});

test("a role is offered only what it may do", async () => {
  const analyst = await hire(shopUrl, "analyst");
  const { context, page } = await openOffice("desktop", analyst);
  await page.getByRole("button", { name: "바로 가기" }).click();
  await palette(page).waitFor();
  const offered = await options(page).allInnerTexts();
  for (const name of ["새 상품 등록", "상점 설정", "변경 기록"])
    expect([name, offered.some((text) => text.includes(name))]).toEqual([name, false]);
  expect(offered.some((text) => text.includes("카테고리"))).toBe(true);
  await context.close();
});

test("on a phone the button opens the palette, and axe finds no fault", async () => {
  const { context, page } = await openOffice("phone");
  await page.getByRole("button", { name: "바로 가기" }).click();
  await palette(page).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  expect(await fitsScreen(page)).toBe(true);
  await context.close();
});
