/**
 * Price lists: made in their room by the least role that may do it, seen in the shop, and paid by a guest;
 * the prices of a group, by its members alone.
 */
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { client } from "../support/client.ts";
import { faultsOf, faultsOnBothScreens } from "./axe.ts";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { fitsScreen } from "./fits-screen.ts";
import { hire, type TestStaff } from "./hire.ts";
import { memberAt, visitAs } from "./members.ts";
import { owner } from "./owner.ts";
import { fillCheckout, words } from "./shopping.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
const PATIENCE = { timeout: 60_000 };
let browser: Browser;
let catalogue: TestStaff;
/** Products and price lists that the shop is rid of at the end. */
const made: { products: string[]; lists: string[] } = { products: [], lists: [] };

const call = <Body>(method: string, path: string, body?: unknown, more: Record<string, string> = {}) =>
  catalogue.api.request<Body>(method, `/api/v1/admin/${path}`, body, { ...catalogue.api.proof, ...more });

beforeAll(async () => {
  [browser, catalogue] = await Promise.all([sharedBrowser(), hire(shopUrl, "catalogue")]);
});
afterAll(async () => {
  await endVisits(browser);
  for (const id of made.lists) await call("DELETE", `price-lists/${id}`);
  for (const id of made.products) {
    const { headers } = await call("GET", `products/${id}`);
    await call("PATCH", `products/${id}`, { status: "archived" }, { "if-match": headers.get("etag") ?? "" });
  }
});

async function newProduct(mark: string): Promise<string> {
  const input = {
    ...{ name: `수량 머그 ${mark}`, slug: `tiers-${mark}`, status: "active", options: [], brand: mark },
    translations: { en: { name: `Tier mug ${mark}` } },
    variants: [{ sku: `TIERS-${mark}`, options: {}, price: 12_000, stock: 50 }],
  };
  const { status, body } = await call<{ id: string }>("POST", "products", input);
  expect(status).toBe(201);
  made.products.push(body.id);
  return body.id;
}

async function newList(mark: string, input: object): Promise<string> {
  const { status, body } = await call<{ id: string }>("POST", "price-lists", { name: mark, ...input });
  expect(status, JSON.stringify(body)).toBe(201);
  made.lists.push(body.id);
  return body.id;
}

/** Counts what scripts change of the table from now on, but for the field that has the focus. */
const WATCH_TABLE = `
  window.changesOfTable = 0;
  new MutationObserver((changes) => {
    changesOfTable += changes.filter(({ target }) => target !== document.activeElement).length;
  }).observe(
    document.querySelector("main tbody"),
    { attributes: true, characterData: true, childList: true, subtree: true },
  )`;

const sound = async (page: Page): Promise<void> => {
  expect(await faultsOf(page)).toEqual([]);
  expect(await fitsScreen(page)).toBe(true);
};

