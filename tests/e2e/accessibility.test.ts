/** Pages and their states as axe, a screen magnifier and the system's own colours meet them. */
import { randomUUID } from "node:crypto";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { client, type Product } from "../support/client.ts";
import { faultsOf } from "./axe.ts";
import { endVisits, type Screen, sharedBrowser, visitor } from "./browser.ts";
import { fitsScreen } from "./fits-screen.ts";
import { memberAt, visitAs } from "./members.ts";
import { archiveProducts, owner, ownerProof } from "./owner.ts";
import { chooseFirstInStock, fillCheckout, fillTheCart, productPath, words } from "./shopping.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
let context: BrowserContext | undefined;
let page: Page;

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));
afterEach(() => context?.close());

async function open(screen: Screen, path: string): Promise<void> {
  await visit(screen);
  await page.goto(`${shopUrl}${path}`);
  await page.waitForLoadState("load");
}

const main = () => page.getByRole("main");

async function visit(screen: Screen): Promise<void> {
  ({ context, page } = await visitor(browser, screen, "ko-KR", shopUrl));
}

async function openProduct(screen: Screen): Promise<void> {
  await visit(screen);
  await page.goto(`${shopUrl}${await productPath(page, shopUrl)}`);
  await takenOver(page);
}

/** A product that is sold out from the start: what the demo sells is bought by other tests. */
async function addSoldOut(): Promise<Product> {
  const sku = `GONE-${randomUUID().slice(0, 8)}`;
  const product = {
    name: `품절 시험 ${sku}`,
    status: "active",
    options: [{ name: "색상", values: ["백자", "청자"] }],
    variants: ["백자", "청자"].map((colour, at) => ({
      ...{ sku: `${sku}-${at}`, price: 12_000, stock: 0 },
      options: { 색상: colour },
    })),
  };
  const proof = await ownerProof(shopUrl);
  const added = await client(shopUrl).request<Product>("POST", "/api/v1/admin/products", product, proof);
  expect(added.status).toBe(201);
  return added.body;
}

/** Pages whose parts stand beside one another on a wide screen. */
const WIDE = ["/", "/products?inStock=true&sort=price&minPrice=10000", "/c/tableware", "/cart", "/sign-up"];
const ADDRESSES = [
  ...WIDE,
  "/en",
  "/products",
  "/products?q=zzzzzz",
  "/checkout",
  "/checkout/fail?code=PAY_PROCESS_CANCELED",
  "/checkout/return",
  "/orders/00000000-0000-7000-8000-000000000000",
  "/nowhere",
  "/terms",
  "/privacy",
  "/policies",
  "/sign-in",
  "/forgot-password",
  "/reset-password",
  "/verify-email",
  "/confirm-email",
  "/invitation",
  "/account/goodbye",
  "/sandbox/mailbox",
];

