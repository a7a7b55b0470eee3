/** Authentication in the browser: codes, recovery codes, step-up, and ending sessions of other devices. */
import { generate } from "otplib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { endVisits, type Screen, sharedBrowser, visitor } from "./browser.ts";
import { memberAt, problem, sendSignIn, type TestAccount, visitAs } from "./members.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));

const open = (screen: Screen) => visitor(browser, screen, "ko-KR", shopUrl);
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** The code of an app, now or some steps of 30 s later. Each step's code is valid once. */
const codeOf = (secret: string, steps = 0) =>
  generate({ secret, epoch: Math.floor(Date.now() / 1000) + 30 * steps });

async function signInAs(page: Page, account: TestAccount): Promise<void> {
  await page.context().clearCookies();
  await sendSignIn(page, shopUrl, account, "/account");
  await page.getByRole("heading", { name: "인증 코드를 입력해 주세요" }).waitFor();
}

test("after setup the sign-in asks for an app's code, and a recovery code replaces it once", async () => {
  const { context, page } = await open("phone");
  const account = await memberAt(page, shopUrl, "/account/security");
  await button(page, "2단계 인증 켜기").click();
  const uri = await page.getByRole("link", { name: "이 기기의 앱에서 열기" }).getAttribute("href");
  const secret = new URL(uri ?? "").searchParams.get("secret") ?? "";
  await page.getByLabel("인증 코드", { exact: true }).fill(await codeOf(secret));
  await button(page, "확인").click();
  await page.getByRole("heading", { name: "복구 코드를 안전한 곳에 보관해 주세요" }).waitFor();
  const recovery = await page.getByRole("main").locator("ul.font-mono li").allInnerTexts();
  expect(new Set(recovery).size).toBe(10);
  await button(page, "보관했어요").click();
  await page.getByText("남은 복구 코드 10개").waitFor();

  await signInAs(page, account);
  await page.getByLabel("인증 코드", { exact: true }).fill(await codeOf(secret, 1));
  await button(page, "확인").click();
  await page.waitForURL(`${shopUrl}/account`);

  const [code = ""] = recovery;
  await signInAs(page, account);
  await button(page, "인증 앱을 쓸 수 없어요").click();
  await page.getByLabel("복구 코드", { exact: true }).fill(code.toLowerCase());
  await button(page, "확인").click();
  await page.waitForURL(`${shopUrl}/account`);

  await signInAs(page, account);
  await button(page, "인증 앱을 쓸 수 없어요").click();
  await page.getByLabel("복구 코드", { exact: true }).fill(code);
  await button(page, "확인").click();
  await page.getByText("코드가 맞지 않거나 이미 쓴 코드예요").first().waitFor();
  expect(page.url()).toContain("/sign-in");
  await context.close();
});

test("an action that needs a recent sign-in asks for the password, and then continues", async () => {
  const { context, page } = await open("desktop");
  const account = await memberAt(page, shopUrl, "/account/security");
  const old = problem(403, "STEP_UP_REQUIRED", { maxAgeSeconds: 600 });
  await page.route("**/api/v1/me/totp", (route) => route.fulfill(old), { times: 1 });
  await button(page, "2단계 인증 켜기").click();
  const dialog = page.getByRole("dialog", { name: "본인인지 확인할게요" });
  const password = dialog.getByLabel("비밀번호", { exact: true });
  await password.fill("아닌 것 같은 비밀번호");
  await dialog.getByRole("button", { name: "확인", exact: true }).click();
  await dialog.getByText("비밀번호나 인증 코드가 맞지 않아요").first().waitFor();
  await password.fill(account.password);
  await dialog.getByRole("button", { name: "확인", exact: true }).click();
  await page.getByRole("heading", { name: "1. 인증 앱에 등록해 주세요" }).waitFor();
  await dialog.waitFor({ state: "detached" });
  await context.close();
});

test("a required passkey is named in the dialog, and closing the dialog changes nothing", async () => {
  const { context, page } = await open("phone");
  const account = await memberAt(page, shopUrl, "/account/security");
  await page.route("**/api/v1/me/totp", (route) => route.fulfill(problem(403, "STEP_UP_REQUIRED")), {
    times: 1,
  });
  const more = problem(401, "SECOND_FACTOR_REQUIRED", { methods: ["passkey"] });
  await page.route("**/api/v1/auth/step-up", (route) => route.fulfill(more));
  await button(page, "2단계 인증 켜기").click();
  const dialog = page.getByRole("dialog", { name: "본인인지 확인할게요" });
  await dialog.getByLabel("비밀번호", { exact: true }).fill(account.password);
  await dialog.getByRole("button", { name: "확인", exact: true }).click();
  await dialog.getByText("‘패스키로 확인’을 눌러 주세요").waitFor();
  await dialog.getByRole("button", { name: "패스키로 확인" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByText("본인 확인을 하지 않아 아무것도 바꾸지 않았어요").waitFor();
  await button(page, "2단계 인증 켜기").waitFor();
  await context.close();
});

test("the list of devices signs another one out", async () => {
  const [mine, other] = [await open("desktop"), await open("phone")];
  const account = await memberAt(other.page, shopUrl);
  await visitAs(mine.page, shopUrl, account, "/account/sessions");
  const devices = mine.page.getByRole("list", { name: "로그인된 기기" }).getByRole("listitem");
  expect(await devices.count()).toBe(2);
  await devices
    .filter({ hasNotText: "지금 이 기기" })
    .getByRole("button", { name: /로그아웃$/ })
    .click();
  await mine.page.getByText("그 기기에서 로그아웃했어요").waitFor();
  await expect.poll(() => devices.count()).toBe(1);
  await other.page.goto(`${shopUrl}/account`);
  await other.page.waitForURL(/\/sign-in/);
  await mine.page.reload();
  expect(mine.page.url()).toBe(`${shopUrl}/account/sessions`);
  await mine.context.close();
  await other.context.close();
});
