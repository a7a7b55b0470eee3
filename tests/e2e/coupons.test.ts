/**
 * Coupons: made and paused in their room, taken by a member by code, and bought with. The total is the same
 * in the checkout, in the payment window and in the order.
 */
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Product } from "../support/client.ts";
import { faultsOf, faultsOnBothScreens } from "./axe.ts";
import { endVisits, type Screen, sharedBrowser, visitor } from "./browser.ts";
import { fitsScreen } from "./fits-screen.ts";
import { hire, type TestStaff } from "./hire.ts";
import { memberAt, visitAs } from "./members.ts";
import { shoot } from "./shoot.ts";
import { fillCheckout, takeToCheckout, words } from "./shopping.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
const PATIENCE = { timeout: 60_000 };
let browser: Browser;
let manager: TestStaff;
/** Products that the shop is rid of at the end. */
const made: string[] = [];

const call = <Body>(method: string, path: string, body?: unknown, more: Record<string, string> = {}) =>
  manager.api.request<Body>(method, `/api/v1/admin/${path}`, body, { ...manager.api.proof, ...more });

beforeAll(async () => {
  [browser, manager] = await Promise.all([sharedBrowser(), hire(shopUrl, "manager")]);
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
    ...{ name: `쿠폰 머그 ${mark}`, slug: `coupon-${mark}`, status: "active", options: [] },
    variants: [{ sku: `COUPON-${mark}`, options: {}, price: 22_000, stock: 50 }],
  });
  expect(status).toBe(201);
  made.push(body.id);
  return `/p/coupon-${mark}`;
}

const sound = async (page: Page): Promise<void> => {
  expect(await faultsOf(page)).toEqual([]);
  expect(await fitsScreen(page)).toBe(true);
};

test("a member takes a coupon by its code and buys with it; the totals agree everywhere", async () => {
  const mark = randomUUID().slice(0, 8).toUpperCase();
  const product = await newProduct(mark.toLowerCase());
  for (const [code, kind] of [
    [`TEN-${mark}`, "cart"],
    [`SHIP-${mark}`, "delivery"],
    [`MORE-${mark}`, "cart"],
  ]) {
    const discount = { type: "percent", percent: kind === "cart" ? 10 : 100 };
    const input = { code, name: `쿠폰 ${code}`, kind, discount, limits: { perMember: 1 } };
    expect((await call("POST", "coupons", input)).status).toBe(201);
  }
  const { context, page, errors } = await visitor(browser, "phone", "ko-KR", shopUrl);
  await memberAt(page, shopUrl, "/account/coupons");
  const main = page.getByRole("main");
  await page.getByLabel("쿠폰 코드").fill("NO-SUCH-CODE");
  await page.getByRole("button", { name: "등록하기" }).click();
  await page.getByText("없는 쿠폰 코드예요.").first().waitFor();
  await page.getByLabel("쿠폰 코드").fill(`ten-${mark}`.toLowerCase());
  await page.getByRole("button", { name: "등록하기" }).click();
  await main.getByText(`쿠폰 TEN-${mark}`).waitFor();
  await main.getByText("쓸 수 있어요", { exact: true }).waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);

  await takeToCheckout(page, `${shopUrl}${product}`);
  await fillCheckout(page, "ko");
  await page.getByRole("button", { name: "25,000원 결제하기" }).waitFor();
  await page.getByRole("button", { name: `쿠폰 TEN-${mark} 쓰기` }).click();
  await page.getByRole("button", { name: "22,800원 결제하기" }).waitFor();
  const field = page.getByLabel("쿠폰 코드");
  await field.fill("없는코드");
  await page.getByRole("button", { name: "22,800원 결제하기" }).click();
  await main.getByText("쿠폰 코드를 쓰지 못했어요.").first().waitFor();
  // One coupon of the cart: the second is refused in words, and the first stays.
  await field.fill(`MORE-${mark}`);
  await field.press("Enter");
  await main.getByText("이미 쓴 쿠폰과 함께 쓸 수 없어요").first().waitFor();
  await shoot(page, "checkout");
  await field.fill(`SHIP-${mark}`);
  // A code that is only typed is used too: the button shows what it leaves, and is pressed again.
  await page.getByRole("button", { name: "22,800원 결제하기" }).click();
  await page.getByRole("button", { name: "19,800원 결제하기" }).waitFor();
  await main.getByText("−3,000원").first().waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await page.getByRole("button", { name: "19,800원 결제하기" }).click();
  await page.waitForURL(/\/sandbox\/window/);
  expect(await page.locator("body").innerText()).toContain("19,800");
  await page.getByRole("button", { name: words.ko.approve }).click();
  await page.waitForURL(/\/orders\//);
  await expect.poll(() => main.innerText(), PATIENCE).toMatch(words.ko.paid);
  const order = await main.innerText();
  for (const text of [`할인 (쿠폰 TEN-${mark})`, "−2,200원", "19,800원"]) expect(order).toContain(text);
  await page.goto(`${shopUrl}/account/coupons`);
  await takenOver(page);
  await expect.poll(() => main.getByText("사용 완료").count(), PATIENCE).toBe(2);
  // The codes that do not exist are refused.
  expect(errors.filter((text) => !/status of 40[04]/.test(text))).toEqual([]);
  await context.close();
});

