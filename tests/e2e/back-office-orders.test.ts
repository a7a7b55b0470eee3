/** Orders after their payment: a buyer cancels a piece, staff prepare and send, the buyer sees it arrive. */
import { randomUUID } from "node:crypto";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { client, type Product } from "../support/client.ts";
import { faultsOf } from "./axe.ts";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { staffOf } from "./hire.ts";
import { somebody, type TestAccount, visitAs } from "./members.ts";
import { archiveProducts, owner, ownerProof } from "./owner.ts";
import { shoot } from "./shoot.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
let context: BrowserContext;
let page: Page;
const productIds: string[] = [];

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterEach(() => context?.close());
afterAll(async () => {
  await endVisits(browser);
  await archiveProducts(shopUrl, productIds);
});

const asOwner = () => ownerProof(shopUrl);

/** A member's paid order of three pieces of a product that only this test sells. */
async function bought() {
  const sku = `ORDER-${randomUUID().slice(0, 8)}`;
  const { status, body: product } = await client(shopUrl).request<Product>(
    "POST",
    "/api/v1/admin/products",
    {
      name: `주문 시험 ${sku}`,
      status: "active",
      options: [],
      variants: [{ sku, options: {}, price: 12_000, stock: 5 }],
    },
    await asOwner(),
  );
  expect(status).toBe(201);
  productIds.push(product.id);
  const account = somebody();
  const member = await client(shopUrl).signUp(account);
  const { order } = await member.buy(product.variants[0]?.id ?? "", 3);
  return { account, order, sku };
}

async function open(account: TestAccount, path: string, device: "phone" | "desktop"): Promise<void> {
  ({ context, page } = await visitor(browser, device, "ko-KR", shopUrl));
  await visitAs(page, shopUrl, account, path);
  await takenOver(page);
}

test("a piece is canceled, the rest is prepared, sent and delivered, and its buyer confirms it", async () => {
  const { account, order, sku } = await bought();

  await open(account, `/orders/${order.id}`, "phone");
  await page.getByRole("button", { name: "주문 취소하기" }).click();
  const dialog = page.getByRole("dialog");
  // With the delivery fee: nothing would be left.
  await dialog.getByText("돌려받는 금액: 39,000원").waitFor();
  await dialog.getByLabel(/취소할 수량/).selectOption("1");
  await dialog.getByText("돌려받는 금액: 12,000원").waitFor();
  await dialog.getByRole("button", { name: "취소하기" }).click();
  await dialog.getByText("취소 사유를 적어 주세요").first().waitFor();
  await shoot(page, "cancel");
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByLabel("취소 사유").selectOption("other");
  await dialog.getByRole("button", { name: "취소하기" }).click();
  await dialog.getByText("취소 사유를 적어 주세요").first().waitFor();
  await dialog.getByLabel("자세한 사유").fill("두 개면 돼요");
  await dialog.getByRole("button", { name: "취소하기" }).click();
  await page.getByText("1개 취소").waitFor();
  await context.close();

  const staff = await staffOf(shopUrl, "orders");
  await open(staff, "/admin/orders", "desktop");
  await page.getByRole("searchbox", { name: "주문 찾기" }).fill(sku);
  await page.getByRole("button", { name: "찾기", exact: true }).click();
  await page.waitForURL(/q=ORDER/);
  await page.getByRole("link", { name: "결제 완료 1" }).waitFor();
  await shoot(page, "orders");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("link", { name: order.number }).click();
  await page.getByRole("heading", { level: 1, name: order.number }).waitFor();
  await takenOver(page);
  await page.getByRole("button", { name: "상품 준비 시작" }).click();
  await page.getByLabel("운송장 번호", { exact: true }).fill("1");
  await page.getByRole("button", { name: "발송 처리" }).click();
  await page.getByText("숫자와 영문 4자 이상으로 적어 주세요").first().waitFor();
  await page.getByLabel("운송장 번호", { exact: true }).fill("123456789012");
  await page.getByRole("button", { name: "발송 처리" }).click();
  await page.getByRole("button", { name: "배송 완료 처리" }).waitFor();
  await shoot(page, "order");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "배송 완료 처리" }).click();
  await page.getByText(/\d 배송 완료$/).waitFor();
  // Part of the money comes back: the form says first what the provider will be asked.
  await page.getByText("환불하기", { exact: true }).first().click();
  await page.getByLabel("환불 금액").fill("1000");
  await page.getByLabel("사유", { exact: true }).fill("흠집");
  await page.getByRole("button", { name: "환불하기" }).click();
  await page.getByText("모의 결제사에 1,000원 환불을 요청해요.").waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "1,000원 환불 요청하기" }).click();
  // The form begins anew with what is left, and the refund stands in the list.
  await page.getByRole("button", { name: "1,000원 환불 요청하기" }).waitFor({ state: "detached" });
  await expect.poll(() => page.getByRole("main").innerText()).toContain("1,000원");
  await context.close();

  await open(account, `/orders/${order.id}`, "phone");
  await page.getByText("CJ대한통운 123456789012").waitFor();
  await shoot(page, "parcel");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "구매 확정하기" }).click();
  await page.getByText("구매 확정", { exact: true }).waitFor();
});

