/** Rows of recommended products: what the demo shop's model learned, and pages that do without it. */
import { randomUUID } from "node:crypto";
import type { Browser, Page, Request } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { inOrderOf } from "../../web/lib/search/personal-order.ts";
import { faultsOf } from "./axe.ts";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { shifts } from "./layout-shifts.ts";
import { memberAt } from "./members.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
let slug = "";
beforeAll(async () => {
  browser = await sharedBrowser();
  const list = await fetch(`${shopUrl}/api/v1/products?sort=popular&category=tableware&limit=1`);
  const { items } = (await list.json()) as { items: { slug: string }[] };
  slug = items[0]?.slug ?? "";
});
afterAll(() => endVisits(browser));

/** A page may take long on a busy machine. */
const PATIENCE = { timeout: 20_000 };
const row = (page: Page, name: RegExp) => page.getByRole("region", { name });
/** Playwright does not show what a beacon holds. */
const TELL_OF_BEACONS = `{
  const send = navigator.sendBeacon.bind(navigator);
  navigator.sendBeacon = (address, body) => {
    body.text().then((text) => window.reported(text));
    return send(address, body);
  };
}`;

test("a product's page shows what is viewed together once it comes near, and reports the cards", async () => {
  const { context, page, errors, outside } = await visitor(browser, "phone", "ko-KR", shopUrl);
  const reported: string[] = [];
  await page.exposeFunction("reported", (text: string) => reported.push(text));
  await page.addInitScript(TELL_OF_BEACONS);
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  await page.goto(`${shopUrl}/p/${slug}`, { waitUntil: "networkidle" });
  // The page itself is ready without it.
  expect(loaded).not.toContain("/rows.js");
  await page.locator("product-row[data-kind=similar]").scrollIntoViewIfNeeded();
  const similar = row(page, /함께 본 상품|비슷한 상품/);
  await similar.waitFor();
  expect(await similar.getByRole("listitem").count()).toBeGreaterThan(3);
  expect(await shifts(page)).toBeLessThan(0.02);
  await expect.poll(() => reported.join()).toContain('"impression"');
  await expect.poll(() => reported.join()).toContain('"view"');
  expect(await faultsOf(page)).toEqual([]);
  const first = similar.getByRole("link").first();
  const name = await first.textContent();
  await first.click();
  await page.getByRole("heading", { level: 1, name: name ?? "" }).waitFor();
  // The click, or what the next page has seen.
  const sent = () => loaded.filter((path) => path === "/api/v1/events").length;
  await expect.poll(sent).toBeGreaterThan(2);
  expect([errors, outside]).toEqual([[], []]);
  await context.close();
});

test("the home page recommends what this visit looked at, and asks before it remembers", async () => {
  const { context, page, errors } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await page.goto(`${shopUrl}/p/${slug}`);
  await expect.poll(() => page.evaluate("sessionStorage.getItem('jangteo.recent')")).toBeTruthy();
  await page.goto(shopUrl);
  await page.locator("product-row").scrollIntoViewIfNeeded();
  await row(page, /고객님을 위한 추천/).waitFor();
  expect((await context.cookies()).some(({ name }) => name === "visitor")).toBe(false);
  await page.getByRole("button", { name: "네, 기억해 주세요" }).click();
  await page.getByRole("button", { name: "그만 기억하기" }).waitFor();
  expect((await context.cookies()).some(({ name }) => name === "visitor")).toBe(true);
  await page.getByRole("button", { name: "그만 기억하기" }).click();
  await page.getByRole("button", { name: "네, 기억해 주세요" }).waitFor();
  expect((await context.cookies()).some(({ name }) => name === "visitor")).toBe(false);
  expect(errors).toEqual([]);
  await context.close();
});

/** The home page of a guest who looked at a product, with its row. */
async function guestAtHome() {
  const visit = await visitor(browser, "desktop", "ko-KR", shopUrl);
  const { page } = visit;
  await page.goto(`${shopUrl}/p/${slug}`);
  await expect.poll(() => page.evaluate("sessionStorage.getItem('jangteo.recent')")).toBeTruthy();
  await page.goto(shopUrl);
  await page.locator("product-row").scrollIntoViewIfNeeded();
  const yes = page.getByRole("button", { name: "네, 기억해 주세요" });
  await yes.waitFor();
  return { ...visit, yes, no: page.getByRole("button", { name: "그만 기억하기" }) };
}

const isChoice = (request: Request): boolean => request.method() === "PUT";

test("a choice whose request was lost, or came at a bad moment, is sent again", async () => {
  for (const fault of ["lost", "busy"] as const) {
    const { context, page, yes, no } = await guestAtHome();
    let faults = 0;
    await page.route("**/api/v1/visitor", (route) => {
      if (!isChoice(route.request()) || faults++ > 0) return route.continue();
      return fault === "lost" ? route.abort() : route.fulfill({ status: 503, body: "{}" });
    });
    await yes.click();
    await no.waitFor();
    expect(faults).toBe(2);
    expect((await context.cookies()).some(({ name }) => name === "visitor")).toBe(true);
    await context.close();
  }
});

test("a choice that the shop refuses is said in words, and can be made again", async () => {
  const { context, page, yes, no } = await guestAtHome();
  let isRefusing = true;
  let refused = 0;
  await page.route("**/api/v1/visitor", (route) => {
    if (!isChoice(route.request()) || !isRefusing) return route.continue();
    refused += 1;
    return route.fulfill({ status: 429, body: "{}" });
  });
  await yes.click();
  await page.getByText("저장하지 못했어요. 잠시 후 다시 눌러 주세요.").waitFor();
  expect(refused).toBe(1);
  expect(await faultsOf(page)).toEqual([]);
  isRefusing = false;
  await yes.click();
  await no.waitFor();
  expect(await page.getByText("저장하지 못했어요").count()).toBe(0);
  await context.close();
});

