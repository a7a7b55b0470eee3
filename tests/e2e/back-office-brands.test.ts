/** The room for brands: found, made, renamed, merged, deleted; the products of a brand follow its name. */
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
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

async function openRoom(screen: Screen, q: string, staff = catalogue) {
  const room = { path: "/admin/brands", title: "브랜드" };
  const visit = await openRoomOf(browser, shopUrl, staff.account, room, screen);
  await visit.page.getByRole("searchbox", { name: "브랜드 찾기" }).fill(q);
  await visit.page.getByRole("button", { name: "찾기", exact: true }).click();
  await visit.page.waitForURL(/\?q=/);
  await takenOver(visit.page);
  return visit;
}
async function addProduct(brand: string): Promise<string> {
  const sku = randomUUID().slice(0, 13);
  const product = {
    name: `그릇 ${sku}`,
    status: "draft",
    brand,
    options: [],
    variants: [{ sku, options: {}, price: 1_000 }],
  };
  const { api } = catalogue;
  const added = await api.request<{ id: string }>("POST", "/api/v1/admin/products", product, api.proof);
  expect(added.status).toBe(201);
  return added.body.id;
}
const brandOf = async (id: string) => {
  const { api } = catalogue;
  const path = `/api/v1/admin/products/${id}`;
  return (await api.request<{ brand: string }>("GET", path, undefined, api.proof)).body.brand;
};
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

test("brands are renamed, merged, made and deleted", async () => {
  const code = randomUUID().slice(0, 6);
  const [first, second] = [`가람 ${code}`, `나래 ${code}`];
  const [one, two] = [await addProduct(first), await addProduct(second)];
  const { context, page, errors } = await openRoom("phone", code);
  await page.getByRole("button", { name: first }).click();
  await field(page, "이름").fill(`누리 ${code}`);
  await button(page, "저장하기").click();
  await page.getByText(`누리 ${code} 브랜드를 저장했어요.`).waitFor();
  expect(await brandOf(one)).toBe(`누리 ${code}`);
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await page.getByText(`이 이름으로 찾아도 이 브랜드예요: 가람${code}`).waitFor();

  await field(page, "이름").fill(second);
  await button(page, "저장하기").click();
  await page.getByText("다른 브랜드의 이름이에요.").first().waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await button(page, `${second}에 합치기`).click();
  await page.getByText(`누리 ${code} 브랜드를 ${second}에 합쳤어요.`).waitFor();
  expect([await brandOf(one), await brandOf(two)]).toEqual([second, second]);
  await page.getByRole("button", { name: `${second} 상품 2개` }).waitFor();

  await button(page, "새 브랜드").click();
  await field(page, "이름").fill(`빈 브랜드 ${code}`);
  await button(page, "만들기").click();
  await page.getByText(`빈 브랜드 ${code} 브랜드를 만들었어요.`).waitFor();
  await page.getByRole("button", { name: `빈 브랜드 ${code}` }).click();
  await button(page, "지우기").click();
  await page.getByRole("dialog").getByRole("button", { name: "지우기" }).click();
  await page.getByText(`빈 브랜드 ${code} 브랜드를 지웠어요.`).waitFor();
  expect(await fitsScreen(page)).toBe(true);
  // The browser reports the refusal of the name, too.
  expect(errors.filter((text) => !text.includes("409"))).toEqual([]);
  await context.close();
}, 90_000);

test("who may only read products sees the brands, and changes none", async () => {
  const name = `다솜 ${randomUUID().slice(0, 6)}`;
  await addProduct(name);
  const support = await hire(shopUrl, "support");
  const { context, page } = await openRoom("desktop", name.slice(-6), support);
  await page.getByRole("button", { name }).click();
  await page.getByRole("definition").filter({ hasText: name }).waitFor();
  expect(await field(page, "이름").count()).toBe(0);
  expect(await button(page, "새 브랜드").count()).toBe(0);
  expect(await faultsOf(page)).toEqual([]);
  const { api } = support;
  expect((await api.request("POST", "/api/v1/admin/brands", { name: "x" }, api.proof)).status).toBe(403);
  await context.close();
  expect((await fetch(`${shopUrl}/admin/brands`)).status).toBe(404);
});