test("a list with tiers is made and shown in the shop, and ten pieces cost the tier's price", async () => {
  const mark = randomUUID().slice(0, 8);
  await newProduct(mark);
  const { context, page, errors } = await visitor(browser, "phone", "ko-KR", shopUrl);
  await visitAs(page, shopUrl, catalogue.account, "/admin/price-lists");
  await page.getByRole("heading", { level: 1, name: "가격표" }).waitFor();
  await takenOver(page);
  await page.getByRole("button", { name: "만들기" }).click();
  await page.getByRole("main").getByRole("alert").filter({ hasText: "확인해 주세요" }).waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await page.getByLabel("이름", { exact: true }).fill(`대량 구매 ${mark}`);
  await page.getByRole("button", { name: "만들기" }).click();
  await page.waitForURL(/\/admin\/price-lists\/[0-9a-f-]{36}$/);
  made.lists.push(page.url().slice(-36));
  await takenOver(page);

  await page.getByLabel("상품 이름이나 SKU").fill(`TIERS-${mark}`);
  await page.getByRole("button", { name: "상품 찾기" }).click();
  await page.getByRole("button", { name: `수량 머그 ${mark}` }).click();
  for (const [quantity, price] of [
    ["5", "11,500"],
    ["10", "10,900"],
  ] as const) {
    await page.getByLabel("몇 개부터", { exact: true }).fill(quantity);
    await page.getByLabel("가격표 가격", { exact: true }).fill(price);
    await page.getByRole("button", { name: "더하기", exact: true }).click();
    await page.getByLabel(`TIERS-${mark} ${quantity}개부터의 가격`, { exact: true }).waitFor();
  }
  const ten = page.getByLabel(`TIERS-${mark} 10개부터의 가격`, { exact: true });
  await ten.fill("싸게");
  await page.getByRole("button", { name: "가격 1개 저장하기" }).click();
  await page.getByText("금액을 숫자로 적어 주세요.").waitFor();
  await ten.fill("11000");
  await page.getByRole("button", { name: "가격 1개 저장하기" }).click();
  await page.getByText("가격 1개를 저장했어요.").waitFor();
  await page.getByRole("button", { name: `TIERS-${mark} 5개부터의 가격 빼기` }).click();
  await page.getByText(`TIERS-${mark}의 가격을 뺐어요.`).waitFor();
  await page.getByRole("button", { name: "되돌리기" }).click();
  await page.getByText("되돌렸어요.").waitFor();
  expect(await ten.inputValue()).toBe("11000");
  expect(await faultsOnBothScreens(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
  await buyTen(mark);
});

/** A guest who chooses ten pieces by the tier. */
async function buyTen(mark: string): Promise<void> {
  const { context, page, errors } = await visitor(browser, "phone", "ko-KR", shopUrl);
  await page.goto(`${shopUrl}/p/tiers-${mark}`);
  await takenOver(page);
  const main = page.getByRole("main");
  await page.getByRole("button", { name: "5개부터 1개당 11,500원" }).waitFor();
  await page.getByRole("button", { name: "10개부터 1개당 11,000원" }).click();
  await expect.poll(() => main.locator(".price-page").innerText(), PATIENCE).toContain("11,000원");
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await page.getByRole("button", { name: words.ko.add }).filter({ visible: true }).first().click();
  await page.getByRole("link", { name: words.ko.added }).filter({ visible: true }).first().click();
  await page.waitForURL(/\/cart/);
  await main.getByText("1개당 11,000원 (정가 12,000원).").waitFor();
  await main.getByText("110,000원").first().waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await page.getByRole("link", { name: words.ko.checkout }).filter({ visible: true }).first().click();
  await page.waitForURL(/\/checkout/);
  await fillCheckout(page, "ko");
  await page.getByRole("button", { name: "110,000원 결제하기" }).filter({ visible: true }).first().click();
  await page.waitForURL(/\/sandbox\/window/);
  await page.getByRole("button", { name: words.ko.approve }).click();
  await page.waitForURL(/\/orders\//);
  await expect.poll(() => main.innerText(), PATIENCE).toMatch(words.ko.paid);
  expect(await main.innerText()).toContain("110,000원");
  expect(errors).toEqual([]);
  await context.close();
}

test("a member of a group sees its price in lists, on pages and in the cart; a guest does not", async () => {
  const mark = randomUUID().slice(0, 8);
  await newProduct(mark);
  const api = client(shopUrl);
  const { proof } = await api.signIn(owner.email, owner.password);
  const asOwner = (method: string, path: string, body: object) =>
    api.request<{ id: string }>(method, `/api/v1/admin/${path}`, body, proof);
  const group = `wholesale-${mark}`;
  expect((await asOwner("POST", "member-groups", { code: group, name: `도매 ${mark}` })).status).toBe(201);
  await newList(mark, { memberGroup: group, prices: [{ sku: `TIERS-${mark}`, price: 9_900 }] });

  const { context, page, errors } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  const { email } = await memberAt(page, shopUrl, `/products?brand=${mark}`);
  const main = page.getByRole("main");
  await main.getByText("12,000원").first().waitFor();
  const found = await api.request<{ items: { id: string }[] }>(
    "GET",
    `/api/v1/admin/members?q=${encodeURIComponent(email)}`,
    undefined,
    proof,
  );
  expect((await asOwner("PUT", `members/${found.body.items[0]?.id}/group`, { group })).status).toBe(200);

  await page.reload();
  await takenOver(page);
  await main.getByText("9,900원").first().waitFor();
  await sound(page);
  await page.goto(`${shopUrl}/p/tiers-${mark}`);
  await takenOver(page);
  expect(await main.locator(".price-page").innerText()).toContain("9,900원");
  await page.getByRole("button", { name: words.ko.add }).filter({ visible: true }).first().click();
  await page.getByRole("link", { name: words.ko.added }).filter({ visible: true }).first().click();
  await page.waitForURL(/\/cart/);
  await main.getByText("1개당 9,900원 (정가 12,000원).").waitFor();
  await sound(page);
  expect(errors).toEqual([]);
  await context.close();

  const guest = await visitor(browser, "desktop", "en-US", shopUrl);
  await guest.page.goto(`${shopUrl}/en/p/tiers-${mark}`);
  await takenOver(guest.page);
  // Below it stand other products, with prices of their own.
  const price = await guest.page.locator("main .price-page").innerText();
  expect(price).toContain("₩12,000");
  expect(price).not.toContain("9,900");
  await guest.context.close();
});

test("the room of groups names one, renames it, takes that back, and deletes it", async () => {
  const manager = await hire(shopUrl, "manager");
  const mark = randomUUID().slice(0, 8);
  const { context, page, errors } = await visitor(browser, "desktop", "en-US", shopUrl);
  await visitAs(page, shopUrl, manager.account, "/en/admin/member-groups");
  await takenOver(page);
  await page.getByLabel("Name", { exact: true }).fill(`단골 ${mark}`);
  await page.getByLabel("English name").fill(`Regulars ${mark}`);
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByText(`regulars-${mark}`).waitFor();
  await page.getByRole("button", { name: `Rename 단골 ${mark}` }).click();
  await page.getByLabel(`New name of 단골 ${mark}`).fill(`VIP ${mark}`);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText(`The group VIP ${mark} is saved.`).waitFor();
  await sound(page);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText(`The group 단골 ${mark} is saved.`).waitFor();
  const { account } = await hire(shopUrl, "support");
  const put = async (email: string, group: string): Promise<void> => {
    await page.getByLabel("Member’s e-mail").fill(email);
    await page.getByLabel("Group", { exact: true }).selectOption(group);
    await page.getByRole("button", { name: "Put into the group" }).click();
  };
  await put("nobody@jangteo.test", `단골 ${mark}`);
  await page.getByText("There is no member with this e-mail address.").first().waitFor();
  await put(account.email, `단골 ${mark}`);
  await page.getByText("The member’s group is changed.").waitFor();
  const row = page.getByRole("listitem").filter({ hasText: mark });
  await row.getByText("1 member", { exact: true }).waitFor();
  await sound(page);
  await put(account.email, "Take out of the group");
  await row.getByText("0 members").waitFor();
  await page.getByRole("button", { name: `Delete 단골 ${mark}` }).click();
  await page.getByText(`The group 단골 ${mark} is deleted.`).waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test("of a list of a thousand prices all are shown, and typing in one row draws no row", async () => {
  const mark = randomUUID().slice(0, 8);
  const variants = Array.from({ length: 200 }, (_, at) => ({
    sku: `MANY-${mark}-${String(at).padStart(3, "0")}`,
    options: { 번호: `${at}` },
    price: 12_000,
    stock: 0,
  }));
  const values = variants.map(({ options }) => options.번호);
  const { status, body } = await call<{ id: string }>("POST", "products", {
    name: `많은 머그 ${mark}`,
    status: "draft",
    options: [{ name: "번호", values }],
    variants,
  });
  expect(status, JSON.stringify(body)).toBe(201);
  made.products.push(body.id);
  const prices = variants.flatMap(({ sku }) =>
    [1, 2, 3, 4, 5].map((minQuantity) => ({ sku, minQuantity, price: 11_000 })),
  );
  const list = await newList(mark, { prices });
  const { context, page, errors } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await visitAs(page, shopUrl, catalogue.account, `/admin/price-lists/${list}`);
  await takenOver(page);
  const rows = page.getByRole("main").locator("tbody tr");
  for (let shown = 100; shown < 1_000; shown += 100) {
    await page.getByRole("button", { name: "더 보기" }).click();
    await expect.poll(() => rows.count(), PATIENCE).toBe(shown + 100);
  }
  const first = page.getByLabel(`MANY-${mark}-000 1개부터의 가격`, { exact: true });
  await first.fill("1");
  await page.evaluate(WATCH_TABLE);
  await first.pressSequentially("0500");
  expect(await page.evaluate("changesOfTable")).toBe(0);
  await page.getByRole("button", { name: "가격 1개 저장하기" }).click();
  await page.getByText("가격 1개를 저장했어요.").waitFor();
  expect(await rows.count()).toBe(1_000);
  expect(errors).toEqual([]);
  await context.close();
});

test("who may only read products sees price lists, and changes none", async () => {
  const support = await hire(shopUrl, "support");
  const { context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await visitAs(page, shopUrl, support.account, "/admin/price-lists");
  await page.getByRole("heading", { level: 1, name: "가격표" }).waitFor();
  expect(await page.getByRole("button", { name: "만들기" }).count()).toBe(0);
  expect(await faultsOf(page)).toEqual([]);
  const refused = support.api.request("POST", "/api/v1/admin/price-lists", { name: "x" }, support.api.proof);
  expect((await refused).status).toBe(403);
  await context.close();
  expect((await fetch(`${shopUrl}/admin/price-lists`)).status).toBe(404);
});
