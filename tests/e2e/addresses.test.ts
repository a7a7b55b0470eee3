/** What is at the addresses of the shop: pages, files for browsers and crawlers, and nothing. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { memberAt } from "./members.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));

const UNKNOWN = "00000000-0000-7000-8000-000000000000";
const get = (path: string) => fetch(`${shopUrl}${path}`, { redirect: "manual" });

describe("an address that names nothing", () => {
  test.each([
    ["/nowhere", "ko"],
    ["/en/nowhere", "en"],
    ["/p/nothing", "ko"],
    ["/en/p/nothing", "en"],
    ["/c/nothing", "ko"],
    ["/orders/%25", "ko"],
    ["/policies/nothing", "ko"],
    ["/p/%ED%95", "ko"],
    ["/en/c/%", "en"],
    ["/%00", "ko"],
    ["/p/a.b", "ko"],
    [`/p/${"a".repeat(301)}`, "ko"],
  ])("is a 404 that the server draws in the language of the address: %s (%s)", async (path, language) => {
    const answer = await get(path);
    const html = await answer.text();
    expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
    expect(html).toMatch(new RegExp(`<html [^>]*lang="${language}"`));
    const [ko, en] = path.includes("/c/") ? ["카테고리", "category"] : ["페이지", "page"];
    const title = language === "ko" ? `찾으시는 ${ko}가 없어요` : `This ${en}`;
    expect(html).toMatch(new RegExp(`<h1[^>]*>${title}`));
    expect(html).toContain('name="robots" content="noindex');
    expect(html).toMatch(/<title>(찾으시는 (페이지|카테고리)가 없어요|This (page|category))/);
  });

  test.each(["/foo.bar", "/wp-login.php", "/en/favicon.ico", "/.env"])(
    "and looks like a file is a small 404: %s",
    async (path) => {
      const answer = await get(path);
      expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "text/plain; charset=utf-8"]);
      expect((await answer.text()).length).toBeLessThan(100);
    },
  );

  test("shows the shop's page without JavaScript, and leads on", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${shopUrl}/p/nothing`);
    await page.getByRole("heading", { name: "찾으시는 페이지가 없어요" }).waitFor();
    await page.getByRole("link", { name: "전체 상품 보기" }).click();
    await page.getByRole("heading", { level: 1, name: "전체 상품" }).waitFor();
    await context.close();
  });

  test("among a member's addresses is a 404, too", async () => {
    const { context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl);
    await memberAt(page, shopUrl);
    for (const id of [UNKNOWN, "1"]) {
      const answer = await page.goto(`${shopUrl}/account/addresses/${id}`);
      expect(answer?.status()).toBe(404);
      await page.getByRole("heading", { name: "찾으시는 페이지가 없어요" }).waitFor();
    }
    await context.close();
  });
});

test.each([
  ["category", "a".repeat(121)],
  ["brand", "a".repeat(1001)],
  ["option.size", "a".repeat(601)],
  ["cursor", "a".repeat(1201)],
  ["q", "%ED%95"],
  ["q", "%00"],
])("a list with a %s that the API would refuse is shown without it", async (filter, value) => {
  const answer = await get(`/products?${filter}=${value}`);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toMatch(/<h1/);
});

describe("for browsers and crawlers", () => {
  test.each([
    ["/favicon.ico", "image/x-icon"],
    ["/icon.svg", "image/svg+xml"],
    ["/apple-touch-icon.png", "image/png"],
    ["/icon-192.png", "image/png"],
    ["/icon-512.png", "image/png"],
    ["/icon-maskable.png", "image/png"],
    ["/manifest.webmanifest", "application/manifest+json"],
    ["/robots.txt", "text/plain; charset=utf-8"],
    ["/sitemap.xml", "application/xml; charset=utf-8"],
  ])("%s is served", async (path, type) => {
    const answer = await get(path);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, type]);
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(100);
  });

  test("the sitemap that robots.txt names lists pages that are there, in both languages", async () => {
    const robots = await (await get("/robots.txt")).text();
    const [, address = ""] = /^Sitemap: (\S+)$/m.exec(robots) ?? [];
    expect(address).toBe(`${shopUrl}/sitemap.xml`);
    const xml = await (await fetch(address)).text();
    const pages = [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, page = ""]) => new URL(page).pathname);
    for (const first of ["/p/", "/c/", "/terms", "/privacy"]) {
      for (const prefix of ["", "/en"]) {
        const page = pages.find((each) => each.startsWith(prefix + first)) ?? "none";
        expect([page, (await get(page)).status]).toEqual([page, 200]);
      }
    }
    const [product] = pages.filter((page) => page.startsWith("/p/"));
    expect(xml).toContain(`hreflang="en" href="${shopUrl}/en${product}"`);
  });

  test("a page names its icons and its manifest, and each is there", async () => {
    const html = await (await get("/")).text();
    const links = [...html.matchAll(/<link rel="(icon|apple-touch-icon|manifest)"[^>]*href="([^"]+)"/g)];
    expect([...new Set(links.map(([, rel]) => rel))].sort()).toEqual([
      "apple-touch-icon",
      "icon",
      "manifest",
    ]);
    for (const [, , href = ""] of links) expect((await get(href)).status).toBe(200);
  });
});

describe("the policies", () => {
  test.each([
    ["/terms", "이용약관", "청약철회"],
    ["/privacy", "개인정보 처리방침", "보유 기간"],
    ["/en/terms", "Terms of use", "Withdrawal"],
    ["/en/privacy", "Privacy policy", "Your right to refuse"],
    ["/policies/over14", "만 14세 이상입니다", "법정대리인"],
  ])("%s is open to everybody, with its version and its day", async (path, title, words) => {
    const html = await (await get(path)).text();
    expect(html).toMatch(new RegExp(`<h1[^>]*>${title}`));
    expect(html).toContain(words);
    expect(html).toMatch(/버전 1 · 2026년 1월 1일 시행|Version 1 · in effect from 1 Jan 2026/);
  });

  test("are linked from every page, from the checkout and from the sign-up", async () => {
    const { context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl);
    await page.goto(`${shopUrl}/policies`);
    expect(await page.getByRole("main").getByRole("link").count()).toBe(6);
    await page.getByRole("contentinfo").getByRole("link", { name: "개인정보 처리방침" }).click();
    await page.getByRole("heading", { name: "주문할 때 쓰는 개인정보" }).waitFor();
    await page.goto(`${shopUrl}/sign-up`);
    await page.getByRole("button", { name: "개인정보 수집·이용 동의 내용 보기" }).click();
    const link = page.getByRole("link", { name: "새 창에서 보기" }).filter({ visible: true });
    expect(await link.getAttribute("href")).toBe("/privacy");
    await context.close();
  });
});
