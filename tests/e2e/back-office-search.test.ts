/** The room for search words: sets that find one another, and the search to try them. */
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { faultsOf, faultsOnBothScreens } from "./axe.ts";
import { endVisits, type Screen, sharedBrowser } from "./browser.ts";
import { hire, type TestStaff } from "./hire.ts";
import { openRoomOf } from "./office.ts";

const shopUrl = inject("shopUrl");
const path = "/api/v1/admin/synonyms";
let browser: Browser;
let catalogue: TestStaff;
let before: string[][];

const read = () => catalogue.api.request<{ sets: string[][] }>("GET", path, undefined, catalogue.api.proof);
async function put(sets: string[][]): Promise<void> {
  const etag = (await read()).headers.get("etag") ?? "";
  const { api } = catalogue;
  const { status } = await api.request("PUT", path, { sets }, { ...api.proof, "if-match": etag });
  expect(status).toBe(200);
}

beforeAll(async () => {
  [browser, catalogue] = await Promise.all([sharedBrowser(), hire(shopUrl, "catalogue")]);
  before = (await read()).body.sets;
});
afterAll(async () => {
  await put(before);
  await endVisits(browser);
});

const openRoom = (screen: Screen = "desktop", staff = catalogue) =>
  openRoomOf(browser, shopUrl, staff.account, { path: "/admin/search", title: "검색어" }, screen);
const save = (page: Page) => page.getByRole("button", { name: "저장하기" }).click();
const firstLine = (page: Page) => page.getByRole("textbox", { name: "1번째 줄", exact: true });

test("a word finds nothing, becomes a synonym, and then finds what the other word finds", async () => {
  const { context, page, errors } = await openRoom();
  const word = `옹기${randomUUID().slice(0, 6)}`;
  const tried = async () => {
    await page.getByRole("searchbox", { name: "찾을 말" }).fill(word);
    await page.getByRole("button", { name: "찾기", exact: true }).click();
  };
  await tried();
  await page.getByText(`‘${word}’ 검색 결과`).waitFor();
  await page.getByRole("button", { name: "줄 더하기" }).click();
  await firstLine(page).fill(word);
  await save(page);
  await page.getByText("쉼표로 나눈 말이 둘은 있어야 해요.").waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await firstLine(page).fill(`${word}, 머그, ${word}`);
  await save(page);
  await page.getByText("같은 말이 두 번 있어요.").waitFor();
  await firstLine(page).fill(`${word}， 머그`);
  await save(page);
  await page.getByText("저장했어요. 검색에 바로 반영돼요.").waitFor();
  await tried();
  await page.locator("ol.list-decimal").getByRole("link", { name: /머그/ }).first().waitFor();

  await page.getByRole("searchbox", { name: "줄 안의 말 찾기" }).fill(word);
  await page.getByRole("button", { name: "1번째 줄 지우기", exact: true }).click();
  await page.getByRole("button", { name: "되돌리기" }).click();
  expect(await firstLine(page).inputValue()).toBe(`${word}, 머그`);
  expect(errors).toEqual([]);
  await context.close();
});

test("what two people save at the same time is both kept", async () => {
  const { context, page } = await openRoom();
  const [mine, theirs] = [`mine${randomUUID().slice(0, 6)}`, `theirs${randomUUID().slice(0, 6)}`];
  await page.getByRole("button", { name: "줄 더하기" }).click();
  await firstLine(page).fill(`${mine}, 내 것`);
  await put([...(await read()).body.sets, [theirs, "남의 것"]]);
  await save(page);
  await page.getByText(/다른 사람이 먼저 저장했어요/).waitFor();
  await save(page);
  await page.getByText("저장했어요. 검색에 바로 반영돼요.").waitFor();
  const { sets } = (await read()).body;
  expect(sets).toContainEqual([theirs, "남의 것"]);
  expect(sets).toContainEqual([mine, "내 것"]);
  await context.close();
});

test("who may read products only sees the words, and changes none", async () => {
  const analyst = await hire(shopUrl, "analyst");
  const { context, page } = await openRoom("desktop", analyst);
  await page.getByText("이 역할은 비슷한 말을 볼 수만 있어요.").waitFor();
  expect(await firstLine(page).isDisabled()).toBe(true);
  for (const name of ["줄 더하기", "저장하기", "1번째 줄 지우기"])
    expect([name, await page.getByRole("button", { name }).count()]).toEqual([name, 0]);
  const { api } = analyst;
  const refused = await api.request("PUT", path, { sets: [] }, { ...api.proof, "if-match": '"1"' });
  expect(refused.status).toBe(403);
  await context.close();
  expect((await fetch(`${shopUrl}/admin/search`)).status).toBe(404);
});

test("axe finds no fault in the room", async () => {
  const { context, page } = await openRoom("phone");
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await context.close();
});
