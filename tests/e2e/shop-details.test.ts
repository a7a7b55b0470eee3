/** What a shop is called: the demo by its own words, and a shop without the demo by nothing of it. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { demoShop } from "../../demo/shop.ts";
import { client } from "../support/client.ts";
import { faultsOf } from "./axe.ts";
import { launchBrowser, visitor } from "./browser.ts";
import { type DemoShop, startDemoShop } from "./demo-shop.ts";
import { visitAs } from "./members.ts";
import { owner } from "./owner.ts";

const demoUrl = inject("shopUrl");
const PAGES = ["", "/products", "/terms", "/privacy", "/policies", "/sign-in", "/checkout", "/no-such-page"];
const pages = [...PAGES, ...PAGES.map((path) => `/en${path}`), "/manifest.webmanifest"];
const textOf = async (url: string) => (await fetch(url)).text();

/** The words of the demo in both languages, line by line. */
const linesOf = (value: unknown): string[] => {
  if (typeof value === "string") return value.split("\n");
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(linesOf) : [];
};
const { hero, story, banner, seller, ...own } = demoShop;
const withoutPicture = [hero, story, banner].map((section) => ({ ...section, picture: null }));

test("the demo shows its own words, its seller and its pictures, in both languages", async () => {
  const home = await textOf(demoUrl);
  for (const word of ["<title>장터 — 오래 곁에 둘", "물건을 골라요", "많이 놓기보다", "바람 쐬러 가요"])
    expect(home).toContain(word);
  for (const word of ["02-0000-0000", "000-00-00000", "홍길동 (가상)", "home/hero-1", "데모예요"])
    expect(home).toContain(word);
  expect(home).toContain('"@type":"OnlineStore","name":"장터"');
  const english = await textOf(`${demoUrl}/en/privacy`);
  for (const word of ["Jangteo home", "· Jangteo</title>", "Hong Gildong", "help@jangteo.test"])
    expect(english).toContain(word);
  expect(JSON.parse(await textOf(`${demoUrl}/manifest.webmanifest`))).toMatchObject({ name: "장터" });
});

test("a link to any page that is shared is shown with the shop's name and a picture", async () => {
  for (const path of ["/", "/en", "/products", "/c/tableware", "/en/policies"]) {
    const html = await textOf(`${demoUrl}${path}`);
    const picture = /<meta property="og:image" content="([^"]+)"/.exec(html)?.[1];
    expect([path, picture]).toEqual([path, expect.stringContaining("/api/v1/media/")]);
    const { pathname } = new URL(picture ?? "");
    expect([path, (await fetch(`${demoUrl}${pathname}`)).status]).toEqual([path, 200]);
    expect([path, /<meta property="og:site_name" content="(장터|Jangteo)"/.test(html)]).toEqual([path, true]);
  }
});

