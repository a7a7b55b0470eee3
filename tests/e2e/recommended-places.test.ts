/** A guest who agreed, from the home page to the paid order: every place of recommendations on the way. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { armOf } from "../../server/modules/recommendations/experiments/buckets.ts";
import { visitorIdOf } from "../../server/modules/recommendations/hashed-id.ts";
import { client } from "../support/client.ts";
import { endVisits, type Screen, sharedBrowser, visitor } from "./browser.ts";
import { shifts } from "./layout-shifts.ts";
import { ownerProof } from "./owner.ts";
import { shoot } from "./shoot.ts";
import { goToWindow, type PageLanguage, words } from "./shopping.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));

const PATIENCE = { timeout: 60_000 };
const yes = { ko: "네, 기억해 주세요", en: "Yes, remember it" };
const forgets = { ko: "그만 기억하기", en: "Stop remembering" };

/** Says yes, until the guest is not of the hold-out, whose lists have nothing of their own. */
async function agree(page: Page, language: PageLanguage): Promise<void> {
  const experiments = "/api/v1/admin/recommendations/experiments";
  const { body } = await client(shopUrl).request<{
    readonly items: readonly { readonly id: string; readonly kind: string; readonly share: number }[];
  }>("GET", experiments, undefined, await ownerProof(shopUrl));
  const holdOut = body.items.find(({ kind }) => kind === "holdout");
  if (!holdOut) throw new Error("a shop has a hold-out");
  const buttonFor = (names: typeof yes) => page.getByRole("button", { name: names[language] });
  const [agreeing, refusing] = [buttonFor(yes), buttonFor(forgets)];
  for (;;) {
    await agreeing.click();
    await refusing.waitFor();
    const cookies = await page.context().cookies();
    const secret = cookies.find(({ name }) => name === "visitor")?.value ?? "";
    if (armOf(holdOut.id, holdOut.share, visitorIdOf(secret)) === "control") return;
    await refusing.click();
    await agreeing.waitFor();
  }
}

/** Fills the page's rows. Returns the addresses of all products that the page's lists show. */
async function fillRows(page: Page): Promise<string[]> {
  const rows = page.locator("product-row");
  for (const row of await rows.all()) {
    // As one who scrolls: a row is filled, or goes, before it comes into view.
    const box = await row.boundingBox();
    if (box) await page.evaluate(`scrollBy(0, ${box.y} - innerHeight - 500)`);
    const isDone = async () =>
      (await row.getAttribute("hidden")) !== null || (await row.locator("h2").count()) > 0;
    await expect.poll(isDone, PATIENCE).toBe(true);
    if (await row.isVisible()) await row.scrollIntoViewIfNeeded();
  }
  return page
    .locator("main li.card h3 a")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
}

/** Each shown row says why each of its products is there. */
async function explainsItself(page: Page): Promise<void> {
  const cards = page.locator("product-row li.card");
  for (const card of await cards.all())
    expect((await card.locator("p").last().textContent())?.trim().length).toBeGreaterThan(1);
}

const kept = (page: Page) =>
  page.evaluate<{ items: { id: string; reason: { kind: string } }[] }>(
    "fetch('/api/v1/recommendations/order').then((answer) => answer.json())",
  );

describe.each<[Screen, PageLanguage]>([
  ["phone", "ko"],
  ["desktop", "en"],
])("on a %s in %s", (screen, language) => {
  test("rows explain themselves, repeat no product, shift nothing, and learn of the purchase", async () => {
    const { context, page, errors } = await visitor(browser, screen, words[language].locale, shopUrl);
    const { path } = words[language];
    const sent: string[] = [];
    await page.exposeFunction("reported", (text: string) => sent.push(text));
    await page.addInitScript(`{
      const send = navigator.sendBeacon.bind(navigator);
      navigator.sendBeacon = (address, body) => {
        body.text().then((text) => window.reported(text));
        return send(address, body);
      };
    }`);
    const look = async (name: string, rows: number) => {
      // What the page itself moves while it loads is not the rows'.
      const before = await shifts(page);
      const shown = await fillRows(page).finally(() => shoot(page, `${name}-${screen}-${language}`));
      expect(shown.filter((each, at) => shown.indexOf(each) !== at)).toEqual([]);
      expect(await page.locator("product-row:not([hidden]) h2").count()).toBeGreaterThanOrEqual(rows);
      await explainsItself(page);
      expect((await shifts(page)) - before).toBeLessThan(0.02);
    };
    await page.goto(`${shopUrl}${path}/`);
    await look("home", 1);
    await agree(page, language);

    // Of what the demo has sold, and not of what another test has just added.
    await page.goto(`${shopUrl}${path}/c/tableware?inStock=true&sort=popular`);
    await page.getByRole("main").locator('a[href*="/p/"]').nth(1).click();
    await page.waitForURL(/\/p\//);
    // The address is there before its page is.
    await page.locator("product-row[data-product]").first().waitFor({ state: "attached" });
    await look("product", 1);
    await expect.poll(() => sent.join(), PATIENCE).toContain('"view"');
    await page.goto(`${shopUrl}${path}/c/tableware`);
    await look("category", 1);
    await page.goto(`${shopUrl}${path}/products?q=${encodeURIComponent("머그")}`);
    await look("search", 1);
    await expect.poll(() => sent.join(), PATIENCE).toContain('"search"');

    await goToWindow(page, shopUrl, language);
    expect(sent.join()).toContain('"cart"');
    await page.getByRole("button", { name: words[language].approve }).click();
    await page.waitForURL(/\/orders\//);
    await expect.poll(() => page.getByRole("main").innerText(), PATIENCE).toMatch(words[language].paid);
    await expect
      .poll(
        async () => (await kept(page)).items.filter(({ reason }) => reason.kind === "repeat").length,
        PATIENCE,
      )
      .toBe(1);
    await look("order", 1);
    await page.goto(`${shopUrl}${path}/cart`);
    await look("cart", 1);

    await page.goto(`${shopUrl}${path}/`);
    await fillRows(page);
    await page.getByRole("button", { name: forgets[language] }).click();
    await page.getByRole("button", { name: yes[language] }).waitFor();
    const left = (await kept(page)).items.filter(({ reason }) => reason.kind === "repeat");
    expect(left).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });
});

test("the privacy page says what recommendations record, for how long, and how to refuse", async () => {
  for (const [path, days, refuse] of [
    ["/privacy", "180일", "그만 기억하기"],
    ["/en/privacy", "180 days", "Stop remembering"],
  ] as const) {
    const { context, page, errors } = await visitor(
      browser,
      "phone",
      path === "/privacy" ? "ko-KR" : "en-US",
      shopUrl,
    );
    await page.goto(`${shopUrl}${path}`);
    const section = page.getByRole("region", { name: /상품을 추천할 때|Records for recommendations/ });
    expect(await section.innerText()).toContain(days);
    expect(await section.innerText()).toContain(refuse);
    await shoot(page, `privacy-${path === "/privacy" ? "ko" : "en"}`);
    expect(errors).toEqual([]);
    await context.close();
  }
});
