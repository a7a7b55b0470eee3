import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type MembersShop, owner, problemOf, startShop } from "../members.fixture.ts";
import { addMember, findState, linkTo, type MemberAccount, password, post } from "./account.fixture.ts";

let shop: MembersShop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());
beforeEach(() => shop.db.script("DELETE FROM members.throttles; DELETE FROM platform.outbox"));

const verify = (link: string, signedInAs?: MemberAccount) =>
  post(shop, "/auth/verify-email", { token: link }, signedInAs?.token);
const verifyWith = (link: string, password: string, signedInAs?: MemberAccount) =>
  post(shop, "/auth/verify-email", { token: link, password }, signedInAs?.token);
const expired = expect.objectContaining({ http: 410, code: "LINK_EXPIRED" });

test("the mailed link verifies the e-mail, once, for a client signed in to the account", async () => {
  const kim = await addMember(shop, "kim@shop.test");
  const token = await linkTo(shop, kim, "verify_email");
  expect((await verify(token, kim)).status).toBe(204);
  expect(await findState(shop, kim.email)).toMatchObject({ verified: true });
  const { member } = (await (await shop.login({ email: kim.email, password: kim.password })).json()) as {
    member: object;
  };
  expect(member).toMatchObject({ emailVerified: true });
  expect(await problemOf(await verify(token, kim))).toEqual(expired);
});

test("of twenty parallel attempts one verifies the e-mail", async () => {
  const lee = await addMember(shop, "lee@shop.test");
  const token = await linkTo(shop, lee, "verify_email");
  const statuses = (await Promise.all(Array.from({ length: 20 }, () => verify(token, lee)))).map(
    ({ status }) => status,
  );
  expect(statuses.sort()).toEqual([204, ...Array.from({ length: 19 }, () => 410)]);
});

test("a link is refused if expired, replaced, for another purpose, or sent to a former e-mail", async () => {
  const park = await addMember(shop, "park@shop.test");
  const first = await linkTo(shop, park, "verify_email");
  const second = await linkTo(shop, park, "verify_email");
  const reset = await linkTo(shop, park, "reset_password");
  const elsewhere = await addMember(shop, "moved@shop.test");
  const stale = await linkTo(shop, elsewhere, "verify_email", "before@shop.test");
  for (const token of [first, reset, stale, "", "x".repeat(43), "../../etc/passwd"]) {
    expect(await problemOf(await verify(token)), token).toEqual(expired);
  }
  shop.advance(24 * 3_600_000);
  expect(await problemOf(await verifyWith(second, park.password))).toEqual(expired);
  expect(await findState(shop, park.email)).toMatchObject({ verified: false });
  expect(await findState(shop, elsewhere.email)).toMatchObject({ verified: false });
});

describe("the mailbox alone does not verify an account that a stranger made with its e-mail:", () => {
  const unproven = async (email: string) =>
    expect(await findState(shop, email)).toMatchObject({ verified: false });

  test("without a sign-in and without a password: 401, and the link stays valid", async () => {
    const victim = await addMember(shop, "victim@shop.test");
    const link = await linkTo(shop, victim, "verify_email");
    expect(await problemOf(await verify(link))).toMatchObject({ http: 401, code: "UNAUTHENTICATED" });
    await unproven(victim.email);
    expect((await verifyWith(link, password)).status).toBe(204);
    expect(await findState(shop, victim.email)).toMatchObject({ verified: true });
    expect(await problemOf(await verifyWith(link, password))).toEqual(expired);
  });

  test("signed in to another account: 401 as well, unless the account's own password is sent", async () => {
    const [mine, other] = [await addMember(shop, "mine@shop.test"), await addMember(shop, "other@shop.test")];
    const link = await linkTo(shop, mine, "verify_email");
    expect(await problemOf(await verify(link, other))).toMatchObject({ http: 401, code: "UNAUTHENTICATED" });
    await unproven(mine.email);
    expect((await verifyWith(link, mine.password, other)).status).toBe(204);
    expect(await findState(shop, other.email)).toMatchObject({ verified: false });
  });

  test("with a session that has ended: 401", async () => {
    const gone = await addMember(shop, "gone@shop.test");
    const link = await linkTo(shop, gone, "verify_email");
    await shop.db.script(
      `UPDATE members.sessions SET revoked_at = now(), reason = 'signed_out' WHERE account_id = '${gone.id}'`,
    );
    expect(await problemOf(await verify(link, gone))).toMatchObject({ http: 401, code: "UNAUTHENTICATED" });
    await unproven(gone.email);
  });

  test("with a wrong password: 401, counted like a failed sign-in, and the link stays valid", async () => {
    const victim = await addMember(shop, "guessed@shop.test");
    const link = await linkTo(shop, victim, "verify_email");
    for (let round = 0; round < 5; round += 1) {
      const answer = await verifyWith(link, `guess ${round}`);
      expect(await problemOf(answer)).toMatchObject({ http: 401, code: "INVALID_CREDENTIALS" });
    }
    expect((await verifyWith(link, password)).status).toBe(429);
    expect((await shop.login({ email: victim.email, password })).status).toBe(429);
    await unproven(victim.email);
    expect((await verify(link, victim)).status).toBe(204);
  });

  test("after a reset, which deletes the stranger's data, the account is verified", async () => {
    const victim = await addMember(shop, "trapped@shop.test");
    const link = await linkTo(shop, victim, "verify_email");
    expect((await verify(link)).status).toBe(401);
    const token = await linkTo(shop, victim, "reset_password");
    await post(shop, "/auth/password-reset/confirm", { token, password: "quiet river stones" });
    expect((await shop.login({ email: victim.email, password })).status).toBe(401);
    expect(await findState(shop, victim.email)).toMatchObject({ verified: true });
    expect(await problemOf(await verifyWith(link, "quiet river stones"))).toEqual(expired);
  });
});

