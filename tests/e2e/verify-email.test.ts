/** The link of the first mail: it works for the account's owner, and other visitors get directions. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { linkInMail, memberAt, signUp, somebody } from "./members.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));

const submit = "이메일 확인하기";
const done = "이메일을 확인했어요";

test("the link asks a guest for the password, and is still valid after a wrong one", async () => {
  const account = somebody();
  const { context, page } = await visitor(browser, "phone", "ko-KR", shopUrl);
  await page.goto(`${shopUrl}/sign-up`);
  await signUp(page, account);
  await page.goto(await linkInMail(shopUrl, account.email, "/verify-email"));
  await takenOver(page);
  await page.getByRole("button", { name: submit }).click();
  await page.getByText("입력해 주세요.", { exact: true }).first().waitFor();
  const password = page.getByLabel("비밀번호", { exact: true });
  await password.fill("이것은 틀린 비밀번호");
  await page.getByRole("button", { name: submit }).click();
  await page.getByText("비밀번호가 맞지 않아요.").first().waitFor();
  expect(await page.getByRole("link", { name: "비밀번호 재설정하기" }).getAttribute("href")).toBe(
    "/forgot-password",
  );
  await password.fill(account.password);
  await page.getByRole("button", { name: submit }).click();
  await page.getByRole("heading", { name: done }).waitFor();
  await context.close();
});

test("a member of the account only clicks; a member of another one needs the password", async () => {
  const owner = await visitor(browser, "desktop", "ko-KR", shopUrl);
  const account = await memberAt(owner.page, shopUrl);
  const link = await linkInMail(shopUrl, account.email, "/verify-email");
  const other = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await memberAt(other.page, shopUrl);
  await other.page.goto(link);
  await takenOver(other.page);
  expect(await other.page.getByLabel("비밀번호", { exact: true }).count()).toBe(0);
  await other.page.getByRole("button", { name: submit }).click();
  await other.page.getByText("이 계정으로 로그인되어 있지 않아요").first().waitFor();
  await other.page.getByLabel("비밀번호", { exact: true }).waitFor();
  await owner.page.goto(link);
  await takenOver(owner.page);
  await owner.page.getByRole("button", { name: submit }).click();
  await owner.page.getByRole("heading", { name: done }).waitFor();
  expect(owner.errors).toEqual([]);
  await owner.context.close();
  await other.context.close();
});
