/** Pages that all visitors without a session share, as the browser and the wire see them. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { RENDER_HEADER } from "../../web/lib/render-header.ts";
import { startWeb } from "../support/own-web.ts";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { memberAt } from "./members.ts";
import { checkOut, fillTheCart, putSomethingIntoTheCart, words } from "./shopping.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
/** Scripts take their time while other tests use the processors. */
const SOON = { timeout: 60_000 };
let browser: Browser;

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));

async function sharedPaths(): Promise<string[]> {
  const { items } = (await (await fetch(`${shopUrl}/api/v1/products?limit=1`)).json()) as {
    items: { slug: string }[];
  };
  const categories = (await (await fetch(`${shopUrl}/api/v1/categories`)).json()) as {
    items: { slug: string }[];
  };
  return [
    "/",
    "/products",
    "/products?inStock=true&sort=price",
    `/c/${categories.items[0]?.slug}`,
    `/p/${items[0]?.slug}`,
    "/terms",
    "/no-such-page",
    "/p/no-such-product",
    "/en",
    `/en/p/${items[0]?.slug}`,
  ];
}

/** A page as its bytes, and as the data that an open page asks for. */
async function bytesOf(path: string, headers: Record<string, string> = {}): Promise<string> {
  const both = [{}, { rsc: "1" }].map(async (form: Record<string, string>) => {
    const address = form.rsc ? `${path}${path.includes("?") ? "&" : "?"}_rsc=1` : path;
    const answer = await fetch(`${shopUrl}${address}`, { headers: { ...headers, ...form } });
    return `${answer.headers.get("etag")} ${answer.headers.get("set-cookie")} ${await answer.text()}`;
  });
  return (await Promise.all(both)).join("\n");
}

