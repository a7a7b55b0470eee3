/**
 * A visitor signs up in the browser. From then on each page is rendered for the member, until the sign-out.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { accountMenu, becomeMember, signIn, signInByApi, somebody, visitAs } from "./members.ts";
import { fillTheCart } from "./shopping.ts";

const shopUrl = inject("shopUrl");
const account = somebody();
let browser: Browser;

const open = (screen: "phone" | "desktop") => visitor(browser, screen, "ko-KR", shopUrl);

beforeAll(async () => {
  browser = await sharedBrowser();
  const { context, page, errors } = await open("phone");
  await becomeMember(page, shopUrl, account);
  expect(page.url()).toBe(`${shopUrl}/verify-email`);
  expect(errors).toEqual([]);
  await context.close();
});
afterAll(() => endVisits(browser));

test("a guest's cart becomes the member's at sign-in, on the phone and then on the desktop", async () => {
  const phone = await open("phone");
  await fillTheCart(phone.page, shopUrl);
  await signIn(phone.page, shopUrl, account, "/cart");
  await phone.page.waitForURL(`${shopUrl}/cart`);
  await phone.page.getByRole("link", { name: "주문하기" }).waitFor();
  const desktop = await open("desktop");
  await visitAs(desktop.page, shopUrl, account, "/cart");
  await desktop.page.getByRole("link", { name: "주문하기" }).waitFor();
  expect([...phone.errors, ...desktop.errors, ...phone.outside, ...desktop.outside]).toEqual([]);
  await phone.context.close();
  await desktop.context.close();
});

test("a page shows the member before any script runs, also after the access token has expired", async () => {
  const { context, page } = await open("desktop");
  await signInByApi(page, shopUrl, account);
  await context.clearCookies({ name: "access" });
  const drawn = await context.request.get(`${shopUrl}/`);
  expect(await drawn.text()).toContain(`${account.name} 님`);
  expect(drawn.headers()["cache-control"]).toBe("private, no-store");
  expect((await context.cookies()).map(({ name }) => name)).toContain("access");
  await context.close();
});

test("a link from another site renews an expired token without a sign-in", async () => {
  const { context, page } = await open("desktop");
  await signInByApi(page, shopUrl, account);
  const access = (await context.cookies()).find(({ name }) => name === "access");
  const expired = Buffer.from(JSON.stringify({ exp: 1 })).toString("base64url");
  await context.addCookies([{ ...access, name: "access", value: `e30.${expired}.c2ln` }]);
  await page.goto("about:blank");
  await page.setContent(`<a href="${shopUrl}/account">the shop</a>`);
  await page.getByRole("link").click();
  await page.waitForURL(`${shopUrl}/account`);
  await accountMenu(page, account).waitFor();
  await context.close();
});

test("a form that is sent before any script runs puts no password into an address", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const requestedUrls: string[] = [];
  page.on("request", (request) => requestedUrls.push(request.url()));
  await page.goto(`${shopUrl}/sign-in?next=/account`);
  await page.getByLabel("이메일", { exact: true }).fill(account.email);
  await page.getByLabel("비밀번호", { exact: true }).fill(account.password);
  const sent = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("main").getByRole("button", { name: "로그인", exact: true }).click();
  expect((await sent).status()).toBe(200);
  await page.getByRole("heading", { name: "로그인" }).waitFor();
  expect(page.url()).toBe(`${shopUrl}/sign-in?next=/account`);
  expect(requestedUrls.filter((url) => /password=|email=/.test(url))).toEqual([]);
  for (const path of ["/sign-in", "/sign-up", "/forgot-password", "/reset-password"]) {
    await page.goto(`${shopUrl}${path}`);
    const methods = await page
      .locator("main form")
      .evaluateAll((forms) => forms.map((form) => form.getAttribute("method")));
    expect([path, methods]).toEqual([path, ["post"]]);
  }
  await context.close();
});

test("signing in leads to no other site, and signing out leaves no cookie", async () => {
  const { context, page } = await open("desktop");
  await signIn(page, shopUrl, account, "//evil.example");
  await page.waitForURL(`${shopUrl}/`);
  await accountMenu(page, account).click();
  await page.getByRole("button", { name: "로그아웃" }).click();
  await page.getByRole("link", { name: "로그인" }).filter({ visible: true }).waitFor();
  expect(await context.cookies()).toEqual([]);
  await context.close();
});

test("markup injected into a page runs nothing", async () => {
  const { context, page } = await open("desktop");
  const mark = (how: string) => `document.documentElement.dataset.ran = '${how}'`;
  // As if the shop had not escaped a text.
  await page.route(`${shopUrl}/`, async (route) => {
    const answer = await route.fetch();
    const script = `<script>${mark("a script")}</script>`;
    const image = `<img alt="" src="/nothing" onerror="${mark("an attribute")}">`;
    await route.fulfill({
      response: answer,
      body: (await answer.text()).replace("<body>", `<body>${script}${image}`),
    });
  });
  await page.goto(shopUrl);
  await page.waitForLoadState("networkidle");
  expect(await page.locator('img[src="/nothing"]').count()).toBe(1);
  expect(await page.locator("html").getAttribute("data-ran")).toBeNull();
  await context.close();
});