test("a row that is drawn again while the choice is on its way shows what comes of it", async () => {
  const { context, page, yes, no } = await guestAtHome();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route("**/api/v1/visitor", async (route) => {
    if (isChoice(route.request())) await released;
    await route.continue();
  });
  const sent = page.waitForRequest(isChoice);
  await yes.click();
  await sent;
  const drawn = page.evaluate(`import("/rows.js").then(({ fill }) => {
    const old = document.querySelector("product-row");
    const row = old.cloneNode();
    old.replaceWith(row);
    return fill(row);
  })`);
  await expect.poll(() => page.locator("product-row li").count()).toBeGreaterThan(0);
  release();
  await drawn;
  await no.waitFor();
  expect(await yes.count()).toBe(0);
  await context.close();
});

test("pages are whole while recommendations do not answer, answer nonsense, or have nothing", async () => {
  for (const answer of ["nothing", "nonsense", "away"] as const) {
    const { context, page } = await visitor(browser, "phone", "ko-KR", shopUrl);
    const failures: string[] = [];
    page.on("pageerror", (error) => failures.push(error.message));
    await page.route("**/api/v1/recommendations/**", (route) =>
      answer === "away"
        ? route.abort()
        : route.fulfill({
            contentType: "application/json",
            body:
              answer === "nonsense" ? "<html>" : '{"items":[],"model":null,"level":"none","requestId":"r"}',
          }),
    );
    await page.goto(`${shopUrl}/p/${slug}`);
    await page.locator("product-row[data-kind=similar]").scrollIntoViewIfNeeded();
    await page.locator("product-row[data-kind=similar]").waitFor({ state: "hidden" });
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(failures).toEqual([]);
    await context.close();
  }
});

type Hits = { id: string; slug: string }[];

const hitsAt = (page: Page, path: string, word: string) =>
  page.evaluate<Hits>(`fetch(${JSON.stringify(`${path}?q=${encodeURIComponent(word)}&limit=24`)})
    .then((answer) => answer.json())
    .then(({ items }) => items.map(({ id, slug }) => ({ id, slug })))`);
const slugsOf = (hits: Hits): string[] => hits.map(({ slug }) => slug);
const sharedOrder = async (page: Page, word: string) => slugsOf(await hitsAt(page, "/api/v1/products", word));
const ownOrder = async (page: Page, word: string) => {
  const order = (await hitsAt(page, "/api/v1/recommendations/search", word)).map(({ id }) => id);
  return slugsOf(inOrderOf(await hitsAt(page, "/api/v1/products", word), order));
};

/** What the member looked at comes first among equals, and not every word finds some. */
async function findOwnWord(page: Page): Promise<string> {
  for (const word of ["머그", "접시", "노트", "코트", "양말"]) {
    const views = (await hitsAt(page, "/api/v1/products", word)).slice(-3).map(({ id: productId }) => ({
      ...{ id: randomUUID(), type: "view", at: new Date().toISOString(), productId },
    }));
    await page.evaluate(`fetch("/api/v1/events", {
      method: "POST", headers: { "content-type": "application/json" },
      body: ${JSON.stringify(JSON.stringify({ events: views }))} })`);
    if ((await ownOrder(page, word)).join() !== (await sharedOrder(page, word)).join()) return word;
  }
  return "";
}

/** Some visitors are of the hold-out, who get what all guests get: then another member is asked. */
async function memberWithOwnOrder() {
  for (let members = 0; members < 5; members += 1) {
    const visit = await visitor(browser, "phone", "ko-KR", shopUrl);
    // Of a browser without a screen no events are kept: it counts as a bot.
    const agent =
      "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0 Mobile";
    await visit.page.setExtraHTTPHeaders({ "user-agent": agent });
    await memberAt(visit.page, shopUrl, "/");
    for (const until = Date.now() + 8_000; Date.now() < until; ) {
      const word = await findOwnWord(visit.page);
      if (word !== "") return { ...visit, word };
    }
    await visit.context.close();
  }
  throw new Error("no member's search has an order of its own");
}

test("a member's search has the member's order, and a guest's the one that all guests share", async () => {
  const { context, page, errors, word } = await memberWithOwnOrder();
  const shownTo = async (visiting: Page): Promise<string[]> => {
    await visiting.goto(`${shopUrl}/products?q=${encodeURIComponent(word)}`);
    const links = visiting.getByRole("region", { name: "상품 목록" }).locator("h3 a");
    return links.evaluateAll((all) => all.map((link) => link.getAttribute("href")?.slice(3) ?? ""));
  };
  // Other tests sell and add products meanwhile.
  const agree = async (visiting: Page, orderOf: typeof ownOrder) =>
    (await shownTo(visiting)).join() === (await orderOf(visiting, word)).join();
  await expect.poll(() => agree(page, ownOrder), PATIENCE).toBe(true);
  expect(await agree(page, sharedOrder)).toBe(false);
  const other = await visitor(browser, "phone", "ko-KR", shopUrl);
  await expect.poll(() => agree(other.page, sharedOrder), PATIENCE).toBe(true);
  expect(errors).toEqual([]);
  await Promise.all([context.close(), other.context.close()]);
});
