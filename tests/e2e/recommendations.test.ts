/** Rows of recommended products: what the demo shop's model learned, and pages that do without it. */
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { inOrderOf } from "../../web/lib/search/personal-order.ts";
import { faultsOf } from "./axe.ts";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { staffOf } from "./hire.ts";
import { shifts } from "./layout-shifts.ts";
import { memberAt } from "./members.ts";
import { openRoomOf } from "./office.ts";

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

test("staff see the model, what it learned from, and what a stranger is recommended", async () => {
  const account = await staffOf(shopUrl, "manager");
  const room = { path: "/admin/recommendations", title: "추천" };
  const { context, page, errors } = await openRoomOf(browser, shopUrl, account, room, "desktop");
  const main = page.getByRole("main");
  await main.getByText(/추천하고 있어요/).waitFor();
  await main.getByText(/가상 손님/).waitFor();
  await main.getByRole("table").first().waitFor();
  const preview = main.getByRole("region", { name: "미리 보기" });
  expect(await preview.getByRole("listitem").count()).toBeGreaterThan(3);
  expect(await faultsOf(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test("staff find the product of a rule by its name, and compare a model with past lists", async () => {
  const asked = await fetch(`${shopUrl}/api/v1/recommendations/home`);
  expect(asked.status).toBe(200);
  const account = await staffOf(shopUrl, "manager");
  const room = { path: "/admin/recommendations", title: "추천" };
  const { context, page, errors } = await openRoomOf(browser, shopUrl, account, room, "desktop");
  const rules = page.getByRole("region", { name: "추천 규칙" });
  await rules.getByRole("button", { name: "규칙 추가하기" }).click();
  await rules.getByText("상품을 찾아서 골라 주세요").last().waitFor();
  await rules.getByRole("searchbox", { name: "규칙을 둘 상품 찾기" }).fill("머그");
  await rules.getByRole("button", { name: "찾기", exact: true }).click();
  const first = rules.getByRole("list", { name: "찾은 상품" }).getByRole("listitem").first();
  const name = (await first.locator("span.truncate").textContent()) ?? "";
  await first.getByRole("button", { name: `${name} 고르기` }).click();
  const reason = `겨울 기획전 ${randomUUID().slice(0, 8)}`;
  await rules.getByLabel("이유").fill(reason);
  expect(await faultsOf(page)).toEqual([]);
  await rules.getByRole("button", { name: "규칙 추가하기" }).click();
  const rule = rules.getByRole("listitem").filter({ hasText: reason });
  await rule.getByRole("button", { name: `${name} 규칙 끝내기` }).click();
  await rule.waitFor({ state: "detached" });

  await page.getByRole("link", { name: "지난 목록으로 비교하기" }).click();
  await page.getByRole("heading", { level: 1, name: "지난 목록으로 비교" }).waitFor();
  // The list above is noted within seconds.
  const compared = page.getByRole("table", { name: "지난 목록으로 비교" });
  const region = page.getByRole("region", { name: "지난 목록으로 비교" });
  await expect
    .poll(async () => {
      await page.goto(`${shopUrl}/admin/recommendations/replay?version=1&days=1`);
      await page.getByText("다시 물어보고 있어요").waitFor({ state: "detached" });
      return (await compared.count()) + (await region.count());
    }, PATIENCE)
    .toBeGreaterThan(0);
  expect(await faultsOf(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test("a member's search has the member's order, and a guest's the one that all guests share", async () => {
  const { context, page, errors } = await visitor(browser, "phone", "ko-KR", shopUrl);
  // Of a browser without a screen no events are kept: it counts as a bot.
  const agent = "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0 Mobile";
  await page.setExtraHTTPHeaders({ "user-agent": agent });
  await memberAt(page, shopUrl, "/");
  type Hits = { id: string; slug: string }[];
  const hitsAt = (path: string, word: string) =>
    page.evaluate<Hits>(`fetch(${JSON.stringify(`${path}?q=${encodeURIComponent(word)}&limit=24`)})
      .then((answer) => answer.json())
      .then(({ items }) => items.map(({ id, slug }) => ({ id, slug })))`);
  const slugsOf = (hits: Hits): string[] => hits.map(({ slug }) => slug);
  const sharedOrder = async (word: string) => slugsOf(await hitsAt("/api/v1/products", word));
  const ownOrder = async (word: string) => {
    const ranked = await hitsAt("/api/v1/recommendations/search", word);
    const order = ranked.map(({ id }) => id);
    return slugsOf(inOrderOf(await hitsAt("/api/v1/products", word), order));
  };
  /** What the member looked at comes first among equals, and not every word finds some. */
  const lookAt = async (word: string): Promise<boolean> => {
    const views = (await hitsAt("/api/v1/products", word)).slice(-3).map(({ id: productId }) => ({
      ...{ id: randomUUID(), type: "view", at: new Date().toISOString(), productId },
    }));
    await page.evaluate(`fetch("/api/v1/events", {
      method: "POST", headers: { "content-type": "application/json" },
      body: ${JSON.stringify(JSON.stringify({ events: views }))} })`);
    return (await ownOrder(word)).join() !== (await sharedOrder(word)).join();
  };
  let word = "";
  const findWord = async () => {
    for (const each of ["머그", "접시", "노트", "코트", "양말"]) if (await lookAt(each)) word = each;
    return word;
  };
  await expect.poll(findWord, PATIENCE).not.toBe("");
  const shownTo = async (visiting: Page): Promise<string[]> => {
    await visiting.goto(`${shopUrl}/products?q=${encodeURIComponent(word)}`);
    const links = visiting.getByRole("region", { name: "상품 목록" }).locator("h3 a");
    return links.evaluateAll((all) => all.map((link) => link.getAttribute("href")?.slice(3) ?? ""));
  };
  // Other tests sell and add products meanwhile.
  const agree = async (visiting: Page, orderOf: (asked: string) => Promise<string[]>) =>
    (await shownTo(visiting)).join() === (await orderOf(word)).join();
  await expect.poll(() => agree(page, ownOrder), PATIENCE).toBe(true);
  expect(await agree(page, sharedOrder)).toBe(false);
  const other = await visitor(browser, "phone", "ko-KR", shopUrl);
  await expect.poll(() => agree(other.page, sharedOrder), PATIENCE).toBe(true);
  expect(errors).toEqual([]);
  await Promise.all([context.close(), other.context.close()]);
});
