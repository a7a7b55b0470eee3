/** The pages of the account: addresses, e-mail, data export, in English, and on small screens. */
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { endVisits, type Screen, sharedBrowser, visitor } from "./browser.ts";
import { linkInMail, memberAt, signIn } from "./members.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));

const open = (screen: Screen) => visitor(browser, screen, "ko-KR", shopUrl);

async function typeAddress(page: Page, values: Record<string, string>): Promise<void> {
  await takenOver(page);
  for (const [label, value] of Object.entries(values))
    await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByRole("button", { name: "저장", exact: true }).click();
  await page.waitForURL(`${shopUrl}/account/addresses`);
}

test("addresses are added, changed, made the default and deleted on a phone", async () => {
  const { context, page, errors } = await open("phone");
  await memberAt(page, shopUrl, "/account/addresses");
  const card = (name: string) => page.getByRole("article", { name });
  const add = async (values: Record<string, string>) => {
    await page.getByRole("link", { name: "배송지 추가" }).click();
    await page.waitForURL(/addresses\/new/);
    await typeAddress(page, values);
  };
  const place = { 연락처: "010-1234-5678", 우편번호: "06236", 주소: "서울특별시 강남구 테헤란로 1" };
  await add({ "배송지 이름": "집", "받는 분": "김장터", ...place });
  await add({ "배송지 이름": "회사", "받는 분": "김장터", ...place, 우편번호: "03154" });
  await card("집").getByText("기본 배송지", { exact: true }).waitFor();

  await card("회사").getByRole("link", { name: "회사 수정" }).click();
  await page.waitForURL(/addresses\/0/);
  await typeAddress(page, { "상세 주소": "9층" });
  await card("회사").getByText("(03154) 서울특별시 강남구 테헤란로 1, 9층").waitFor();

  await page.getByRole("button", { name: "회사, 기본 배송지로 설정" }).click();
  await card("회사").getByText("기본 배송지", { exact: true }).waitFor();

  await page.getByRole("button", { name: "집 삭제" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "삭제" }).click();
  await card("집").waitFor({ state: "detached" });
  expect(await page.getByRole("article").count()).toBe(1);
  expect(errors).toEqual([]);
  await context.close();
});

test("the e-mail address changes by the link in the mail to the new one, which then signs in", async () => {
  const { context, page } = await open("desktop");
  const account = await memberAt(page, shopUrl, "/account/profile");
  const email = `new-${account.email}`;
  await page.getByLabel("새 이메일", { exact: true }).fill(email);
  await page.getByLabel("현재 비밀번호", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "확인 메일 받기" }).click();
  await page.getByText(`${email}로 보낸 메일의 링크`).waitFor();
  await page.goto(await linkInMail(shopUrl, email, "/confirm-email"));
  await takenOver(page);
  await page.getByRole("button", { name: "이메일 바꾸기" }).click();
  await page.getByRole("heading", { name: "이메일을 바꿨어요" }).waitFor();
  await context.clearCookies();
  await signIn(page, shopUrl, { ...account, email }, "/account/profile");
  await page.waitForURL(`${shopUrl}/account/profile`);
  await page.getByText(`지금은 ${email} 주소로`).waitFor();
  await context.close();
});

test("the data export is a file with the profile and without a password", async () => {
  const { context, page } = await open("desktop");
  const { email, name } = await memberAt(page, shopUrl, "/account/data");
  const started = page.waitForEvent("download");
  await page.getByRole("button", { name: "내려받기" }).click();
  const download = await started;
  expect(download.suggestedFilename()).toMatch(/\.json$/);
  const text = await readFile(await download.path(), "utf8");
  expect(JSON.parse(text)).toMatchObject({ profile: { email, name } });
  expect(text).not.toMatch(/argon2|passwordHash/);
  await context.close();
});

test("every page of the account is in English, and fits a screen of 320 pixels", async () => {
  const { context, page, errors } = await open("phone");
  await memberAt(page, shopUrl);
  await page.setViewportSize({ width: 320, height: 640 });
  const pages = [
    "",
    "/orders",
    "/addresses",
    "/addresses/new",
    "/profile",
    "/password",
    "/agreements",
    "/security",
  ];
  for (const path of [...pages, "/sessions", "/data", "/leave"]) {
    await page.goto(`${shopUrl}/en/account${path}`);
    const main = page.getByRole("main");
    await main.getByRole("heading", { level: 1 }).waitFor();
    // Except the member's own name, no Korean text is left.
    const korean = (await main.innerText()).replaceAll("김장터", "").match(/[가-힣]+/g);
    const width = await page.evaluate<number>("document.documentElement.scrollWidth");
    expect({ path, korean, width }).toEqual({ path, korean: null, width: 320 });
  }
  expect(errors).toEqual([]);
  await context.close();
});

test("the public pages fit a screen of 320 pixels in both languages", async () => {
  const { context, page } = await open("phone");
  await page.setViewportSize({ width: 320, height: 640 });
  for (const language of ["", "/en"]) {
    for (const path of [
      "",
      "/products",
      "/cart",
      "/sign-in",
      "/sign-up",
      "/forgot-password",
      "/reset-password",
    ]) {
      await page.goto(`${shopUrl}${language}${path}`);
      const width = await page.evaluate<number>("document.documentElement.scrollWidth");
      expect({ language, path, width }).toEqual({ language, path, width: 320 });
    }
  }
  await context.close();
});
