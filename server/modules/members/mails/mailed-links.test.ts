/** A whole shop with its mailbox: the uses of mailed links, and their limits. */
import http from "node:http";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Message } from "../../../../sandbox/mailbox/message.ts";
import { startTestShop, type TestShop } from "../../../testing.ts";

const password = "quiet river stones";
const NEW_PASSWORD = "another quiet river";
let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
});
afterAll(() => shop.stop());

const post = (path: string, body: unknown, token?: string): Promise<Response> =>
  fetch(`${shop.url}/api/v1${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  });

async function signUp(email: string): Promise<Message> {
  const agreements = { terms: true, privacy: true, over14: true };
  expect((await post("/auth/signup", { email, password, name: "김하나", agreements })).status).toBe(202);
  return shop.mailbox.next({ to: email });
}

async function signIn(email: string, typed = password) {
  const answer = await post("/auth/login", { email, password: typed });
  return (await answer.json()) as { accessToken: string; member: { emailVerified: boolean } };
}

/** The one link with a token in a mail. */
function linkOf(message: Message): URL {
  const links = message.links.filter((link) => link.includes("#token="));
  expect(links).toHaveLength(1);
  return new URL(links[0] ?? "");
}
const tokenOf = (message: Message): string =>
  new URLSearchParams(linkOf(message).hash.slice(1)).get("token") ?? "";

async function askForReset(email: string): Promise<Message> {
  const before = shop.mailbox.list({ to: email })[0];
  expect((await post("/auth/password-reset", { email })).status).toBe(202);
  return shop.mailbox.next({ to: email, afterId: before?.id });
}
const confirmReset = (token: string) =>
  post("/auth/password-reset/confirm", { token, password: NEW_PASSWORD });

test("the link in the mail of a sign-up verifies the e-mail", async () => {
  const mail = await signUp("hana@shop.test");
  const link = linkOf(mail);
  expect([link.origin, link.pathname]).toEqual([shop.url, "/verify-email"]);
  const { accessToken, member } = await signIn("hana@shop.test");
  expect(member.emailVerified).toBe(false);
  expect((await post("/auth/verify-email", { token: tokenOf(mail) })).status).toBe(401);
  expect((await post("/auth/verify-email", { token: tokenOf(mail) }, accessToken)).status).toBe(204);
  expect((await signIn("hana@shop.test")).member.emailVerified).toBe(true);
});

test("a second sign-up sends the owner a mail without a token", async () => {
  const first = await signUp("twice@shop.test");
  const agreements = { terms: true, privacy: true, over14: true };
  await post("/auth/signup", {
    email: "twice@shop.test",
    password: "something else 42",
    name: "도둑",
    agreements,
  });
  const second = await shop.mailbox.next({ to: "twice@shop.test", afterId: first.id });
  expect(second.links.join()).not.toContain("token");
  expect(second.text).not.toContain("도둑");
});

describe("a link to a new password", () => {
  test("works once, and a mail tells the member", async () => {
    const welcome = await signUp("reset@shop.test");
    const mail = await askForReset("reset@shop.test");
    expect(mail.id).not.toBe(welcome.id);
    expect((await confirmReset(tokenOf(mail))).status).toBe(204);
    expect((await confirmReset(tokenOf(mail))).status).toBe(410);
    expect((await signIn("reset@shop.test", NEW_PASSWORD)).member.emailVerified).toBe(true);
    const notice = await shop.mailbox.next({ to: "reset@shop.test", afterId: mail.id });
    expect(notice.links.join()).not.toContain("token");
  });

  test("sets only its own account's password, and nothing after a newer one was sent", async () => {
    await signUp("mine@shop.test");
    await signUp("theirs@shop.test");
    const older = await askForReset("mine@shop.test");
    const newer = await askForReset("mine@shop.test");
    expect((await confirmReset(tokenOf(older))).status).toBe(410);
    expect((await confirmReset(tokenOf(newer))).status).toBe(204);
    expect((await post("/auth/login", { email: "theirs@shop.test", password: NEW_PASSWORD })).status).toBe(
      401,
    );
    expect((await post("/auth/login", { email: "theirs@shop.test", password })).status).toBe(200);
  });

  test("leads to the shop, whichever host the request named", async () => {
    const welcome = await signUp("host@shop.test");
    expect(await postWithHost("/auth/password-reset", { email: "host@shop.test" }, "evil.test")).toBe(202);
    const mail = await shop.mailbox.next({ to: "host@shop.test", afterId: welcome.id });
    expect(linkOf(mail).origin).toBe(shop.url);
    expect(mail.html + mail.text).not.toContain("evil.test");
  });
});

test("a change of the e-mail is confirmed at the new address, and the old one gets a mail", async () => {
  await signUp("before@shop.test");
  const { accessToken } = await signIn("before@shop.test");
  expect((await post("/me/email", { email: "after@shop.test", password }, accessToken)).status).toBe(202);
  const mail = await shop.mailbox.next({ to: "after@shop.test" });
  const welcome = shop.mailbox.list({ to: "before@shop.test" })[0];
  expect((await post("/auth/email-change/confirm", { token: tokenOf(mail) })).status).toBe(204);
  expect((await signIn("after@shop.test")).member.emailVerified).toBe(true);
  await shop.mailbox.next({ to: "before@shop.test", afterId: welcome?.id });
});

/** `fetch` sets the host itself. */
function postWithHost(path: string, body: unknown, host: string): Promise<number | undefined> {
  const { hostname, port } = new URL(shop.url);
  const headers = {
    "content-type": "application/json",
    host,
    "x-forwarded-host": host,
    forwarded: `host=${host}`,
  };
  return new Promise((resolve, reject) => {
    const request = http.request(
      { hostname, port, path: `/api/v1${path}`, method: "POST", headers },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    request.on("error", reject);
    request.end(JSON.stringify(body));
  });
}
