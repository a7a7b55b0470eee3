/** What the rooms of the back office share: the menu, lists without rows, forms that show what they need. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { faultsOf } from "./axe.ts";
import { endVisits, sharedBrowser } from "./browser.ts";
import { hire, type TestStaff } from "./hire.ts";
import { openRoomOf } from "./office.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
let manager: TestStaff;

beforeAll(async () => {
  browser = await sharedBrowser();
  manager = await hire(shopUrl, "manager");
});
afterAll(() => endVisits(browser));

test("on a phone the menu shows the room that is open", async () => {
  const room = { path: "/admin/mails", title: "메일·문자" };
  const { context, page, errors } = await openRoomOf(browser, shopUrl, manager.account, room, "phone");
  const here = page.getByRole("navigation", { name: "운영" }).getByRole("link", { name: "메일·문자" });
  await expect
    .poll(async () => {
      const box = await here.boundingBox();
      return box !== null && box.x >= 0 && box.x + box.width <= 390;
    })
    .toBe(true);
  // The row scrolled, not the page.
  expect(await page.evaluate("scrollY")).toBe(0);
  expect(await faultsOf(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test("a list that a search emptied leads back to all rows", async () => {
  const room = { path: "/admin/products?q=zzzz-none", title: "상품" };
  const { context, page } = await openRoomOf(browser, shopUrl, manager.account, room, "desktop");
  await page.getByText("조건에 맞는 상품이 없어요.").waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("link", { name: "검색 조건 지우기" }).click();
  await page.getByRole("table").first().waitFor();
  await context.close();
});

test("the form of the delivery fees shows the fields that the chosen kind needs", async () => {
  const room = { path: "/admin/delivery", title: "배송비" };
  const { context, page } = await openRoomOf(browser, shopUrl, manager.account, room, "desktop");
  await takenOver(page);
  const basic = page.getByRole("group", { name: "기본 배송비", exact: true });
  const fields = { fee: "배송비", freeFrom: "무료가 되는 금액", pieces: "몇 개마다" } as const;
  const shown = async (): Promise<string[]> => {
    const all = Object.values(fields).map(async (label) => {
      const count = await basic.getByRole("textbox", { name: label, exact: true }).count();
      return count > 0 ? [label] : [];
    });
    return (await Promise.all(all)).flat();
  };
  const kind = basic.getByLabel("받는 방법");
  for (const [type, expected] of [
    ["free", []],
    ["fixed", [fields.fee]],
    ["conditional", [fields.fee, fields.freeFrom]],
    ["per_quantity", [fields.fee, fields.pieces]],
  ] as const) {
    await kind.selectOption(type);
    expect(await shown()).toEqual(expected);
  }
  await context.close();
});