test("the link of a disabled account is refused", async () => {
  const choi = await addMember(shop, "choi@shop.test");
  const token = await linkTo(shop, choi, "verify_email");
  await shop.db.script(`UPDATE members.accounts SET status = 'disabled' WHERE id = '${choi.id}'`);
  expect(await problemOf(await verify(token))).toEqual(expired);
});

test("a member who agreed to marketing gets its mail when the e-mail is verified, others none", async () => {
  const agreements = { terms: true, privacy: true, over14: true };
  const answers = [
    ["yes@shop.test", { sms: true }],
    ["no@shop.test", { sms: false }],
    ["silent@shop.test", undefined],
  ] as const;
  const ids: string[] = [];
  for (const [email, marketing] of answers) {
    await post(shop, "/auth/signup", {
      email,
      password: "quiet river stones",
      name: "손님",
      agreements: { ...agreements, marketing },
    });
    const account = await findState(shop, email);
    ids.push(account?.id ?? "");
    const link = await linkTo(shop, { id: account?.id ?? "", email }, "verify_email");
    expect((await verifyWith(link, "quiet river stones")).status).toBe(204);
  }
  expect(await shop.publishedEvents("marketingChanged")).toEqual([{ memberId: ids[0] }]);
});

test("the mail can be requested again, five times an hour; a verified e-mail gets none", async () => {
  const jung = await addMember(shop, "jung@shop.test");
  const ask = () => shop.send("POST", "/api/v1/me/email/verification", jung.token);
  for (let round = 0; round < 5; round += 1) {
    const answer = await ask();
    expect([answer.status, await answer.json()]).toEqual([202, { status: "sent" }]);
  }
  expect(await problemOf(await ask())).toMatchObject({ http: 429, code: "TOO_MANY_REQUESTS" });
  expect(await shop.publishedEvents("verificationAsked")).toEqual(
    Array.from({ length: 5 }, () => ({ memberId: jung.id })),
  );
  shop.advance(3_600_000);
  await verifyWith(await linkTo(shop, jung, "verify_email"), jung.password);
  const again = await shop.login({ email: jung.email, password: jung.password });
  const { accessToken } = (await again.json()) as { accessToken: string };
  expect((await shop.send("POST", "/api/v1/me/email/verification", accessToken)).status).toBe(202);
  expect(await shop.publishedEvents("verificationAsked")).toHaveLength(5);
});

test("bad input: 400; without a sign-in: 401", async () => {
  for (const body of [
    {},
    { token: 1 },
    { token: "x".repeat(201) },
    { token: "x", email: owner.email },
    { token: "x", password: "" },
  ]) {
    expect((await post(shop, "/auth/verify-email", body)).status).toBe(400);
  }
  expect((await shop.send("POST", "/api/v1/me/email/verification")).status).toBe(401);
});
