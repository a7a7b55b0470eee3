/** The page for staff: where the owner lands, and what all others see there. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { memberAt, signIn } from "./members.ts";
import { owner } from "./owner.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));

test("the owner is led to the page for staff, which says what they can do", async () => {
  const { context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await signIn(page, shopUrl, owner, "/");
  await page.waitForURL(`${shopUrl}/admin`);
  await page.getByRole("heading", { level: 1, name: "운영자 페이지" }).waitFor();
  await page.getByRole("main").getByText("상품 등록").waitFor();
  const docs = await page.request.get(`${shopUrl}/api/docs`);
  expect(docs.status()).toBe(200);
  await page.goto(`${shopUrl}/en/admin`);
  await page.getByRole("heading", { level: 1, name: "Staff" }).waitFor();
  await context.close();
});

test("for guests and members there is no such page", async () => {
  for (const path of ["/admin", "/admin/settings"])
    expect((await fetch(`${shopUrl}${path}`)).status).toBe(404);
  const { context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await memberAt(page, shopUrl);
  const answer = await page.goto(`${shopUrl}/admin`);
  expect(answer?.status()).toBe(404);
  expect(await page.getByRole("main").innerText()).not.toContain("운영자");
  await context.close();
});