test("after a decline that no server was told of, one press frees the coupon", async () => {
  const mark = randomUUID().slice(0, 8).toUpperCase();
  const product = await newProduct(mark.toLowerCase());
  const discount = { type: "fixed", amount: 2_000 };
  const input = {
    code: `ONE-${mark}`,
    name: `쿠폰 ONE-${mark}`,
    kind: "cart",
    discount,
    limits: { total: 1 },
  };
  expect((await call("POST", "coupons", input)).status).toBe(201);
  const { context, page, errors } = await visitor(browser, "phone", "ko-KR", shopUrl);
  const main = page.getByRole("main");
  await takeToCheckout(page, `${shopUrl}${product}`);
  await fillCheckout(page, "ko");
  await page.getByLabel("쿠폰 코드").fill(`ONE-${mark}`);
  await page.getByLabel("쿠폰 코드").press("Enter");
  await page.getByRole("button", { name: "23,000원 결제하기" }).click();
  await page.waitForURL(/\/sandbox\/window/);
  await page.getByRole("button", { name: words.ko.decline }).click();
  await page.waitForURL(/\/checkout\/fail/);
  await main.getByText("이 주문이 쿠폰이나 포인트를 쓰고 있어요").waitFor();
  await shoot(page, "declined-coupon");
  await sound(page);
  const used = async () => {
    const { body } = await call<{ items: { code: string; used: number }[] }>("GET", "coupons?limit=100");
    return body.items.find(({ code }) => code === `ONE-${mark}`)?.used;
  };
  expect(await used()).toBe(1);
  await main.getByRole("button", { name: "주문 취소하고 쿠폰·포인트 되돌리기" }).click();
  await main.getByText("쿠폰과 포인트를 바로 다시 쓸 수 있어요.").waitFor();
  expect(await used()).toBe(0);
  await sound(page);
  expect(errors).toEqual([]);
  await context.close();
});

/** React has drawn what an answer changed. */
const drawn = (page: Page) =>
  page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");

test.each<Screen>(["desktop", "phone"])(
  "on a %s the pay button stays under a press while a code is refused or used",
  async (screen) => {
    const mark = randomUUID().slice(0, 8).toUpperCase();
    const product = await newProduct(mark.toLowerCase());
    const discount = { type: "fixed", amount: 2_000 };
    const input = { code: `HOLD-${mark}`, name: `쿠폰 HOLD-${mark}`, kind: "cart", discount, limits: {} };
    expect((await call("POST", "coupons", input)).status).toBe(201);
    const { context, page, errors } = await visitor(browser, screen, "ko-KR", shopUrl);
    await takeToCheckout(page, `${shopUrl}${product}`);
    await fillCheckout(page, "ko");
    const pay = page.getByRole("button", { name: words.ko.pay });
    await pay.filter({ hasText: "25,000원" }).waitFor();

    /** The middle of the button: a button that is pressed shrinks a little. */
    const middle = async () => {
      const box = await pay.boundingBox();
      if (!box) throw new Error("the pay button is not shown");
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    };
    /** Presses the pay button with a code in its field, and holds until the answer is drawn. */
    const press = async (code: string): Promise<void> => {
      await page.getByLabel("쿠폰 코드").fill(code);
      await pay.scrollIntoViewIfNeeded();
      const before = await middle();
      const answered = page.waitForResponse(/\/quote$/);
      await page.mouse.move(before.x, before.y);
      await page.mouse.down();
      await (await answered).finished();
      await drawn(page);
      expect((await middle()).y).toBeCloseTo(before.y, 0);
      await page.mouse.up();
    };
    await press(`NO-${mark}`);
    await page.getByRole("alert").getByText("쿠폰 코드를 쓰지 못했어요.").waitFor();
    await press(`HOLD-${mark}`);
    await pay.filter({ hasText: "23,000원" }).waitFor();
    expect(errors.filter((text) => !/status of 40[04]/.test(text))).toEqual([]);
    await context.close();
  },
);

