/** The link of the first mail: it counts for the account's own person, and shows everybody else the way on. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { launchBrowser, visitor } from "./browser.ts";
import { linkInMail, newMember, signUp, somebody } from "./members.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const submit = "이메일 확인하기";
const done = "이메일을 확인했어요";

test("a guest is asked for the password at once; after a wrong one the link is still good", async () => {
  const person = somebody();
  const { context, page } = await visitor(browser, "phone", "ko-KR", shopUrl);
  await page.goto(`${shopUrl}/sign-up`);
  await signUp(page, person);
  await page.goto(await linkInMail(shopUrl, person.email, "/verify-email"));
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: submit }).click();
  await page.getByText("입력해 주세요.", { exact: true }).first().waitFor();
  const password = page.getByLabel("비밀번호", { exact: true });
  await password.fill("이것은 틀린 비밀번호");
  await page.getByRole("button", { name: submit }).click();
  await page.getByText("비밀번호가 맞지 않아요.").first().waitFor();
  expect(await page.getByRole("link", { name: "비밀번호 재설정하기" }).getAttribute("href")).toBe(
    "/forgot-password",
  );
  await password.fill(person.password);
  await page.getByRole("button", { name: submit }).click();
  await page.getByRole("heading", { name: done }).waitFor();
  await context.close();
});

test("whoever is signed in to the account only clicks; whoever is signed in to another is asked for the password", async () => {
  const owner = await visitor(browser, "desktop", "ko-KR", shopUrl);
  const person = await newMember(owner.page, shopUrl);
  const link = await linkInMail(shopUrl, person.email, "/verify-email");
  const other = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await newMember(other.page, shopUrl);
  await other.page.goto(link);
  await other.page.waitForLoadState("networkidle");
  expect(await other.page.getByLabel("비밀번호", { exact: true }).count()).toBe(0);
  await other.page.getByRole("button", { name: submit }).click();
  await other.page.getByText("이 계정으로 로그인되어 있지 않아요").first().waitFor();
  await other.page.getByLabel("비밀번호", { exact: true }).waitFor();
  await owner.page.goto(link);
  await owner.page.waitForLoadState("networkidle");
  await owner.page.getByRole("button", { name: submit }).click();
  await owner.page.getByRole("heading", { name: done }).waitFor();
  // Nothing was refused on the way; that there is no cart yet is a 404.
  expect(owner.errors.filter((error) => !error.includes("404"))).toEqual([]);
  await owner.context.close();
  await other.context.close();
});
