/**
 * Points: given to a member in the back office, spent in the checkout beside a coupon, seen held and then
 * spent in the account; an order of nothing is bought without the payment window.
 */
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Product } from "../support/client.ts";
import { faultsOf, faultsOnBothScreens } from "./axe.ts";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { fitsScreen } from "./fits-screen.ts";
import { hire, type TestStaff } from "./hire.ts";
import { memberAt, visitAs } from "./members.ts";
import { fillCheckout, takeToCheckout, words } from "./shopping.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
const PATIENCE = { timeout: 60_000 };
let browser: Browser;
let manager: TestStaff;
let support: TestStaff;
/** Products that the shop is rid of at the end. */
const made: string[] = [];

const call = <Body>(method: string, path: string, body?: unknown, more: Record<string, string> = {}) =>
  manager.api.request<Body>(method, `/api/v1/admin/${path}`, body, { ...manager.api.proof, ...more });

beforeAll(async () => {
  [browser, manager, support] = await Promise.all([
    sharedBrowser(),
    hire(shopUrl, "manager"),
    hire(shopUrl, "support"),
  ]);
});
afterAll(async () => {
  await endVisits(browser);
  for (const id of made) {
    const { headers } = await call("GET", `products/${id}`);
    await call("PATCH", `products/${id}`, { status: "archived" }, { "if-match": headers.get("etag") ?? "" });
  }
});

async function newProduct(mark: string): Promise<string> {
  const { status, body } = await call<Product>("POST", "products", {
    ...{ name: `포인트 머그 ${mark}`, slug: `points-${mark}`, status: "active", options: [] },
    variants: [{ sku: `POINTS-${mark}`, options: {}, price: 22_000, stock: 50 }],
  });
  expect(status).toBe(201);
  made.push(body.id);
  return `/p/points-${mark}`;
}

const sound = async (page: Page): Promise<void> => {
  expect(await faultsOf(page)).toEqual([]);
  expect(await fitsScreen(page)).toBe(true);
};

/** Staff with the least role that may: finds the member by e-mail, and gives points with a reason. */
async function givePoints(email: string, points: string): Promise<void> {
  const { context, page, errors } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await visitAs(page, shopUrl, support.account, `/admin/members?q=${encodeURIComponent(email)}`);
  await page.getByRole("heading", { level: 1, name: "회원" }).waitFor();
  await sound(page);
  await page.getByRole("main").getByRole("rowheader").getByRole("link").click();
  await page.waitForURL(/\/admin\/members\/[\da-f-]{36}/);
  await takenOver(page);
  await page.getByRole("button", { name: "반영하기" }).click();
  await page.getByText("0이 아닌 정수로 적어 주세요.").first().waitFor();
  await page.getByRole("textbox", { name: "포인트" }).fill(points);
  await page.getByRole("textbox", { name: "사유" }).fill("가입을 축하해요");
  await page.getByRole("button", { name: "반영하기" }).click();
  await page.getByText("포인트를 반영했어요.").first().waitFor();
  await page.getByRole("main").getByText("가입을 축하해요").first().waitFor();
  await sound(page);
  expect(errors).toEqual([]);
  await context.close();
}

test("a member spends points beside a coupon, and sees them held and then spent", async () => {
  const mark = randomUUID().slice(0, 8).toUpperCase();
  const product = await newProduct(mark.toLowerCase());
  const coupon = { code: `OFF-${mark}`, name: `쿠폰 ${mark}`, kind: "cart", limits: { perMember: 1 } };
  const discount = { type: "percent", percent: 10 };
  expect((await call("POST", "coupons", { ...coupon, discount })).status).toBe(201);
  const { context, page, errors } = await visitor(browser, "phone", "ko-KR", shopUrl);
  const { email } = await memberAt(page, shopUrl, "/account/points");
  const main = page.getByRole("main");
  await main.getByText("포인트 내역이 없어요.").waitFor();
  await givePoints(email, "3,000");
  await page.reload();
  await main.getByText("+3,000P").first().waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);

  await takeToCheckout(page, `${shopUrl}${product}`);
  await fillCheckout(page, "ko");
  await page.getByLabel("쿠폰 코드").fill(`OFF-${mark}`);
  await page.getByRole("button", { name: "적용", exact: true }).click();
  await page.getByRole("button", { name: "22,800원 결제하기" }).waitFor();
  await page.getByLabel("쓸 포인트").fill("3001");
  await page.getByRole("button", { name: "쓰기", exact: true }).click();
  await page.getByText("보유 포인트보다 많아요.").first().waitFor();
  await page.getByRole("button", { name: "모두 사용" }).click();
  await page.getByRole("button", { name: "19,800원 결제하기" }).waitFor();
  await main.getByText("−3,000P").first().waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await page.getByRole("button", { name: "19,800원 결제하기" }).click();
  await page.waitForURL(/\/sandbox\/window/);
  const beside = await context.newPage();
  await beside.goto(`${shopUrl}/account/points`);
  await beside.getByText("결제를 기다리는 주문에 쓴 포인트").waitFor();
  await beside.close();
  await page.getByRole("button", { name: words.ko.approve }).click();
  await page.waitForURL(/\/orders\//);
  await expect.poll(() => main.innerText(), PATIENCE).toMatch(words.ko.paid);
  const order = await main.innerText();
  for (const text of ["−2,200원", "−3,000P", "19,800원", "구매 확정 시 적립", "198P"])
    expect(order).toContain(text);
  const spent = async () => {
    await page.goto(`${shopUrl}/account/points`);
    return main.innerText();
  };
  await expect.poll(spent, PATIENCE).toMatch(/주문에 사용[\s\S]*−3,000P/);
  expect(await main.innerText()).not.toContain("결제를 기다리는 주문에 쓴 포인트");
  expect(errors).toEqual([]);
  await context.close();
});

test("staff give themselves no points", async () => {
  const { status } = await support.api.request(
    "POST",
    `/api/v1/admin/members/${support.api.id}/points`,
    { amount: 1_000, reason: "수고했어요" },
    { ...support.api.proof, "idempotency-key": randomUUID() },
  );
  expect(status).toBe(403);
});

test("points that cover everything buy without a payment window", async () => {
  const mark = randomUUID().slice(0, 8);
  const product = await newProduct(mark);
  const { context, page, errors } = await visitor(browser, "phone", "ko-KR", shopUrl);
  const { email } = await memberAt(page, shopUrl, "/account/points");
  await givePoints(email, "30000");
  await takeToCheckout(page, `${shopUrl}${product}`);
  await fillCheckout(page, "ko");
  await page.getByRole("button", { name: "모두 사용" }).click();
  await page.getByRole("button", { name: "주문하기", exact: true }).click();
  await page.waitForURL(/\/orders\//);
  const main = page.getByRole("main");
  await expect.poll(() => main.innerText(), PATIENCE).toMatch(/−25,000P[\s\S]*0원/);
  await sound(page);
  expect(errors).toEqual([]);
  await context.close();
});