describe("a shop without the demo", () => {
  let shop: DemoShop;
  beforeAll(async () => {
    shop = await startDemoShop({ DEMO: "off" });
  });
  afterAll(() => shop?.stop());

  /** Without the names of cookies and of what the browser stores, which no visitor sees. */
  const shownOn = async (path: string): Promise<string> =>
    (await textOf(`${shop.url}${path}`)).toLowerCase().replaceAll(/jangteo[._]/g, "");

  test("shows no word of the demo, and no invented seller", async () => {
    const words = new Set(linesOf([...withoutPicture, own, seller]).filter((line) => line.length > 1));
    for (const neutral of ["outdoor-play", "둘러보기", "Look around"]) words.delete(neutral);
    expect(words.size).toBeGreaterThan(50);
    for (const path of pages) {
      const text = await shownOn(path);
      const found = [...words].filter((word) => text.includes(word.toLowerCase()));
      expect([path, found]).toEqual([path, []]);
    }
    expect(await shownOn("/")).toContain("우리 상점");
    expect(await shownOn("/en")).toContain("our shop");
    expect(await shownOn("/privacy")).not.toContain('id="officer"');
  });

  test("is called what its owner says, on every page a second later", async () => {
    const api = client(shop.url);
    const { proof } = await api.signIn(owner.email, owner.password);
    const read = await api.request("GET", "/api/v1/admin/settings", undefined, proof);
    const version = { "if-match": read.headers.get("etag") ?? "" };
    const details = {
      name: { ko: "달상점", en: "Moon Shop" },
      seller: { phone: "02-123-4567", businessNumber: "123-45-67891", tradeName: { ko: "달상회" } },
    };
    const edited = await api.request("PATCH", "/api/v1/admin/settings", details, { ...proof, ...version });
    expect(edited.status).toBe(200);
    for (const path of PAGES) {
      await expect.poll(() => textOf(`${shop.url}${path}`)).toContain("달상점");
      await expect.poll(() => textOf(`${shop.url}/en${path}`)).toContain("Moon Shop");
    }
    const home = await textOf(shop.url);
    for (const word of ["<title>달상점</title>", "달상회", "02-123-4567", "wrkr_no=1234567891"])
      expect(home).toContain(word);
    expect(await textOf(`${shop.url}/manifest.webmanifest`)).toContain('"name":"달상점"');
  });

  describe("on the page of its settings", () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchBrowser();
    });
    afterAll(() => browser?.close());

    async function openSettings(): Promise<{ page: Page; errors: string[]; close(): Promise<void> }> {
      const { context, page, errors } = await visitor(browser, "desktop", "ko-KR", shop.url);
      await visitAs(page, shop.url, owner, "/admin");
      await page.getByRole("link", { name: "상점 이름과 사업자 정보 바꾸기" }).click();
      await page.getByRole("heading", { level: 1, name: "상점 정보" }).waitFor();
      return { page, errors, close: () => context.close() };
    }
    const save = (page: Page) => page.getByRole("button", { name: "저장하기" }).click();
    const saved = (page: Page) => page.getByText("저장했어요").waitFor();

    test("its owner is greeted with what is to do, and a step that is done is marked", async () => {
      const { context, page, errors } = await visitor(browser, "desktop", "ko-KR", shop.url);
      await visitAs(page, shop.url, owner, "/admin");
      await page.getByRole("heading", { name: "상점을 열기까지" }).waitFor();
      await page.getByText("6가지 가운데 0가지를 마쳤어요.").waitFor();
      expect(await faultsOf(page)).toEqual([]);
      const { proof } = await client(shop.url).signIn(owner.email, owner.password);
      const category = { name: "첫 카테고리", slug: "first" };
      await client(shop.url, proof).request("POST", "/api/v1/admin/categories", category);
      await page.reload();
      await page.getByText("6가지 가운데 1가지를 마쳤어요.").waitFor();
      await page.getByRole("listitem").filter({ hasText: "첫 카테고리 만들기" }).getByText("마침").waitFor();
      await page.getByRole("link", { name: "첫 상품 등록하기" }).click();
      await page.waitForURL(`${shop.url}/admin/products/new`);
      expect(errors).toEqual([]);
      await context.close();
    });

    test("the owner saves its words and its seller, and errors stand beside their fields", async () => {
      const { page, errors, close } = await openSettings();
      await page.getByLabel("상점 이름 (한국어)").fill("해상점");
      await page.getByLabel("상점 이름 (영어)").fill("Sun Shop");
      await page.getByLabel("사업자등록번호").fill("123-45-67890");
      await page.getByLabel("알림 글 (영어)").fill("Closed on Monday");
      await save(page);
      await page.getByRole("link", { name: "알림 글 (한국어): 입력해 주세요." }).click();
      await page.keyboard.type("월요일은 쉬어요");
      await save(page);
      await page.getByRole("link", { name: /^사업자등록번호: / }).waitFor();
      expect(await page.getByLabel("상점 이름 (한국어)").inputValue()).toBe("해상점");
      await page.getByLabel("사업자등록번호").fill("123-45-67891");
      await page.getByRole("button", { name: "항목 더하기" }).click();
      await page.locator('[name="story/title/ko"]').fill("빛을 담아요");
      await page.getByLabel("항목 1 제목 (한국어)").fill("하나");
      await page.getByLabel("항목 1 글 (한국어)").fill("햇빛에 말려요");
      await save(page);
      await saved(page);
      const home = `${shop.url}/`;
      await expect.poll(() => textOf(home)).toContain("월요일은 쉬어요");
      expect(await textOf(home)).toContain("123-45-67891");
      // The API refused the wrong number, and the browser logs each refusal.
      expect(errors.filter((error) => !error.includes("400"))).toEqual([]);
      await close();
    });

    test("what two people save at the same time is both kept", async () => {
      const { page, close } = await openSettings();
      const { proof } = await client(shop.url).signIn(owner.email, owner.password);
      const read = await client(shop.url).request("GET", "/api/v1/admin/settings", undefined, proof);
      const version = { "if-match": read.headers.get("etag") ?? "" };
      await page.getByLabel("전화").fill("02-987-6543");
      const other = { seller: { tradeName: { ko: "해상회" } } };
      const headers = { ...proof, ...version };
      const edited = await client(shop.url).request("PATCH", "/api/v1/admin/settings", other, headers);
      expect(edited.status).toBe(200);
      await save(page);
      await page.getByText("다른 사람이 먼저 저장했어요: 상호.").waitFor();
      expect(await page.getByLabel("상호 (한국어)").inputValue()).toBe("해상회");
      expect(await page.getByLabel("전화").inputValue()).toBe("02-987-6543");
      await save(page);
      await saved(page);
      const now = await client(shop.url).request("GET", "/api/v1/admin/settings", undefined, proof);
      expect(now.body).toMatchObject({
        seller: { tradeName: { ko: "해상회" }, phone: "02-987-6543" },
      });
      await close();
    });
  });

  test("tells its owner which details of the seller are missing", async () => {
    const api = client(shop.url);
    const { proof } = await api.signIn(owner.email, owner.password);
    const cookie = `access=${proof.authorization?.replace("Bearer ", "")}`;
    const home = await (await fetch(shop.url, { headers: { cookie } })).text();
    expect(home).toContain("상점 정보 채우기");
    const missing = /아직 비어 있는 사업자 정보: ([^<]*)/.exec(home)?.[1] ?? "";
    expect(missing).toContain("대표");
    expect(missing).toContain("호스팅 제공자");
    expect(home).toContain('href="/admin/settings"');
  });
});
