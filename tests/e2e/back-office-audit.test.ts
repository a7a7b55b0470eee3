/** The room for the audit log: filters, what changed as a diff, links to its subject, and who sees it. */
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { client, type Member } from "../support/client.ts";
import { faultsOf } from "./axe.ts";
import { endVisits, type Screen, sharedBrowser, visitor } from "./browser.ts";
import { fitsScreen } from "./fits-screen.ts";
import { hire } from "./hire.ts";
import { visitAs } from "./members.ts";
import { openRoomOf } from "./office.ts";
import { owner } from "./owner.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
let api: Member;

beforeAll(async () => {
  [browser, api] = await Promise.all([sharedBrowser(), client(shopUrl).signIn(owner.email, owner.password)]);
});
afterAll(() => endVisits(browser));

/** A category that was renamed, and what it was called before and after. */
async function renamed() {
  const mark = randomUUID().slice(0, 8);
  const path = "/api/v1/admin/categories";
  const input = { name: `옛 이름 ${mark}`, slug: `audit-${mark}` };
  const { body } = await api.request<{ id: string }>("POST", path, input, api.proof);
  await api.request("PATCH", `${path}/${body.id}`, { name: `새 이름 ${mark}` }, api.proof);
  return {
    mark,
    id: body.id,
    remove: () => api.request("DELETE", `${path}/${body.id}`, undefined, api.proof),
  };
}

const openRoom = (screen: Screen = "desktop", query = "") =>
  openRoomOf(browser, shopUrl, owner, { path: `/admin/audit${query}`, title: "변경 기록" }, screen);
const entries = (page: Page) => page.getByRole("main").locator("details");

test("an entry is found by its words, opens by keyboard as a diff, and leads to its subject", async () => {
  const { mark, id, remove } = await renamed();
  const { context, page, errors } = await openRoom();
  await page.getByRole("searchbox", { name: "기록 안의 말 찾기" }).fill(`새 이름 ${mark}`);
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=/);
  expect(await entries(page).count()).toBe(1);
  await entries(page).locator("summary").focus();
  await page.keyboard.press("Enter");
  const row = page.getByRole("row", { name: `name 옛 이름 ${mark} 새 이름 ${mark}` });
  await row.waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("link", { name: "이 대상의 기록" }).click();
  await page.waitForURL(/subject=category/);
  await expect.poll(() => entries(page).count()).toBe(2);
  await page.getByRole("link", { name: /^대상: .* 조건 없애기$/ }).waitFor();
  // An entry that was open stays so.
  await page.reload();
  await entries(page).first().locator("summary").click();
  await page.getByRole("link", { name: "열어 보기" }).click();
  await page.waitForURL(`${shopUrl}/admin/categories?id=${id}`);
  await expect.poll(() => page.getByLabel("이름", { exact: true }).inputValue()).toBe(`새 이름 ${mark}`);
  await remove();
  expect(errors).toEqual([]);
  await context.close();
});

test("the list is narrowed by kind, action and day", async () => {
  const { mark, remove } = await renamed();
  const { context, page } = await openRoom("desktop", `?q=${mark}`);
  await expect.poll(() => entries(page).count()).toBe(2);
  await page.getByLabel("어떤 일").selectOption({ label: "카테고리 수정" });
  await page.getByRole("button", { name: "찾기" }).click();
  await expect.poll(() => entries(page).count()).toBe(1);
  await page.getByLabel("무엇을").selectOption({ label: "상품" });
  await page.getByRole("button", { name: "찾기" }).click();
  await page.getByText("조건에 맞는 기록이 없어요.").waitFor();
  await page.goto(`${shopUrl}/admin/audit?q=${mark}&to=2020-01-01`);
  await page.getByText("조건에 맞는 기록이 없어요.").waitFor();
  await page.goto(`${shopUrl}/admin/audit?actor=nobody&resource=A%3BB&from=x&to=y&cursor=`);
  await page.getByRole("heading", { level: 1, name: "변경 기록" }).waitFor();
  await remove();
  await context.close();
});

test("without the permission there is no such room, in the menu, at its address, or in the API", async () => {
  const catalogue = await hire(shopUrl, "catalogue");
  const { context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await visitAs(page, shopUrl, catalogue.account, "/admin");
  expect(await page.getByRole("link", { name: "변경 기록" }).count()).toBe(0);
  expect((await page.goto(`${shopUrl}/admin/audit`))?.status()).toBe(404);
  const refused = await catalogue.api.request(
    "GET",
    "/api/v1/admin/audit-log",
    undefined,
    catalogue.api.proof,
  );
  expect(refused.status).toBe(403);
  await context.close();
  expect((await fetch(`${shopUrl}/en/admin/audit`)).status).toBe(404);
});

test("on a phone axe finds no fault, and nothing is wider than the screen", async () => {
  const { mark, remove } = await renamed();
  const { context, page } = await openRoom("phone", `?q=${mark}`);
  await entries(page).first().locator("summary").click();
  await page.getByRole("link", { name: "열어 보기" }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  expect(await fitsScreen(page)).toBe(true);
  await remove();
  await context.close();
});
