/** A guest who has lost the browser opens the order from the mail, by a code, and cancels it. */
import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { client, type Product, shippingAddress } from "../support/client.ts";
import { faultsOnBothScreens } from "./axe.ts";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { linkInMail } from "./members.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));

/** Of the demo: a paid order of a guest with an e-mail of its own. */
async function bought() {
  const guest = client(shopUrl);
  const list = await guest.request<{ items: Product[] }>(
    "GET",
    "/api/v1/products?category=tableware&inStock=true&limit=1",
  );
  const { body: product } = await guest.request<Product & { variants: { id: string; available: number }[] }>(
    "GET",
    `/api/v1/products/${list.body.items[0]?.id}`,
  );
  const variant = product.variants.find(({ available }) => available > 0);
  const email = `guest-${randomUUID().slice(0, 8)}@example.com`;
  const cart = await guest.createCart();
  await guest.addItem(cart.id, variant?.id ?? "", 1);
  const contact = { name: "김손님", email, phone: "010-1234-5678" };
  const { status, body } = await guest.placeOrder(cart.id, { contact });
  expect(status, JSON.stringify(body)).toBe(201);
  await guest.confirm(await guest.approve(body.payment.windowUrl));
  return { email, number: body.order.number };
}

async function codeIn(email: string): Promise<string> {
  const address = `${shopUrl}/sandbox/mailbox/messages?to=${encodeURIComponent(email)}`;
  const read = async () => {
    const { items } = (await (await fetch(address)).json()) as { items: { text: string }[] };
    return items.flatMap(({ text }) => /인증번호: (\d{6})/.exec(text)?.[1] ?? [])[0];
  };
  await expect.poll(read).toBeDefined();
  return (await read()) ?? "";
}

test("on both screens", async () => {
  const { email, number } = await bought();
  const { context, page, errors } = await visitor(browser, "phone", "ko-KR", shopUrl);
  await page.goto(await linkInMail(shopUrl, email, "/orders/lookup"));
  await takenOver(page);
  expect(await page.getByLabel("주문번호").inputValue()).toBe(number);
  await page.getByRole("button", { name: "인증번호 받기" }).click();
  await page.getByLabel("주문하신 분 이메일").fill(email);
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await page.getByRole("button", { name: "인증번호 받기" }).click();
  await page.getByLabel("인증번호", { exact: true }).fill("12");
  await page.getByRole("button", { name: "주문 보기" }).click();
  await page.getByText("숫자 6자리").first().waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await page.getByLabel("인증번호", { exact: true }).fill(await codeIn(email));
  await page.getByRole("button", { name: "주문 보기" }).click();
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}$/);
  await page.getByText(number).first().waitFor();
  // In full, so that a mistake in the address can be seen.
  await page.getByText(`(${shippingAddress.postcode}) ${shippingAddress.address1}`).waitFor();
  await page.getByText(shippingAddress.phone).first().waitFor();
  await page.getByRole("button", { name: "주문 취소하기" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/^돌려받는 금액: /).waitFor();
  await dialog.getByLabel("취소 사유").selectOption("reorder");
  await dialog.getByRole("button", { name: "취소하기" }).click();
  await page.getByText("취소된 주문이에요").waitFor();
  expect(errors).toEqual([]);
  await context.close();
});
