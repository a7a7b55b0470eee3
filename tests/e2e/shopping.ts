/** Steps of a shopper in the browser, found by the texts of the page. */
import type { Page } from "playwright-core";
import type { Cart, Product } from "../support/client.ts";
import { takenOver } from "./taken-over.ts";

export const words = {
  ko: {
    path: "",
    locale: "ko-KR",
    add: "장바구니 담기",
    added: "장바구니 보기",
    checkout: "주문하기",
    pay: /원 결제하기$/,
    name: "이름",
    email: "이메일",
    phone: "휴대폰 번호",
    recipient: "받는 분",
    postcode: "우편번호",
    address: "주소",
    approve: "결제 승인",
    decline: "결제 거절",
    paid: /주문이 완료|결제가 완료|결제 완료|결제완료/,
    again: /다시 결제/,
  },
  en: {
    path: "/en",
    locale: "en-US",
    add: "Add to cart",
    added: "View cart",
    checkout: "Checkout",
    pay: /^Pay ₩/,
    name: "Name",
    email: "Email",
    phone: "Mobile number",
    recipient: "Recipient",
    postcode: "Postcode",
    address: "Address",
    approve: "Approve",
    decline: "Decline",
    paid: /order is complete|Thank you|paid/i,
    again: /again/i,
  },
} as const;
export type PageLanguage = keyof typeof words;

interface Choices {
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly variants: readonly {
    readonly options: Readonly<Record<string, string>>;
    readonly available: number;
  }[];
}

/** On the page of a product that was just asked for, which may come part by part. */
export async function chooseFirstInStock(page: Page, language: PageLanguage): Promise<void> {
  await page.waitForURL(/\/p\//);
  await page.getByRole("button", { name: words[language].add }).filter({ visible: true }).first().waitFor();
  const { origin, pathname } = new URL(page.url());
  const answer = await fetch(`${origin}/api/v1/products/${pathname.split("/p/")[1]}`);
  const { options, variants } = (await answer.json()) as Choices;
  const variant = variants.find(({ available }) => available > 0);
  if (!variant) throw new Error(`${pathname} has nothing in stock`);
  for (const { name, values } of options) {
    // Options with one value are already chosen.
    if (values.length === 1) continue;
    const at = values.indexOf(variant.options[name] ?? "");
    await page.locator(`main fieldset input[name="${name}"]`).nth(at).click();
  }
}

/** Puts the newest product in stock into the cart, its first variant that there is. */
export async function putSomethingIntoTheCart(
  page: Page,
  shopUrl: string,
  language: PageLanguage,
): Promise<void> {
  const { path, add, added } = words[language];
  // Of the demo: other tests publish products without a category.
  await page.goto(`${shopUrl}${path}/c/tableware?inStock=true`);
  await page.getByRole("main").locator('a[href*="/p/"]').first().click();
  await chooseFirstInStock(page, language);
  await page.getByRole("button", { name: add }).filter({ visible: true }).first().click();
  await page.getByRole("link", { name: added }).filter({ visible: true }).first().waitFor();
}

/** The scripts of the shop remember a guest's cart so. */
const CART_COOKIE = "jangteo_cart";

interface List {
  readonly items: readonly { readonly slug: string }[];
}

async function ask<Answer>(page: Page, shopUrl: string, path: string, data?: object): Promise<Answer> {
  // As a script of the page asks: with its cookies, and from the shop itself.
  const sending = data && { method: "POST", data, headers: { origin: shopUrl } };
  const answer = await page.request.fetch(`${shopUrl}/api/v1/${path}`, sending);
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

/** The address of a product that `putSomethingIntoTheCart` would find, by its number in that list. */
export async function productPath(page: Page, shopUrl: string, number = 0): Promise<string> {
  const { items } = await ask<List>(page, shopUrl, "products?category=tableware&inStock=true");
  const slug = items[number]?.slug;
  if (!slug) throw new Error(`the demo has not ${number + 1} products in stock`);
  return `/p/${slug}`;
}

/**
 * Leaves the visitor's cart as `putSomethingIntoTheCart` does, without its two pages: for tests of what comes
 * after. The next page shows the cart.
 */
export async function fillTheCart(page: Page, shopUrl: string, number = 0): Promise<void> {
  const path = await productPath(page, shopUrl, number);
  const { variants } = await ask<Product>(page, shopUrl, `products/${path.slice("/p/".length)}`);
  const variant = variants.find(({ available }) => available > 0);
  if (!variant) throw new Error(`${path} has nothing in stock`);
  const cookies = await page.context().cookies(shopUrl);
  // A member's cart is found by its member, a guest's by its cookie.
  const isMember = cookies.some(({ name }) => name === "access");
  const remembered = cookies.find(({ name }) => name === CART_COOKIE && !isMember)?.value;
  const id = remembered ?? (await ask<Cart>(page, shopUrl, "carts", {})).id;
  await ask(page, shopUrl, `carts/${id}/items`, { variantId: variant.id, quantity: 1 });
  if (!isMember) await page.context().addCookies([{ name: CART_COOKIE, value: id, url: shopUrl }]);
}

/** Takes the product of this address, whose first choice can be bought, to the checkout by hand. */
export async function takeToCheckout(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await takenOver(page);
  await page.getByRole("button", { name: words.ko.add }).filter({ visible: true }).first().click();
  await page.getByRole("link", { name: words.ko.added }).filter({ visible: true }).first().click();
  await page.waitForURL(/\/cart/);
  await page.getByRole("link", { name: words.ko.checkout }).filter({ visible: true }).first().click();
  await page.waitForURL(/\/checkout/);
  await takenOver(page);
}

export async function fillCheckout(page: Page, language: PageLanguage): Promise<void> {
  const say = words[language];
  await page.getByLabel(say.name, { exact: true }).fill("김장터");
  await page.getByLabel(say.email, { exact: true }).fill("kim@example.com");
  await page.getByLabel(say.phone, { exact: true }).first().fill("010-1234-5678");
  const recipient = page.getByLabel(say.recipient, { exact: true });
  if (await recipient.isVisible()) await recipient.fill("김장터");
  await page.getByLabel(say.postcode, { exact: true }).fill("06236");
  await page.getByLabel(say.address, { exact: true }).fill("서울특별시 강남구 테헤란로 1");
}

async function pay(page: Page, language: PageLanguage): Promise<void> {
  await fillCheckout(page, language);
  await page.getByRole("button", { name: words[language].pay }).filter({ visible: true }).first().click();
  await page.waitForURL(/\/sandbox\/window/);
}

/** To the payment window from a cart that the API has filled: the checkout is the only page before it. */
export async function checkOut(page: Page, shopUrl: string): Promise<void> {
  await fillTheCart(page, shopUrl);
  await page.goto(`${shopUrl}/checkout`);
  await pay(page, "ko");
}

/** From an empty cart to the payment window, page by page. */
export async function goToWindow(page: Page, shopUrl: string, language: PageLanguage): Promise<void> {
  const say = words[language];
  await putSomethingIntoTheCart(page, shopUrl, language);
  await page.goto(`${shopUrl}${say.path}/cart`);
  await page.getByRole("link", { name: say.checkout }).filter({ visible: true }).first().click();
  await page.waitForURL(/\/checkout/);
  await pay(page, language);
}
