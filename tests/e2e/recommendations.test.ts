/** Rows of recommended products: what the demo shop's model learned, and pages that do without it. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { faultsOf } from "./axe.ts";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { hire } from "./hire.ts";
import { shifts } from "./layout-shifts.ts";
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
  const { account } = await hire(shopUrl, "manager");
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
