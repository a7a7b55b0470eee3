/** Steps of a member in the browser, found by the Korean texts of the page. */
import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { vi } from "vitest";
import { takenOver } from "./taken-over.ts";

export interface TestAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export const somebody = (): TestAccount => ({
  name: "김장터",
  email: `kim-${randomUUID().slice(0, 8)}@jangteo.test`,
  password: "따뜻한 찻잔과 긴 겨울밤",
});

/** Fills in the open sign-up form, with the required agreements only. */
export async function fillSignUp(page: Page, { name, email, password }: TestAccount): Promise<void> {
  await takenOver(page);
  await page.getByLabel("이름", { exact: true }).fill(name);
  await page.getByLabel("이메일", { exact: true }).fill(email);
  await page.getByLabel("비밀번호", { exact: true }).fill(password);
  for (const box of await page.locator("input[type=checkbox][required]").all()) await box.check();
}

export async function signUp(page: Page, account: TestAccount): Promise<void> {
  await fillSignUp(page, account);
  await page.getByRole("button", { name: "가입하기" }).click();
  await page.getByRole("heading", { name: "메일을 확인해 주세요" }).waitFor();
}

/** The link to a page of the shop in the newest mail to an address; undefined while there is none. */
export async function findLinkInMail(shopUrl: string, to: string, path: string): Promise<string | undefined> {
  const address = `${shopUrl}/sandbox/mailbox/messages?to=${encodeURIComponent(to)}`;
  const { items } = (await (await fetch(address)).json()) as { items: { links: string[] }[] };
  return items.flatMap(({ links }) => links).find((each) => each.includes(path));
}

/** Waits for that link. */
export async function linkInMail(shopUrl: string, to: string, path: string): Promise<string> {
  return vi.waitFor(
    async () => {
      const link = await findLinkInMail(shopUrl, to, path);
      if (!link) throw new Error(`no mail to ${to} leads to ${path}`);
      return link;
    },
    { timeout: 60_000, interval: 200 },
  );
}

/** Opens the sign-in page with `next`, and sends the form. The page may ask for more, or refuse. */
export async function sendSignIn(
  page: Page,
  shopUrl: string,
  account: TestAccount,
  next: string,
): Promise<void> {
  await page.goto(`${shopUrl}/sign-in?next=${encodeURIComponent(next)}`);
  await takenOver(page);
  await page.getByLabel("이메일", { exact: true }).fill(account.email);
  await page.getByLabel("비밀번호", { exact: true }).fill(account.password);
  await page.getByRole("main").getByRole("button", { name: "로그인", exact: true }).click();
}

/** Signs in by password, and waits for the page that this leads to: a later `goto` would end the sign-in. */
export async function signIn(page: Page, shopUrl: string, account: TestAccount, next: string): Promise<void> {
  await sendSignIn(page, shopUrl, account, next);
  await page.waitForURL(({ pathname }) => !pathname.endsWith("/sign-in"));
  await takenOver(page);
}

/**
 * Signs a new member up and in by the forms, on the page `next`. The e-mail address is not verified yet. For
 * tests of what a sign-in does in the browser; other tests use `memberAt`.
 */
export async function newMember(page: Page, shopUrl: string, next = "/account"): Promise<TestAccount> {
  const account = somebody();
  await page.goto(`${shopUrl}/sign-up`);
  await signUp(page, account);
  await signIn(page, shopUrl, account, next);
  await page.waitForURL(`${shopUrl}${next}`);
  await takenOver(page);
  return account;
}

async function demand(page: Page, address: string, data: object): Promise<void> {
  // These requests share the cookies of the page.
  const answer = await page.request.post(address, { data });
  if (!answer.ok()) throw new Error(`${address}: ${answer.status()} ${await answer.text()}`);
}

/** The next page is that of a member who is signed in. */
export const signInByApi = (page: Page, shopUrl: string, { email, password }: Omit<TestAccount, "name">) =>
  demand(page, `${shopUrl}/api/v1/auth/login`, { email, password });

/** Opens a page as a person of the shop, signed in by the API: a page less than by the form. */
export async function visitAs(
  page: Page,
  shopUrl: string,
  account: TestAccount,
  path: string,
): Promise<void> {
  await signInByApi(page, shopUrl, account);
  await page.goto(`${shopUrl}${path}`);
  await takenOver(page);
}

/** Opens the page `next` as a new member, whom the API has signed up and in: three pages less. */
export async function memberAt(page: Page, shopUrl: string, next = "/account"): Promise<TestAccount> {
  const account = somebody();
  const { name, email, password } = account;
  const agreements = { terms: true, privacy: true, over14: true };
  await demand(page, `${shopUrl}/api/v1/auth/signup`, { name, email, password, agreements });
  await visitAs(page, shopUrl, account, next);
  return account;
}

/** For `page.route`: an answer of the API. */
export const problem = (status: number, code: string, details: Record<string, unknown> = {}) => ({
  status,
  contentType: "application/problem+json",
  body: JSON.stringify({ type: "about:blank", title: code, status, code, ...details }),
});

export const accountMenu = (page: Page, { name }: TestAccount) =>
  page.getByRole("button", { name: `${name} 님 메뉴` });

/** Signs up, and verifies the address by the link in the mail. */
export async function becomeMember(page: Page, shopUrl: string, account: TestAccount): Promise<void> {
  await page.goto(`${shopUrl}/sign-up`);
  await signUp(page, account);
  await page.goto(await linkInMail(shopUrl, account.email, "/verify-email"));
  await takenOver(page);
  await page.getByLabel("비밀번호", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "이메일 확인하기" }).click();
  await page.getByRole("heading", { name: "이메일을 확인했어요" }).waitFor();
}