describe.each<Screen>(["phone", "desktop"])("on a %s axe finds no fault", (screen) => {
  describe("for one guest", () => {
    // What the pages share is loaded and compiled once.
    let guest: Awaited<ReturnType<typeof visitor>>;
    beforeAll(async () => {
      guest = await visitor(browser, screen, "ko-KR", shopUrl);
    });
    afterAll(() => guest.context.close());

    test.each(screen === "phone" ? ADDRESSES : WIDE)("in %s", async (path) => {
      await guest.page.goto(`${shopUrl}${path}`);
      expect(await faultsOf(guest.page)).toEqual([]);
    });
  });

  test("in a product, with an option missing, and after it was added", async () => {
    await openProduct(screen);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("button", { name: words.ko.add }).filter({ visible: true }).first().click();
    expect(await faultsOf(page)).toEqual([]);
    await chooseFirstInStock(page, "ko");
    await page.getByRole("button", { name: words.ko.add }).filter({ visible: true }).first().click();
    await page.getByRole("link", { name: words.ko.added }).filter({ visible: true }).first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  test("in a cart, a checkout with errors, the payment window and a paid order", async () => {
    await visit(screen);
    await fillTheCart(page, shopUrl);
    await page.goto(`${shopUrl}/cart`);
    expect(await faultsOf(page)).toEqual([]);
    await page.goto(`${shopUrl}/checkout`);
    const pay = page.getByRole("button", { name: words.ko.pay }).filter({ visible: true }).first();
    await pay.click();
    await page.getByRole("alert").first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await fillCheckout(page, "ko");
    await pay.click();
    await page.waitForURL(/\/sandbox\/window/);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("button", { name: words.ko.approve }).click();
    await page.waitForURL(/\/orders\//);
    await main().getByText("주문번호").waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });
});

/** The same parts on both screens, so one screen is enough. */
describe("in its states axe finds no fault", () => {
  const screen = "phone";

  test("in a sold-out product", async () => {
    const { id, slug } = await addSoldOut();
    await open(screen, `/p/${slug}`);
    await page.getByRole("button", { name: "품절" }).filter({ visible: true }).first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await archiveProducts(shopUrl, [id]);
  });

  test("in forms with errors", async () => {
    await visit(screen);
    for (const [path, button] of [
      ["/sign-in", "로그인"],
      ["/sign-up", "가입하기"],
      ["/forgot-password", "링크 받기"],
    ] as const) {
      await page.goto(`${shopUrl}${path}`);
      await takenOver(page);
      await main().getByRole("button", { name: button, exact: true }).click();
      await page.getByRole("alert").first().waitFor();
      expect([path, await faultsOf(page)]).toEqual([path, []]);
    }
  });

  test("in open menus and sheets", async () => {
    await open(screen, "/products");
    await takenOver(page);
    if (screen === "phone") {
      await page.getByRole("button", { name: "상품 검색" }).click();
      expect(await faultsOf(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: /^필터/ }).click();
      expect(await faultsOf(page)).toEqual([]);
    }
  });

  test("in the pages of a member, with the menu open, and in a dialog", async () => {
    await visit(screen);
    const account = await memberAt(page, shopUrl);
    expect(await faultsOf(page)).toEqual([]);
    for (const path of [
      "/orders",
      "/addresses",
      "/addresses/new",
      "/profile",
      "/password",
      "/agreements",
      "/security",
      "/data",
      "/leave",
      "/sessions",
    ]) {
      await page.goto(`${shopUrl}/account${path}`);
      expect([path, await faultsOf(page)]).toEqual([path, []]);
    }
    await takenOver(page);
    await page.getByRole("button", { name: `${account.name} 님 메뉴` }).click();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "모든 기기에서 로그아웃" }).click();
    await page.getByRole("dialog").waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });
});

describe.each(["phone", "desktop"] as const)("on a %s axe finds no fault", (screen) => {
  test("in the pages of staff, and in a form with errors", async () => {
    await visit(screen);
    await visitAs(page, shopUrl, owner, "/admin");
    await page.getByRole("heading", { level: 1, name: "운영자 페이지" }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.goto(`${shopUrl}/admin/settings`);
    await takenOver(page);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel("알림 글 (한국어)").fill("");
    await page.getByLabel("알림 글 (영어)").fill("Closed on Monday");
    await page.getByRole("button", { name: "저장하기" }).click();
    await main().getByRole("alert").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(await fitsScreen(page)).toBe(true);
  });
});

describe("where the system sets the colours", () => {
  /** The computed background of the first visible element. */
  const fillOf = async (selector: string): Promise<string> => {
    const element = page.locator(selector).filter({ visible: true }).first();
    await element.evaluate((found) => found.setAttribute("data-probe", ""));
    const fill = await page.evaluate<string>(
      'getComputedStyle(document.querySelector("[data-probe]")).backgroundColor',
    );
    await element.evaluate((found) => found.removeAttribute("data-probe"));
    return fill;
  };

  beforeEach(async () => {
    await visit("desktop");
    await page.emulateMedia({ forcedColors: "active" });
  });

  test("the current category and the current order are told apart from the others", async () => {
    await page.goto(`${shopUrl}/c/tableware`);
    for (const part of ["header nav", "main nav"]) {
      const [current, other] = [
        await fillOf(`${part} a[aria-current]:not([aria-current=false])`),
        await fillOf(`${part} a:not([aria-current])`),
      ];
      expect(current).not.toBe(other);
    }
  });

  test("a chosen option and the button to buy are told apart from the others", async () => {
    // Of the demo: other tests publish products with sizes, and take them back.
    await page.goto(`${shopUrl}/c/clothing?inStock=true&option.${encodeURIComponent("사이즈")}=S,M,L`);
    await main().locator('a[href*="/p/"]').first().click();
    await page.waitForURL(/\/p\//);
    const group = page.locator("main fieldset").filter({ has: page.locator("label:nth-of-type(2)") });
    await group.locator("label:has(input:enabled)").first().click();
    const chosen = await fillOf("main label:has(input[type=radio]:checked)");
    expect(chosen).not.toBe(await fillOf("main label:has(input[type=radio]:not(:checked))"));
    expect(await fillOf(".button-accent")).not.toBe(await fillOf(".button-line"));
  });
});

test("at 400 % zoom nothing stays in front of the page", async () => {
  await openProduct("desktop");
  await page.setViewportSize({ width: 320, height: 256 });
  await page.evaluate("scrollTo(0, 600)");
  const covered = await page.evaluate<number>(`
    [...document.querySelectorAll("body *")].filter((element) =>
      ["fixed", "sticky"].includes(getComputedStyle(element).position) && element.checkVisibility()).length`);
  expect(covered).toBe(0);
});
