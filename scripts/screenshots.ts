/**
 * `npm run screenshots`: opens the demo shop and takes the pictures in `docs/screenshots/`, on two screen
 * sizes, and a moving one of a purchase.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { launchBrowser, type Screen, visitor } from "../tests/e2e/browser.ts";
import { startDemoShop } from "../tests/e2e/demo-shop.ts";
import { fillSignUp, findLinkInMail, signIn, signUp, somebody } from "../tests/e2e/members.ts";
import { fillCheckout, goToWindow, putSomethingIntoTheCart, words } from "../tests/e2e/shopping.ts";
import { takeFilm } from "./screenshots/film.ts";

const folder = fileURLToPath(new URL("../docs/screenshots", import.meta.url));

await mkdir(folder, { recursive: true });
const { SHOP_URL } = process.env;
const shop = SHOP_URL ? { url: SHOP_URL, stop: async () => {} } : await startDemoShop();
try {
  const browser = await launchBrowser();
  for (const screen of ["phone", "desktop"] as const) {
    const { page, context } = await visitor(browser, screen, "ko-KR", shop.url);
    await visit(page, screen, shop.url);
    await context.close();
    const member = await visitor(browser, screen, "ko-KR", shop.url);
    await visitAsMember(member.page, screen, shop.url);
    await member.context.close();
  }
  await takeFilm(browser, shop.url, folder);
  await browser.close();
} finally {
  await shop.stop();
}

function camera(page: Page, screen: Screen) {
  return async (name: string, fullPage = false): Promise<void> => {
    await page.waitForLoadState("networkidle");
    if (fullPage) await showLazyPictures(page);
    const picture = await page.screenshot({ fullPage });
    // A palette makes a page of flat colours a quarter of its size.
    await sharp(picture)
      .png({ palette: true, quality: 90, effort: 8 })
      .toFile(join(folder, `${name}-${screen}.png`));
  };
}

/** Takes the pages from the sign-up to an account with an order. */
async function visitAsMember(page: Page, screen: Screen, shopUrl: string): Promise<void> {
  const take = camera(page, screen);
  const person = somebody();
  await page.goto(`${shopUrl}/sign-up`);
  await fillSignUp(page, person);
  await take("sign-up", true);
  await signUp(page, person);
  await page.goto(`${shopUrl}/sign-in`);
  await take("sign-in");
  await signIn(page, shopUrl, person, "/products");
  await page.waitForURL(`${shopUrl}/products`);
  let link: string | undefined;
  while (!link) {
    await page.waitForTimeout(200);
    link = await findLinkInMail(shopUrl, person.email, "/verify-email");
  }
  await page.goto(link);
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: "이메일 확인하기" }).click();
  await page.getByRole("heading", { name: "이메일을 확인했어요" }).waitFor();
  await goToWindow(page, shopUrl, "ko");
  await page.getByRole("button", { name: words.ko.approve }).click();
  await page.waitForURL(/\/orders\//);
  await page.getByText(words.ko.paid).first().waitFor();
  // An event removes the purchase from the member's cart a moment later.
  await page.waitForTimeout(3_000);
  await page.goto(`${shopUrl}/account`);
  await take("account", true);
  await page.goto(`${shopUrl}/account/security`);
  await take("account-security", true);
}

async function visit(page: Page, screen: Screen, shopUrl: string): Promise<void> {
  const take = camera(page, screen);
  await page.goto(shopUrl);
  await take("home");
  await take("home-full", true);
  await page.goto(`${shopUrl}/en`);
  await take("home-english");
  await page.goto(shopUrl);
  await page.locator('a[href*="/c/"]').filter({ visible: true }).first().click();
  await page.waitForURL(/\/c\//);
  await take("category");
  await page.getByRole("main").locator('a[href*="/p/"]').first().click();
  await page.waitForURL(/\/p\//);
  await take("product");
  await putSomethingIntoTheCart(page, shopUrl, "ko");
  await page.goto(`${shopUrl}/cart`);
  await take("cart");
  await page.goto(`${shopUrl}/checkout`);
  await fillCheckout(page, "ko");
  await take("checkout", true);
  await page.getByRole("button", { name: words.ko.pay }).filter({ visible: true }).first().click();
  await page.waitForURL(/\/sandbox\/window/);
  await take("payment-window");
  // The confirm request waits while its page is photographed.
  const { promise: taken, resolve: goOn } = Promise.withResolvers<void>();
  await page.route("**/api/v1/payments/confirm", async (route) => {
    await taken;
    await route.continue();
  });
  await page.getByRole("button", { name: words.ko.approve }).click();
  await page.waitForURL(/\/checkout\/return/);
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(folder, `payment-return-${screen}.png`) });
  goOn();
  await page.waitForURL(/\/orders\//);
  await take("order", true);
}

async function showLazyPictures(page: Page): Promise<void> {
  const height = await page.evaluate("document.documentElement.scrollHeight");
  for (let y = 0; y < Number(height); y += 600) {
    await page.mouse.wheel(0, 600);
    await page.waitForTimeout(60);
  }
  await page.evaluate("window.scrollTo(0, 0)");
  await page.waitForLoadState("networkidle");
}