test("chosen orders are prepared, held and released, their slips and receipt printed", async () => {
  const { account, order, sku } = await bought();
  const staff = await staffOf(shopUrl, "orders");
  await open(staff, `/admin/orders?q=${sku}`, "desktop");
  await page.getByRole("checkbox", { name: `${order.number} 고르기` }).check();
  await shoot(page, "chosen");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "발주 확인" }).click();
  await page.getByText("1건 준비를 시작했어요.").waitFor();

  await page.getByRole("link", { name: order.number }).click();
  await page.getByRole("heading", { level: 1, name: order.number }).waitFor();
  await takenOver(page);
  await page.getByRole("button", { name: "주문 보류하기" }).click();
  await page.getByRole("button", { name: "보류", exact: true }).click();
  await page.getByText("사유를 적어 주세요").first().waitFor();
  await page.getByLabel("보류 사유").fill("주소를 확인해야 해요");
  await page.getByRole("button", { name: "보류", exact: true }).click();
  await page.getByText("이 주문은 보류 중이에요").waitFor();
  await page.getByText("주소를 확인해야 해요").waitFor();
  await shoot(page, "held");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "보류 해제" }).click();
  await page.getByLabel("운송장 번호", { exact: true }).waitFor();

  await page.goto(`${shopUrl}/admin/orders/slips?ids=${order.id}&prices=1`);
  await page.getByRole("article", { name: `포장 명세서 ${order.number}` }).waitFor();
  await page.getByRole("cell", { name: sku }).waitFor();
  await shoot(page, "slips");
  expect(await faultsOf(page)).toEqual([]);
  await context.close();

  await open(account, `/orders/${order.id}/receipt`, "phone");
  await page.getByRole("heading", { level: 1, name: "영수증" }).waitFor();
  await shoot(page, "receipt");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("link", { name: "주문으로 돌아가기" }).click();
  await page.getByRole("button", { name: "다시 담기" }).click();
  await page.getByText("재고가 모자라 3개 중 2개를 담았어요").waitFor();
  await shoot(page, "reordered");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("link", { name: "장바구니 보기" }).click();
  await page.getByText(`주문 시험 ${sku}`).first().waitFor();
});

async function fillPhoneOrder(lines: string): Promise<void> {
  await page.getByLabel("상품", { exact: true }).fill(lines);
  await page.getByRole("textbox", { name: "이름" }).fill("전화손님");
  await page.getByRole("textbox", { name: "휴대폰 번호" }).fill("010-1111-2222");
  await page.getByRole("textbox", { name: "이메일" }).fill("phone-order@example.com");
  await page.getByRole("button", { name: "주문자 정보와 동일" }).click();
  await page.getByRole("textbox", { name: "우편번호" }).fill("04524");
  await page.getByRole("textbox", { name: "주소", exact: true }).fill("서울 중구 세종대로 110");
  await page.getByRole("button", { name: "주문 넣기" }).click();
}

test("staff place an order for a customer on the phone", async () => {
  const { sku } = await bought();
  const staff = await staffOf(shopUrl, "orders");
  await open(staff, "/admin/orders/new", "desktop");
  await fillPhoneOrder(`${sku} 9`);
  await page.getByText(`${sku}: 재고가 2개뿐이에요`).first().waitFor();
  await shoot(page, "phone-order");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByLabel("상품", { exact: true }).fill(`${sku} 2`);
  await page.getByRole("button", { name: "주문 넣기" }).click();
  await page.getByText("직원이 주문을 넣음").waitFor();
});

test("staff are told that an order cannot be that of a member whose account is disabled", async () => {
  const { sku } = await bought();
  const [member, proof] = [await client(shopUrl).signUp(), await ownerProof(shopUrl)];
  const disable = `/api/v1/admin/members/${member.id}/disable`;
  const disabled = await client(shopUrl).request("POST", disable, { reason: "확인 중이에요" }, proof);
  expect(disabled.status).toBe(204);
  await open(await staffOf(shopUrl, "orders"), `/admin/orders/new?member=${member.id}`, "desktop");
  await fillPhoneOrder(`${sku} 1`);
  await page.getByText("이 회원의 주문으로 넣을 수 없어요.").waitFor();
  expect(await faultsOf(page)).toEqual([]);
});

test("the owner previews a mail, writes its heading, and resets it", async () => {
  await open(owner, "/admin/mails?kind=parcel_sent", "desktop");
  const frame = page.frameLocator('iframe[title="메일 미리 보기"]');
  await frame.getByRole("heading", { name: "상품을 보냈어요" }).waitFor();
  await page.getByLabel("인사말").fill("{name}님께 {total}");
  await page.getByRole("button", { name: "미리 보기" }).click();
  await page.getByText("이 메일에 쓸 수 없는 자리표시예요: {total}").first().waitFor();
  await page.getByLabel("인사말").fill("{name}님, 보냈어요!");
  await page.getByRole("button", { name: "저장하기" }).click();
  await frame.getByRole("heading", { name: "김서연님, 보냈어요!" }).waitFor();
  await shoot(page, "mails");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "처음 문구로 되돌리기" }).click();
  await frame.getByRole("heading", { name: "상품을 보냈어요" }).waitFor();
});
