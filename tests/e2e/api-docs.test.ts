/** The API's pages in a browser: over http on a host that is not localhost, and readable for everybody. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { faultsOf, faultsOnBothScreens } from "./axe.ts";
import { endVisits, launchBrowser, sharedBrowser, visitor } from "./browser.ts";
import { fitsScreen } from "./fits-screen.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));

async function open(path: string, screen: "phone" | "desktop" = "desktop", url = shopUrl) {
  const visit = await visitor(browser, screen, "ko-KR", url);
  await visit.page.goto(`${url}${path}`);
  return visit;
}

const tags = (page: Page) => page.locator("h3.opblock-tag");

/** Counts the operations of all tags, which are unfolded one after the other. */
async function countOperations(page: Page): Promise<number> {
  let count = 0;
  for (const tag of await tags(page).all()) {
    await tag.click();
    await page.locator(".opblock").first().waitFor();
    count += await page.locator(".opblock").count();
    await tag.click();
    await page.locator(".opblock").first().waitFor({ state: "detached" });
  }
  return count;
}

/** Unfolds an operation of a tag, and the tag. */
async function unfold(page: Page, tag: string, operation: string): Promise<void> {
  await page.locator(`[id="operations-tag-${tag}"]`).click();
  const block = page.locator(`[id="operations-${tag}-${operation}"]`);
  await block.locator(".opblock-summary-control").click();
  await block.locator(".responses-table").waitFor();
}

const drawn = (page: Page) => tags(page).first().waitFor({ timeout: 60_000 });

test("the documents show under the shop's own title, ask no other host, and try with a token", async () => {
  const { page, errors, outside, context } = await open("/api/docs");
  await drawn(page);
  expect(await page.title()).toBe("장터 API");
  expect(await page.locator("header img").getAttribute("src")).toContain("mark.svg");
  expect({ errors, outside }).toEqual({ errors: [], outside: [] });
  expect(await countOperations(page)).toBeGreaterThan(150);
  await page.locator(".scheme-container .authorize").click();
  await page.locator(".modal-ux input").first().fill("nonsense");
  await page.locator(".modal-ux .authorize").first().click();
  await page.locator(".modal-ux .btn-done").first().click();
  await unfold(page, "me", "get_api_v1_me");
  await page.getByRole("button", { name: "Try it out" }).click();
  const request = page.waitForRequest((each) => each.url().endsWith("/api/v1/me"));
  await page.getByRole("button", { name: "Execute" }).click();
  expect((await request).headers().authorization).toBe("Bearer nonsense");
  await context.close();
});

test("the documents show over http under a host that is not localhost", async () => {
  const { port } = new URL(shopUrl);
  const resolving = await launchBrowser(["--host-resolver-rules=MAP shop.test 127.0.0.1"]);
  const visit = await visitor(resolving, "desktop", "ko-KR", `http://shop.test:${port}`);
  await visit.page.goto(`http://shop.test:${port}/api/docs`);
  await drawn(visit.page);
  expect({ errors: visit.errors, outside: visit.outside }).toEqual({ errors: [], outside: [] });
  await resolving.close();
});

// A page of a hundred operations, on a machine that may be busy.
const LONG = { timeout: 240_000 };
test("axe finds nothing in the documents", LONG, async () => {
  const { page, context } = await open("/api/docs", "phone");
  await drawn(page);
  expect(await faultsOnBothScreens(page)).toEqual([]);
  // One question for both operations: it takes seconds over so large a page.
  await unfold(page, "catalogue", "get_api_v1_products");
  await unfold(page, "orders", "post_api_v1_orders");
  await page.getByRole("button", { name: "Try it out" }).first().click();
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await page.locator(".scheme-container .authorize").click();
  await page.locator(".modal-ux").waitFor();
  expect(await faultsOnBothScreens(page, ".dialog-ux")).toEqual([]);
  await context.close();
});

test.each(["/api/docs/errors", "/api/docs/errors/invalid-input", "/api/docs/errors/out-of-stock"])(
  "a page about errors needs no script and axe finds nothing: %s",
  async (path) => {
    const { page, errors, outside, context } = await open(path, "phone");
    expect(await page.locator("script").count()).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    expect(await fitsScreen(page)).toBe(true);
    expect({ errors, outside }).toEqual({ errors: [], outside: [] });
    await context.close();
  },
);
