/** A member's account in the browser, and the privacy of its pages. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { endVisits, type Screen, sharedBrowser, visitor } from "./browser.ts";
import { linkInMail, memberAt, newMember, problem, sendSignIn, signIn } from "./members.ts";
import { checkOut, fillCheckout, fillTheCart, words } from "./shopping.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));

const open = (screen: Screen) => visitor(browser, screen, "ko-KR", shopUrl);
const main = (page: Page) => page.getByRole("main");

test("a member buys, finds the order in the list, and has an empty cart", async () => {
  const { context, page, outside, errors } = await open("phone");
  await fillTheCart(page, shopUrl);
  const account = await newMember(page, shopUrl, "/cart");
  await page.getByRole("link", { name: words.ko.checkout }).filter({ visible: true }).first().click();
  await page.waitForURL(/\/checkout/);
  expect(await page.getByLabel("이메일", { exact: true }).inputValue()).toBe(account.email);
  await fillCheckout(page, "ko");
  await page.getByRole("button", { name: words.ko.pay }).filter({ visible: true }).first().click();
  await page.waitForURL(/\/sandbox\/window/);
  await page.getByRole("button", { name: words.ko.approve }).click();
  await page.waitForURL(/\/orders\//);
  await expect.poll(() => main(page).innerText()).toMatch(words.ko.paid);
  const number = /\d{6}-[0-9A-Z]{7}/.exec(await main(page).innerText())?.[0] ?? "none";
  await page.goto(`${shopUrl}/account/orders`);
  await main(page).locator('a[href*="/orders/0"]').filter({ visible: true }).first().click();
  await page.waitForURL(/\/orders\/0/);
  await expect.poll(() => main(page).innerText()).toContain(number);
  const items = () =>
    page.evaluate(
      async () => ((await (await fetch("/api/v1/me/cart")).json()) as { items: unknown[] }).items.length,
    );
  await expect.poll(items).toBe(0);
  expect(outside).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test("a forgotten password is reset by a link, and every other device is signed out", async () => {
  const [{ context, page }, other] = [await open("desktop"), await open("phone")];
  const account = await memberAt(other.page, shopUrl);
  await page.goto(`${shopUrl}/forgot-password`);
  await page.getByLabel("이메일", { exact: true }).fill(account.email);
  await page.getByRole("button", { name: "링크 받기" }).click();
  await page.getByRole("heading", { name: "메일을 확인해 주세요" }).waitFor();
  await page.goto(await linkInMail(shopUrl, account.email, "/reset-password"));
  await takenOver(page);
  const password = "다른 계절의 긴 산책길";
  await page.getByLabel("새 비밀번호", { exact: true }).fill(password);
  await page.getByRole("button", { name: "비밀번호 바꾸기" }).click();
  await page.getByRole("heading", { name: "비밀번호를 바꿨어요" }).waitFor();
  await other.page.goto(`${shopUrl}/account`);
  await other.page.waitForURL(/\/sign-in/);
  await signIn(page, shopUrl, { ...account, password }, "/account");
  await page.waitForURL(`${shopUrl}/account`);
  await context.close();
  await other.context.close();
});

test("a passkey signs in without a password, also after the first challenge has expired", async () => {
  const { context, page } = await open("desktop");
  const device = await context.newCDPSession(page);
  await device.send("WebAuthn.enable");
  await device.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const { name } = await memberAt(page, shopUrl, "/account/security");
  await page.getByRole("button", { name: "이 기기에 패스키 만들기" }).click();
  await page.getByText("패스키를 등록했어요").waitFor();
  await context.clearCookies();
  let attempts = 0;
  await page.route("**/api/v1/auth/passkey", (route) => {
    attempts += 1;
    return attempts === 1 ? route.fulfill(problem(401, "CHALLENGE_EXPIRED")) : route.continue();
  });
  await page.goto(`${shopUrl}/sign-in?next=/account`);
  // If the browser offers the passkey itself, the click is not needed, and its button may be gone.
  const arrival = page.waitForURL(`${shopUrl}/account`);
  const click = page.getByRole("button", { name: "패스키로 로그인" }).click();
  await Promise.all([arrival, click.catch(() => arrival)]);
  expect(await main(page).innerText()).toContain(name);
  expect(attempts).toBe(2);
  await context.close();
});

test("leaving takes one confirmation, and then the account does not exist", async () => {
  const { context, page } = await open("phone");
  const account = await memberAt(page, shopUrl, "/account/leave");
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "탈퇴하기" }).click();
  await page.waitForURL(/\/account\/goodbye/);
  expect((await context.cookies()).map(({ name }) => name)).not.toContain("access");
  await sendSignIn(page, shopUrl, account, "/account");
  await page.getByText("이메일 또는 비밀번호가 맞지 않아요").first().waitFor();
  await context.close();
});

test("a guest's order is not shown to a member with its address", async () => {
  const [guest, stranger] = [await open("desktop"), await open("desktop")];
  await checkOut(guest.page, shopUrl);
  await guest.page.getByRole("button", { name: words.ko.approve }).click();
  await guest.page.waitForURL(/\/orders\//);
  await expect.poll(() => main(guest.page).innerText()).toMatch(words.ko.paid);
  await memberAt(stranger.page, shopUrl);
  await stranger.page.goto(guest.page.url());
  await stranger.page.waitForLoadState("networkidle");
  expect(await main(stranger.page).innerText()).not.toMatch(words.ko.paid);
  await guest.context.close();
  await stranger.context.close();
});

describe("the pages", () => {
  test("of one visitor have a new nonce each time, and allow no source of an attacker", async () => {
    // Pages that all guests share name their scripts by hashes (shared-pages.test.ts).
    const answers = await Promise.all([fetch(`${shopUrl}/cart`), fetch(`${shopUrl}/cart`)]);
    const [first = "", second = ""] = answers.map(
      ({ headers }) => headers.get("content-security-policy") ?? "",
    );
    const nonceOf = (policy: string) => /script-src[^;]*'nonce-([\w-]+)'/.exec(policy)?.[1];
    expect(nonceOf(first)).toBeDefined();
    expect(nonceOf(first)).not.toBe(nonceOf(second));
    expect(first).toContain("object-src 'none'");
    expect(first).toContain("frame-ancestors 'none'");
    expect(/script-src[^;]*/.exec(first)?.[0]).not.toMatch(/unsafe-inline|unsafe-eval|https?:/);
  });

  test("of a member are stored by no cache, with any suffix of their address", async () => {
    const { context, page } = await open("desktop");
    await memberAt(page, shopUrl);
    for (const path of ["/account", "/account/x.css", "/account/profile/x.js", "/", "/cart"]) {
      const answer = await page.request.get(`${shopUrl}${path}`);
      expect([path, answer.headers()["cache-control"]]).toEqual([path, expect.stringMatching(/no-store/)]);
    }
    await context.close();
  });

  test("contain no secret, no source map, and no name of an internal machine", async () => {
    const html = await (await fetch(shopUrl)).text();
    const scripts = [...new Set([...html.matchAll(/\/_next\/static\/[\w./~-]+\.js/g)].map(([path]) => path))];
    expect(scripts.length).toBeGreaterThan(3);
    for (const path of scripts) {
      const text = await (await fetch(`${shopUrl}${path}`)).text();
      const found = /test_sk_|live_sk_|PRIVATE KEY|postgres:\/\/|127\.0\.0\.1|sourceMappingURL/.exec(
        text,
      )?.[0];
      expect([path, found]).toEqual([path, undefined]);
      expect((await fetch(`${shopUrl}${path}.map`)).status).toBe(404);
    }
  });
});
