import { request } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, expect, inject, test } from "vitest";
import { startTestShop } from "../../server/testing.ts";

const PUBLIC_URL = "http://shop.jangteo.test";
const password = "사과나무 아래 일곱 그루";

const shop = await startTestShop({
  clusterUrl: inject("clusterUrl"),
  apart: [["members"]],
  environment: { PUBLIC_URL },
});
afterAll(() => shop.stop());

/** Not `fetch`, which does not let a test set the `Host` header. */
function post(
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
  const allHeaders = { "content-type": "application/json", ...headers };
  const outgoing = request(`${shop.url}/api/v1${path}`, { method: "POST", headers: allHeaders }, (answer) => {
    text(answer).then((all) => resolve({ status: answer.statusCode ?? 0, text: all }), reject);
  });
  outgoing.on("error", reject).end(JSON.stringify(body));
  return promise;
}

const signUp = (email: string, headers: Record<string, string> = {}) =>
  post(
    "/auth/signup",
    {
      ...{ email, password, name: "김하나" },
      agreements: { terms: true, privacy: true, over14: true },
    },
    headers,
  );

const tokenOf = (links: readonly string[], page: string): string =>
  links.find((link) => link.startsWith(`${PUBLIC_URL}/${page}#token=`))?.split("#token=")[1] ?? "";

test("a sign-up sends a mail whose link verifies the address once, with the password", async () => {
  expect((await signUp("one@shop.test")).status).toBe(202);
  const mail = await shop.mailbox.next({ to: "one@shop.test" });
  expect(mail.subject).toBe("[우리 상점] 이메일 주소를 인증해 주세요");
  const token = tokenOf(mail.links, "verify-email");
  expect((await post("/auth/verify-email", { token })).status).toBe(401);
  expect((await post("/auth/verify-email", { token, password })).status).toBe(204);
  expect((await post("/auth/verify-email", { token, password })).status).toBe(410);
});

test("a second sign-up sends the owner of the address another mail", async () => {
  const again = await signUp("one@shop.test");
  expect(again.status).toBe(202);
  expect((await shop.mailbox.next({ to: "one@shop.test", subject: /이미 가입된/ })).links).toContain(
    `${PUBLIC_URL}/sign-in`,
  );
});

test("a reset request cannot choose its link's host, and reveals no existing account", async () => {
  const forgedHeaders = {
    host: "evil.test",
    "x-forwarded-host": "evil.test",
    forwarded: "host=evil.test",
    "x-forwarded-proto": "https",
  };
  const known = await post("/auth/password-reset", { email: "one@shop.test" }, forgedHeaders);
  const unknown = await post("/auth/password-reset", { email: "nobody@shop.test" }, forgedHeaders);
  expect(known).toEqual(unknown);
  expect(known.status).toBe(202);
  const mail = await shop.mailbox.next({ to: "one@shop.test", subject: /비밀번호/ });
  expect(mail.text + mail.html).not.toContain("evil.test");
  const confirm = { token: tokenOf(mail.links, "reset-password"), password: "다른 나무 아래 여덟 그루" };
  expect((await post("/auth/password-reset/confirm", confirm)).status).toBe(204);
  await shop.mailbox.next({ to: "one@shop.test", subject: "[우리 상점] 비밀번호가 변경됐어요" });
  expect(shop.mailbox.list({ to: "nobody@shop.test" })).toEqual([]);
});