test("nothing of any visitor is in a page that others get", async () => {
  const paths = await sharedPaths();
  const { context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  // A guest with a cart and an order, then a member with both.
  await checkOut(page, shopUrl);
  await page.getByRole("button", { name: words.ko.approve }).click();
  await page.waitForURL(/\/orders\//);
  const orderId = page.url().split("/").at(-1) ?? "";
  await fillTheCart(page, shopUrl);
  const guestCart = (await context.cookies()).find(({ name }) => name === "jangteo_cart")?.value ?? "";
  const account = await memberAt(page, shopUrl, "/");
  await fillTheCart(page, shopUrl);
  const cookies = await context.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const secrets = [account.email, account.name, orderId, guestCart, ...cookies.map(({ value }) => value)];
  expect(secrets.filter((secret) => secret.length < 3)).toEqual([]);

  expect(await bytesOf("/products", { cookie })).toContain(account.name);
  for (const path of paths) {
    const [shared, asGuestWithCart] = [
      await bytesOf(path),
      await bytesOf(path, { cookie: `jangteo_cart=${guestCart}` }),
    ];
    expect([path, secrets.filter((secret) => shared.includes(secret))]).toEqual([path, []]);
    // Another visitor's page is the same, unless the page was rendered anew in between.
    if (asGuestWithCart !== shared)
      expect([path, secrets.filter((secret) => asGuestWithCart.includes(secret))]).toEqual([path, []]);
  }
  await context.close();
});

test("the web itself, asked like the page cache, draws for a guest and allows no inline script", async () => {
  const { context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  const account = await memberAt(page, shopUrl);
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  await context.close();
  const web = await startWeb(shopUrl);
  const forged = {
    [RENDER_HEADER]: "a-word-of-mine",
    "content-security-policy": "script-src 'nonce-AAAAAAAAAAAAAAAAAAAAAA'",
  };
  try {
    const own = await fetch(`${web.url}/products`, { headers: { cookie } });
    expect(await own.text()).toContain(account.name);
    for (const path of ["/", "/products", "/account", "/cart", "/en/sign-in"]) {
      const answer = await fetch(`${web.url}${path}`, { headers: { cookie, ...forged }, redirect: "manual" });
      const policy = answer.headers.get("content-security-policy") ?? "";
      expect([path, (await answer.text()).includes(account.name)]).toEqual([path, false]);
      expect([path, policy.includes("script-src 'self'; style-src 'self';")]).toEqual([path, true]);
      expect([path, answer.headers.get("cache-control")]).toEqual([path, "private, no-store"]);
    }
  } finally {
    await web.stop();
  }
});

test("every shared page runs under its policy, and its scripts take it over without an error", async () => {
  const { context, page, outside, errors } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  for (const path of await sharedPaths()) {
    const answer = await page.goto(`${shopUrl}${path}`, { waitUntil: "networkidle" });
    const policy = answer?.headers()["content-security-policy"] ?? "";
    expect([path, /script-src 'self'( 'sha256-[\w+/]{43}=')+;/.test(policy)]).toEqual([path, true]);
    expect([path, policy.includes("nonce")]).toEqual([path, false]);
    await expect.poll(() => isTakenOver(page), SOON).toBe(true);
  }
  expect(outside).toEqual([]);
  // A browser reports the answer of a page that is not there.
  expect(errors.filter((error) => !/status of 404/.test(error))).toEqual([]);
  await context.close();
});

/** React marks the elements that it works with. */
const isTakenOver = (page: Page): Promise<boolean> =>
  page.evaluate('Object.keys(document.querySelector("header a") ?? {}).some((key) => /^__react/.test(key))');

test("the cart's number is there before any script, and nothing moves when the cart is read", async () => {
  const { context, page } = await visitor(browser, "phone", "ko-KR", shopUrl);
  await putSomethingIntoTheCart(page, shopUrl, "ko");
  const badge = (): Promise<string | null> =>
    page.evaluate(`(() => {
      const element = document.querySelector(".cart-badge");
      const remembered = element && getComputedStyle(element, "::after").content.replaceAll('"', "");
      return element?.textContent || (remembered === "none" ? null : remembered);
    })()`);
  await page.route(/_next\/static\/.*\.js/, (route) => route.abort());
  await page.goto(shopUrl, { waitUntil: "domcontentloaded" });
  expect(await badge()).toBe("1");
  const before = await page.locator(".cart-badge").boundingBox();
  await page.unroute(/_next\/static\/.*\.js/);
  await page.goto(shopUrl, { waitUntil: "networkidle" });
  await expect.poll(badge, SOON).toBe("1");
  expect(await page.locator(".cart-badge").boundingBox()).toEqual(before);
  // A cart that has ended elsewhere is no longer counted.
  await context.addCookies([
    { name: "jangteo_cart", value: "01900000-0000-7000-8000-000000000000", url: shopUrl },
  ]);
  await page.goto(shopUrl, { waitUntil: "networkidle" });
  await expect.poll(() => page.locator(".cart-badge").filter({ visible: true }).count(), SOON).toBe(0);
  await context.close();
});

test("a visitor reads page after page without loading a document again", async () => {
  const { context, page, errors } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  const documents: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "document") documents.push(request.url());
  });
  await page.goto(shopUrl);
  // A link that is clicked before the scripts run is followed by the browser itself.
  await page.mouse.move(9, 9);
  await takenOver(page);
  const title = () => page.locator("main h1").first().innerText();
  await page.locator("header nav a[href^='/c/']").first().click();
  await page.waitForURL(/\/c\//);
  await page.locator("main a[href^='/p/']").first().click();
  await page.waitForURL(/\/p\//);
  const product = await title();
  await page.goBack();
  await page.waitForURL(/\/c\//);
  await expect.poll(title, SOON).not.toBe(product);
  expect(documents).toHaveLength(1);
  expect(errors).toEqual([]);
  await context.close();
});

test("a page of 24 products arrives in less than 20 kB, and again in none", async () => {
  const read = (etag = "") =>
    fetch(`${shopUrl}/products`, { headers: { "if-none-match": etag, "accept-encoding": "br" } });
  async function readTwice(): Promise<[status: number, bytes: number]> {
    const answer = await read();
    await answer.arrayBuffer();
    expect(Number(answer.headers.get("content-length"))).toBeLessThan(20_000);
    expect(answer.headers.get("content-encoding")).toBe("br");
    const again = await read(answer.headers.get("etag") ?? "");
    return [again.status, (await again.arrayBuffer()).byteLength];
  }
  // The list may change between the two: other visitors buy.
  await expect.poll(readTwice, SOON).toEqual([304, 0]);
});