test("a member takes what is offered, and gets what staff give, who see it beside the orders", async () => {
  const mark = randomUUID().slice(0, 8).toUpperCase();
  const terms = { kind: "cart", discount: { type: "fixed", amount: 1_000 }, limits: { perMember: 1 } };
  const input = (name: string) => ({ ...terms, code: `${name}-${mark}`, name: `${name} ${mark}` });
  expect((await call("POST", "coupons", { ...input("OPEN"), downloadable: true })).status).toBe(201);
  const gift = await call<{ id: string }>("POST", "coupons", input("GIFT"));
  const { context, page, errors } = await visitor(browser, "phone", "ko-KR", shopUrl);
  const { email } = await memberAt(page, shopUrl, "/account/coupons");
  const main = page.getByRole("main");
  await sound(page);
  await main.getByRole("button", { name: `OPEN ${mark} 받기` }).click();
  await main.getByText("쓸 수 있어요", { exact: true }).waitFor();
  await expect.poll(() => main.getByRole("button", { name: `OPEN ${mark} 받기` }).count()).toBe(0);

  const office = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await visitAs(office.page, shopUrl, manager.account, `/admin/coupons/${gift.body.id}`);
  await office.page.getByRole("heading", { level: 1, name: `GIFT ${mark}` }).waitFor();
  await takenOver(office.page);
  await office.page.getByRole("searchbox").fill(email);
  await office.page.getByRole("button", { name: "찾기", exact: true }).click();
  await office.page.waitForURL(/q=/);
  await takenOver(office.page);
  await sound(office.page);
  await office.page.getByRole("button", { name: /회원에게 쿠폰 드리기$/ }).click();
  await office.page.getByText("쿠폰을 드렸어요.").first().waitFor();
  await office.page.goto(`${shopUrl}/admin/members?q=${encodeURIComponent(email)}`);
  await office.page.getByRole("main").getByRole("rowheader").getByRole("link").click();
  await office.page.waitForURL(/\/admin\/members\/[\da-f-]{36}/);
  await takenOver(office.page);
  const room = office.page.getByRole("main");
  for (const text of [`GIFT ${mark}`, `OPEN ${mark}`, "주문이 없어요.", "누적 구매"])
    await room.getByText(text, { exact: true }).first().waitFor();
  await room.getByLabel("새 메모").fill("오후에만 전화 받으세요");
  await room.getByRole("button", { name: "메모 남기기" }).click();
  await room.getByRole("listitem").getByText("오후에만 전화 받으세요").waitFor();
  await sound(office.page);
  await shoot(office.page, "member");
  expect(office.errors).toEqual([]);
  await office.context.close();

  await page.reload();
  await main.getByText(`GIFT ${mark}`, { exact: true }).waitFor();
  await sound(page);
  await shoot(page, "coupons");
  expect(errors).toEqual([]);
  await context.close();
});

test("the room makes a coupon, names what is wrong, and pauses it", async () => {
  const mark = randomUUID().slice(0, 8).toUpperCase();
  const { context, page, errors } = await visitor(browser, "desktop", "en-US", shopUrl);
  await visitAs(page, shopUrl, manager.account, "/en/admin/coupons");
  await page.getByRole("heading", { level: 1, name: "Coupons" }).waitFor();
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByText("Please check this name or number.").first().waitFor();
  await sound(page);
  await page.getByLabel("Name", { exact: true }).fill(`Spring ${mark}`);
  await page.getByLabel("Code", { exact: true }).fill(`ROOM-${mark}`);
  await page.getByLabel("Kind of discount").selectOption("percent");
  await page.getByLabel("Amount or percentage").fill("15");
  await page.getByLabel("Minimum order").fill("30,000");
  await page.getByRole("button", { name: "Create" }).click();
  const row = page.getByRole("row").filter({ hasText: `ROOM-${mark}` });
  await row.getByText("The whole order · 15% off, from ₩30,000 on").waitFor();
  await row.getByRole("button", { name: `Pause Spring ${mark}` }).click();
  await row.getByText("Paused").waitFor();
  await row.getByRole("button", { name: `Resume Spring ${mark}` }).waitFor();
  await row.getByRole("button", { name: `Allow combining Spring ${mark}` }).click();
  await row.getByText("Can be combined").waitFor();
  await sound(page);
  await shoot(page, "coupons-room");
  expect(errors).toEqual([]);
  await context.close();
});

