/**
 * Attributes: defined in their room, given to a product, found as a filter in the shop, and deleted. The
 * table of product information beside them.
 */
import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { faultsOf, faultsOnBothScreens } from "./axe.ts";
import { endVisits, type Screen, screens, sharedBrowser, visitor } from "./browser.ts";
import { hire, type TestStaff } from "./hire.ts";
import { visitAs } from "./members.ts";
import { openRoomOf } from "./office.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
let catalogue: TestStaff;

interface Attribute {
  readonly id: string;
  readonly code: string;
  readonly choices: { readonly name: string }[];
}
const path = "/api/v1/admin/attributes";
const call = <Body>(method: string, below = "", body?: unknown) =>
  catalogue.api.request<Body>(method, `${path}${below}`, body, catalogue.api.proof);

beforeAll(async () => {
  [browser, catalogue] = await Promise.all([sharedBrowser(), hire(shopUrl, "catalogue")]);
});
const made: string[] = [];
afterAll(async () => {
  await endVisits(browser);
  // The shoppers' tests look at the filters of the demo.
  const { body } = await call<{ items: Attribute[] }>("GET");
  for (const { id } of body.items.filter(({ code }) => made.includes(code)))
    await call("DELETE", `/${id}?fromProducts=true`);
});

const openRoom = (screen: Screen, staff: TestStaff) =>
  openRoomOf(browser, shopUrl, staff.account, { path: "/admin/attributes", title: "속성" }, screen);

test("an attribute is made, given to a product, filtered by in the shop, and deleted", async () => {
  const { context, page, errors } = await openRoom("phone", catalogue);
  const mark = randomUUID().slice(0, 8);
  const [name, code] = [`가마 ${mark}`, `kiln-${mark}`];
  made.push(code);
  await page.getByRole("button", { name: "새 속성" }).click();
  await page.getByLabel("이름", { exact: true }).fill(name);
  await page.getByRole("button", { name: "만들기" }).click();
  await page.getByRole("main").getByRole("alert").filter({ hasText: "확인해 주세요" }).waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await page.getByLabel("영어 이름", { exact: true }).fill(`Kiln ${mark}`);
  await page.getByLabel("고를 것 1", { exact: true }).fill("장작 가마");
  await page.getByLabel("고를 것 1 영어").fill("Wood kiln");
  await page.getByRole("button", { name: "고를 것 더하기" }).click();
  await page.getByLabel("고를 것 2", { exact: true }).fill("전기 가마");
  expect(await page.getByLabel("코드").inputValue()).toBe(code);
  await page.getByRole("button", { name: "만들기" }).click();
  await page.getByText(`${name} 속성을 만들었어요.`).waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);

  await page.getByRole("button", { name: "고를 것 더하기" }).click();
  await page.getByLabel("고를 것 3", { exact: true }).fill("가스 가마");
  await page.getByRole("button", { name: "저장하기" }).click();
  await page.getByText(`${name} 속성을 저장했어요.`).waitFor();
  const { body } = await call<{ items: Attribute[] }>("GET");
  const stored = body.items.find((each) => each.code === code);
  expect(stored?.choices.map((choice) => choice.name)).toEqual(["장작 가마", "전기 가마", "가스 가마"]);

  const product = await newProduct(mark);
  await page.goto(`${shopUrl}/admin/products/${product}`);
  await takenOver(page);
  await page.getByLabel(name).selectOption({ label: "장작 가마" });
  await page.getByText("아직 고시 정보가 없어요.").waitFor();
  await page.getByLabel("상품군").selectOption({ label: "기타 재화" });
  await page.getByLabel("품명 및 모델명").fill(`가마 머그 ${mark}`);
  await page.getByText("비어 있는 항목이 3개 있어요: 제조국 또는 원산지").waitFor();
  await page.getByRole("button", { name: "저장하기", exact: true }).click();
  await page.getByText("저장했어요. 상점에 바로 보여요.").waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);

  await page.goto(`${shopUrl}/products?brand=${mark}`);
  await takenOver(page);
  await page.setViewportSize(screens.phone.viewport);
  await page.getByRole("button", { name: /^필터/ }).click();
  await page
    .getByRole("link", { name: /^장작 가마/ })
    .first()
    .click();
  await page.waitForURL(/attribute\.kiln-/);
  await page.getByRole("link", { name: `${name}: 장작 가마` }).waitFor();
  await page.goto(`${shopUrl}/p/attribute-${mark}`);
  await page.getByRole("heading", { name: "상품 정보", exact: true }).waitFor();
  expect(await page.locator("dl").filter({ hasText: name }).innerText()).toContain("장작 가마");
  const row = page.getByRole("row", { name: /^품명 및 모델명/ });
  expect(await row.innerText()).toContain(`가마 머그 ${mark}`);
  expect(await faultsOnBothScreens(page)).toEqual([]);

  await page.goto(`${shopUrl}/admin/attributes`);
  await takenOver(page);
  await page.getByRole("button", { name: new RegExp(name) }).click();
  await page.getByRole("button", { name: "지우기", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "지우기" }).click();
  await dialog.getByText("상품 1개에 이 속성이 적혀 있어요.").waitFor();
  await dialog.getByRole("button", { name: "상품에서도 지우기" }).click();
  await page.getByText(`${name} 속성을 지웠어요.`).waitFor();
  await archive(product);
  // The shop refused the deletion once, because a product had the attribute.
  expect(errors).toEqual([expect.stringContaining("409")]);
  await context.close();
});

async function newProduct(mark: string): Promise<string> {
  const variants = [{ sku: `ATTR-${mark}`, options: {}, price: 1_000, stock: 3 }];
  const product = { name: `속성 시험 ${mark}`, slug: `attribute-${mark}`, brand: mark, status: "active" };
  const { status, body } = await catalogue.api.request<{ id: string }>(
    "POST",
    "/api/v1/admin/products",
    { ...product, options: [], variants },
    catalogue.api.proof,
  );
  expect(status).toBe(201);
  return body.id;
}

async function archive(id: string): Promise<void> {
  const address = `/api/v1/admin/products/${id}`;
  const { headers } = await catalogue.api.request("GET", address, undefined, catalogue.api.proof);
  const proof = { ...catalogue.api.proof, "if-match": headers.get("etag") ?? "" };
  await catalogue.api.request("PATCH", address, { status: "archived" }, proof);
}

test("the rule for gaps is shown to who may change the shop, and saved", async () => {
  const manager = await hire(shopUrl, "manager");
  const { context, page, errors } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await visitAs(page, shopUrl, manager.account, "/admin/settings");
  await takenOver(page);
  const [warn, block] = [
    page.getByLabel("알려 주기만 해요"),
    page.getByLabel("빈 항목을 채워야 판매할 수 있어요"),
  ];
  expect(await warn.isChecked()).toBe(true);
  // The rule of the shop that all tests share stays as it is.
  await warn.check();
  await page.getByRole("button", { name: "규칙 정하기" }).click();
  await page.getByText("규칙을 정했어요.").waitFor();
  expect(await block.isChecked()).toBe(false);
  expect(await faultsOf(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test("who may only read products sees the attributes, and changes none", async () => {
  const support = await hire(shopUrl, "support");
  const { context, page } = await openRoom("desktop", support);
  expect(await page.getByRole("button", { name: "새 속성" }).count()).toBe(0);
  expect(await faultsOf(page)).toEqual([]);
  const input = { code: "no-such", type: "text", name: "x" };
  expect((await support.api.request("POST", path, input, support.api.proof)).status).toBe(403);
  await context.close();
  expect((await fetch(`${shopUrl}/admin/attributes`)).status).toBe(404);
});
