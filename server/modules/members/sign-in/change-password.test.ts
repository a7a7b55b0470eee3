import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type MembersShop, problemOf, startShop, tokenOf } from "../members.fixture.ts";
import { linkOfQueued, linkTo, type MemberAccount, newMember, post } from "../sign-up/account.fixture.ts";

const NEW_PASSWORD = "quiet river stones";
let shop: MembersShop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());
beforeEach(() => shop.db.script("DELETE FROM members.throttles; DELETE FROM platform.outbox"));

const change = ({ token, password }: MemberAccount, newPassword: string, currentPassword = password) =>
  post(shop, "/me/password", { currentPassword, newPassword }, token);
const loginStatus = async ({ email }: MemberAccount, password: string) =>
  (await shop.login({ email, password })).status;

test("the new password works at once, other sessions end, and a mail tells the member", async () => {
  const member = await newMember(shop);
  const other = await tokenOf(await shop.login({ email: member.email, password: member.password }));
  expect((await change(member, NEW_PASSWORD)).status).toBe(204);
  expect([await loginStatus(member, member.password), await loginStatus(member, NEW_PASSWORD)]).toEqual([
    401, 200,
  ]);
  expect((await shop.get("/api/v1/me/sessions", member.token)).status).toBe(200);
  expect((await shop.get("/api/v1/me/sessions", other)).status).toBe(401);
  expect(await shop.publishedEvents("passwordChanged")).toEqual([{ memberId: member.id, how: "changed" }]);
});

test("a wrong current password: 401, nothing changes, and it counts like a failed sign-in", async () => {
  const member = await newMember(shop);
  for (let round = 0; round < 5; round += 1) {
    expect(await problemOf(await change(member, NEW_PASSWORD, "wrong"))).toMatchObject({
      http: 401,
      code: "INVALID_CREDENTIALS",
    });
  }
  expect(await problemOf(await change(member, NEW_PASSWORD))).toMatchObject({
    http: 429,
    code: "TOO_MANY_REQUESTS",
  });
  expect(await loginStatus(member, member.password)).toBe(429);
  shop.advance(15 * 60_000);
  const { token } = {
    token: await tokenOf(await shop.login({ email: member.email, password: member.password })),
  };
  expect((await change({ ...member, token }, NEW_PASSWORD)).status).toBe(204);
});

test("of twenty parallel changes one is made", async () => {
  const member = await newMember(shop);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => change(member, `${NEW_PASSWORD} ${index}`)),
  );
  expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  expect(await shop.publishedEvents("passwordChanged")).toHaveLength(1);
});

test.each([
  ["short", "TOO_SHORT"],
  ["qwertyuiop", "TOO_COMMON"],
  ["x".repeat(257), "MAX_BYTES"],
])("a weak new password (%s): 400 that points to it", async (password, code) => {
  const member = await newMember(shop);
  const problem = await problemOf(await change(member, password));
  expect(problem).toMatchObject({
    http: 400,
    code: "INVALID_INPUT",
    errors: [{ pointer: "/newPassword", code }],
  });
  expect(await loginStatus(member, member.password)).toBe(200);
});

test("links requested before it are refused after it", async () => {
  const member = await newMember(shop);
  const reset = await linkTo(shop, member, "reset_password");
  const move = await linkTo(shop, member, "change_email", "thief@shop.test");
  expect((await change(member, NEW_PASSWORD)).status).toBe(204);
  expect(
    (await post(shop, "/auth/password-reset/confirm", { token: reset, password: "another quiet river" }))
      .status,
  ).toBe(410);
  expect((await post(shop, "/auth/email-change/confirm", { token: move })).status).toBe(410);
});

test("both forms of Hangul are one password", async () => {
  const member = await newMember(shop);
  expect(
    (await change(member, "비밀의 정원에서 만나요".normalize("NFD"), member.password.normalize("NFD")))
      .status,
  ).toBe(204);
  expect(await loginStatus(member, "비밀의 정원에서 만나요")).toBe(200);
});

test("without a sign-in, or with a session that has ended: 401; bad input: 400", async () => {
  const member = await newMember(shop);
  const body = { currentPassword: member.password, newPassword: NEW_PASSWORD };
  expect((await post(shop, "/me/password", body)).status).toBe(401);
  for (const bad of [
    {},
    { newPassword: NEW_PASSWORD },
    { ...body, id: member.id },
    { ...body, newPassword: "" },
  ]) {
    expect((await post(shop, "/me/password", bad, member.token)).status).toBe(400);
  }
  await shop.logout(member.token);
  expect((await post(shop, "/me/password", body, member.token)).status).toBe(401);
});

test("requests made before it send no valid link later: a change of the e-mail, and a reset", async () => {
  const member = await newMember(shop);
  const emailChange = { email: "thief@shop.test", password: member.password };
  expect((await post(shop, "/me/email", emailChange, member.token)).status).toBe(202);
  expect((await post(shop, "/auth/password-reset", { email: member.email })).status).toBe(202);
  expect((await change(member, NEW_PASSWORD)).status).toBe(204);
  expect(await linkOfQueued(shop, member, "emailChangeAsked", "change_email", emailChange.email)).toBeNull();
  expect(await linkOfQueued(shop, member, "passwordResetAsked", "reset_password", member.email)).toBeNull();
  expect(await linkTo(shop, member, "change_email", "own@shop.test")).toMatch(/^[\w-]{43}$/);
});