test("a surcharge and an automatic discount that staff set are in the cart and the order", async () => {
  const mark = randomUUID().slice(0, 8).toUpperCase();
  const product = await newProduct(mark.toLowerCase());
  const office = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await visitAs(office.page, shopUrl, manager.account, "/admin/delivery");
  await office.page.getByRole("heading", { level: 1, name: "배송비" }).waitFor();
  await takenOver(office.page);
  await office.page.getByRole("button", { name: "지역 추가" }).click();
  await office.page.getByLabel("이름", { exact: true }).last().fill("제주");
  await office.page.getByLabel("추가 금액", { exact: true }).last().fill("3,000");
  await office.page.getByLabel("우편번호", { exact: true }).last().fill("63000-63644");
  await office.page.getByRole("button", { name: "묶음 추가" }).click();
  await office.page.getByLabel("코드", { exact: true }).last().fill(`cold-${mark.toLowerCase()}`);
  await office.page.getByLabel("묶음 이름", { exact: true }).last().fill("냉장 배송");
  await sound(office.page);
  await shoot(office.page, "delivery");
  await office.page.getByRole("button", { name: "저장" }).click();
  await office.page.getByText("저장했어요.").waitFor();

  await office.page.goto(`${shopUrl}/admin/promotions`);
  await takenOver(office.page);
  const room = office.page.getByRole("main");
  // Several categories can be chosen.
  const categories = room.getByRole("group", { name: "대상 상품" }).getByRole("checkbox");
  for (const at of [0, 1]) await categories.nth(at).check();
  expect(await room.getByRole("checkbox", { checked: true }).count()).toBe(2);
  await sound(office.page);
  await shoot(office.page, "promotions");
  for (const at of [0, 1]) await categories.nth(at).uncheck();
  await room.getByLabel("이름", { exact: true }).fill(`2+1 ${mark}`);
  await room.getByLabel("사는 개수").fill("2");
  await room.getByLabel("더 받는 개수").fill("1");
  await room.getByLabel("할인 비율(%)").fill("100");
  await room.getByLabel("장바구니").fill(`COUPON-${mark.toLowerCase()} 3`);
  await room.getByRole("button", { name: "계산하기" }).click();
  await room.getByText("−22,000원").waitFor();
  await sound(office.page);
  // For the goods of this test alone: other tests buy in the same shop.
  const effect = { type: "buy_get", buy: 2, get: 1, percent: 100 };
  const promotion = await call("POST", "promotions", {
    name: `2+1 ${mark}`,
    effect,
    productIds: made.slice(-1),
  });
  expect(promotion.status).toBe(201);
  await office.page.reload();
  await room.getByRole("cell", { name: "2개 사면 1개 무료, 일부 상품" }).first().waitFor();
  await sound(office.page);
  expect(office.errors).toEqual([]);
  await office.context.close();

  const { context, page, errors } = await visitor(browser, "phone", "ko-KR", shopUrl);
  await page.goto(`${shopUrl}${product}`);
  await takenOver(page);
  await page.getByRole("button", { name: words.ko.add }).filter({ visible: true }).first().click();
  await page.getByRole("link", { name: words.ko.added }).filter({ visible: true }).first().click();
  await page.waitForURL(/\/cart/);
  await takenOver(page);
  for (const total of ["44,000원", "66,000원"]) {
    await page.getByRole("button", { name: "수량 늘리기" }).first().click();
    await page.getByText(total).first().waitFor();
  }
  const main = page.getByRole("main");
  await main.getByText("−22,000원 할인").waitFor();
  await sound(page);
  await page.getByRole("link", { name: words.ko.checkout }).filter({ visible: true }).first().click();
  await page.waitForURL(/\/checkout/);
  await takenOver(page);
  await fillCheckout(page, "ko");
  await page.getByRole("button", { name: "44,000원 결제하기" }).waitFor();
  await page.getByLabel(words.ko.postcode, { exact: true }).fill("63122");
  await main.getByText("배송비 (제주 추가 3,000원 포함)").waitFor();
  await sound(page);
  await page.getByRole("button", { name: "47,000원 결제하기" }).click();
  await page.waitForURL(/\/sandbox\/window/);
  await page.getByRole("button", { name: words.ko.approve }).click();
  await page.waitForURL(/\/orders\//);
  await expect.poll(() => main.innerText(), PATIENCE).toMatch(words.ko.paid);
  const order = await main.innerText();
  for (const text of [`할인 (2+1 ${mark})`, "제주 추가 3,000원", "47,000원"]) expect(order).toContain(text);
  expect(errors).toEqual([]);
  await context.close();
});
