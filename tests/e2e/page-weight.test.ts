import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { LIMITS, pagesOf, weighPage } from "../../bench/pages/weigh.ts";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));

test("home, list, category and product keep their limits of HTML, scripts and fonts", async () => {
  for (const path of await pagesOf(shopUrl)) {
    const { document, scripts, fonts, rareFonts } = await weighPage(browser, shopUrl, path);
    expect.soft(document.plain, `HTML of ${path}`).toBeLessThanOrEqual(LIMITS.document);
    expect.soft(scripts.gzip, `scripts of ${path}`).toBeLessThanOrEqual(LIMITS.scripts);
    expect.soft(fonts.files, `fonts of ${path}`).toBe(LIMITS.fontFiles + rareFonts);
  }
});

test("the browser accepts the first font file, and a rare letter comes from another", async () => {
  const { context, page } = await visitor(browser, "phone", "ko-KR", shopUrl);
  await page.goto(`${shopUrl}/products?q=${encodeURIComponent("뷁")}`, { waitUntil: "networkidle" });
  const faces = await page.evaluate<[family: string, status: string][]>(
    "document.fonts.ready.then(() => [...document.fonts].map(({ family, status }) => [family, status]))",
  );
  expect(faces.filter(([, status]) => status === "error")).toEqual([]);
  expect(
    faces.filter(([family, status]) => family.includes("firstFont") && status === "loaded"),
  ).toHaveLength(1);
  expect(
    faces.filter(([family, status]) => family.includes("Pretendard") && status === "loaded"),
  ).toHaveLength(1);
  await context.close();
});
