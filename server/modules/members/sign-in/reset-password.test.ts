import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { prepared } from "../../../platform/db/prepared.ts";
import { type MembersShop, problemOf, startShop } from "../members.fixture.ts";
import {
  findState,
  linkOfQueued,
  linkTo,
  type MemberAccount,
  newMember,
  post,
} from "../sign-up/account.fixture.ts";
import { counterOf, defaultRules } from "../throttle/rules.ts";

const NEW_PASSWORD = "quiet river stones";
let shop: MembersShop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());
beforeEach(() => shop.db.script("DELETE FROM members.throttles; DELETE FROM platform.outbox"));

const confirm = (token: string, password = NEW_PASSWORD) =>
  post(shop, "/auth/password-reset/confirm", { token, password });
const loginStatus = async ({ email }: MemberAccount, password: string) =>
  (await shop.login({ email, password })).status;
const expired = expect.objectContaining({ http: 410, code: "LINK_EXPIRED" });

describe("asking", () => {
  const ask = (email: string, headers = {}) =>
    shop.send("POST", "/api/v1/auth/password-reset", undefined, { email }, headers);

  test("is answered alike for every e-mail; the language goes with it", async () => {
    const member = await newMember(shop);
    const [known, unknown] = [
      await ask(` ${member.email.toUpperCase()} `),
      await ask("nobody@shop.test", { "accept-language": "en" }),
    ];
    expect([known.status, await known.json()]).toEqual([202, { status: "sent" }]);
    expect([unknown.status, await unknown.json()]).toEqual([202, { status: "sent" }]);
    expect([...known.headers.keys()]).toEqual([...unknown.headers.keys()]);
    expect(await shop.publishedEvents("passwordResetAsked")).toEqual([
      { email: member.email.toUpperCase(), language: "ko" },
      { email: "nobody@shop.test", language: "en" },
    ]);
  });

  test("takes the same time for every e-mail", async () => {
    const member = await newMember(shop);
    const spent = async (email: string): Promise<number> => {
      await shop.db.script("DELETE FROM members.throttles");
      const began = performance.now();
      await ask(email);
      return performance.now() - began;
    };
    const [known, unknown]: [number[], number[]] = [[], []];
    for (let round = 0; round < 40; round += 1) {
      known.push(await spent(member.email));
      unknown.push(await spent("nobody@shop.test"));
    }
    // The shortest of many: a busy machine makes times longer, never shorter.
    const ratio = Math.min(...unknown) / Math.min(...known);
    expect(ratio).toBeGreaterThan(0.67);
    expect(ratio).toBeLessThan(1.5);
  });

  test("three times an hour for one e-mail, whether it has an account or not", async () => {
    const member = await newMember(shop);
    for (const email of [member.email, "nobody@shop.test"]) {
      const statuses: number[] = [];
      for (let round = 0; round < 4; round += 1) statuses.push((await ask(email)).status);
      expect(statuses).toEqual([202, 202, 202, 429]);
    }
    expect(await shop.publishedEvents("passwordResetAsked")).toHaveLength(6);
  });

  test("with bad input: 400", async () => {
    for (const body of [
      {},
      { email: "nobody" },
      { email: "a\u200b@shop.test" },
      { email: "a@shop.test", host: "evil.test" },
    ]) {
      expect((await post(shop, "/auth/password-reset", body)).status).toBe(400);
    }
  });
});

describe("the link", () => {
  test("sets the password: the old one fails, every session has ended, and none is opened", async () => {
    const member = await newMember(shop);
    const answer = await confirm(await linkTo(shop, member, "reset_password"));
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([204, []]);
    expect(await loginStatus(member, member.password)).toBe(401);
    expect(await loginStatus(member, NEW_PASSWORD)).toBe(200);
    expect((await shop.get("/api/v1/me/sessions", member.token)).status).toBe(401);
    expect(await shop.publishedEvents("passwordChanged")).toEqual([{ memberId: member.id, how: "reset" }]);
  });

  test("is valid once, and of twenty parallel attempts one succeeds", async () => {
    const member = await newMember(shop);
    const token = await linkTo(shop, member, "reset_password");
    const answers = await Promise.all(Array.from({ length: 20 }, () => confirm(token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      204,
      ...Array.from({ length: 19 }, () => 410),
    ]);
    expect(await problemOf(await confirm(token, "another quiet river"))).toEqual(expired);
    expect(await loginStatus(member, NEW_PASSWORD)).toBe(200);
    expect(await shop.publishedEvents("passwordChanged")).toHaveLength(1);
  });

  test("changes no other account's password", async () => {
    const [mine, other] = [await newMember(shop), await newMember(shop)];
    expect(
      (
        await post(shop, "/auth/password-reset/confirm", {
          token: await linkTo(shop, mine, "reset_password"),
          password: NEW_PASSWORD,
          email: other.email,
        })
      ).status,
    ).toBe(400);
    expect((await confirm(await linkTo(shop, mine, "reset_password"))).status).toBe(204);
    expect(await loginStatus(other, other.password)).toBe(200);
    expect(await loginStatus(other, NEW_PASSWORD)).toBe(401);
  });

  test("is refused after a newer one, half an hour, for another purpose or a former e-mail", async () => {
    const member = await newMember(shop);
    const older = await linkTo(shop, member, "reset_password");
    const newer = await linkTo(shop, member, "reset_password");
    const verify = await linkTo(shop, member, "verify_email");
    const moved = await newMember(shop);
    const stale = await linkTo(shop, moved, "reset_password", "before@shop.test");
    for (const token of [older, verify, stale, "", "x".repeat(43), `${newer}x`]) {
      expect(await problemOf(await confirm(token)), token).toEqual(expired);
    }
    shop.advance(30 * 60_000);
    expect(await problemOf(await confirm(newer))).toEqual(expired);
    for (const each of [member, moved]) expect(await loginStatus(each, each.password)).toBe(200);
  });

  test("of a disabled account is refused", async () => {
    const member = await newMember(shop);
    const token = await linkTo(shop, member, "reset_password");
    await shop.db.script(`UPDATE members.accounts SET status = 'disabled' WHERE id = '${member.id}'`);
    expect(await problemOf(await confirm(token))).toEqual(expired);
  });

  test("stays valid when the password is too weak", async () => {
    const member = await newMember(shop);
    const token = await linkTo(shop, member, "reset_password");
    for (const [password, code] of [
      ["short", "TOO_SHORT"],
      ["qwertyuiop", "TOO_COMMON"],
      [`${member.email}!`, "TOO_SIMILAR"],
    ] as const) {
      const problem = await problemOf(await confirm(token, password));
      expect(problem).toMatchObject({ http: 400, errors: [{ pointer: "/password", code }] });
    }
    expect((await confirm(token)).status).toBe(204);
  });

  test("ends the wait of a member whom a stranger's guesses locked out", async () => {
    const member = await newMember(shop);
    for (let round = 0; round < 6; round += 1) await loginStatus(member, "wrong");
    expect(await loginStatus(member, member.password)).toBe(429);
    expect((await confirm(await linkTo(shop, member, "reset_password"))).status).toBe(204);
    expect(await loginStatus(member, NEW_PASSWORD)).toBe(200);
  });

  test("leaves the wait for codes: a thief of the mailbox gets no new guesses at a code", async () => {
    const member = await newMember(shop);
    const { key } = counterOf(defaultRules, "secondFactor", member.id);
    await shop.db.script(`INSERT INTO members.throttles (key, failures, started_at, last_failed_at)
      VALUES ('${key}', 7, now(), now())`);
    expect((await confirm(await linkTo(shop, member, "reset_password"))).status).toBe(204);
    const { rows } = await shop.db.pool.query("SELECT failures FROM members.throttles WHERE key = $1", [key]);
    expect(rows).toEqual([{ failures: 7 }]);
  });

  test("revokes links whose mail is not made yet", async () => {
    const member = await newMember(shop);
    const emailChange = { email: "thief@shop.test", password: member.password };
    expect((await post(shop, "/me/email", emailChange, member.token)).status).toBe(202);
    expect((await post(shop, "/auth/password-reset", { email: member.email })).status).toBe(202);
    expect((await post(shop, "/me/email/verification", {}, member.token)).status).toBe(202);
    expect((await confirm(await linkTo(shop, member, "reset_password"))).status).toBe(204);
    expect(
      await linkOfQueued(shop, member, "emailChangeAsked", "change_email", "thief@shop.test"),
    ).toBeNull();
    expect(await linkOfQueued(shop, member, "passwordResetAsked", "reset_password", member.email)).toBeNull();
    expect(await linkOfQueued(shop, member, "verificationAsked", "verify_email", member.email)).toBeNull();
    expect(await linkTo(shop, member, "change_email", "own@shop.test")).toMatch(/^[\w-]{43}$/);
  });

  test("revokes other links of the account: a pending change of the e-mail stops", async () => {
    const member = await newMember(shop);
    const change = await linkTo(shop, member, "change_email", "thief@shop.test");
    expect((await confirm(await linkTo(shop, member, "reset_password"))).status).toBe(204);
    expect(await problemOf(await post(shop, "/auth/email-change/confirm", { token: change }))).toEqual(
      expired,
    );
  });
});

describe("an account that a stranger made with another person's e-mail", () => {
  const left = prepared<{ id: string }, { addresses: number; totp: number; passkeys: number }>(
    (p) => sql`SELECT (SELECT count(*) FROM members.addresses WHERE account_id = ${p.id}) AS addresses,
                      (SELECT count(*) FROM members.totp WHERE account_id = ${p.id}) AS totp,
                      (SELECT count(*) FROM members.passkeys WHERE account_id = ${p.id}) AS passkeys`,
  );
  const furnish = ({ id }: MemberAccount) =>
    shop.db.script(`
      INSERT INTO members.addresses
        (id, account_id, recipient, phone, postcode, address1, created_at, updated_at)
      VALUES (uuidv7(), '${id}', '도둑', '+821012345678', '03000', '서울', now(), now());
      INSERT INTO members.totp (account_id, secret, confirmed_at, created_at)
        VALUES ('${id}', 'sealed', now(), now());
      INSERT INTO members.passkeys
        (id, account_id, credential_id, public_key, counter, transports, name, backed_up, created_at)
      VALUES (uuidv7(), '${id}', sha256('${id}'), '\\x00', 0, '{}', '열쇠', false, now());`);

  test("belongs to the mailbox's owner after a reset: verified, without factors and addresses", async () => {
    const member = await newMember(shop);
    await furnish(member);
    expect((await confirm(await linkTo(shop, member, "reset_password"))).status).toBe(204);
    expect(await findState(shop, member.email)).toMatchObject({ verified: true });
    expect(await shop.db.first(left, member)).toEqual({ addresses: 0, totp: 0, passkeys: 0 });
  });

  test("keeps them when the e-mail was verified before", async () => {
    const member = await newMember(shop);
    const link = await linkTo(shop, member, "verify_email");
    expect((await post(shop, "/auth/verify-email", { token: link }, member.token)).status).toBe(204);
    await furnish(member);
    expect((await confirm(await linkTo(shop, member, "reset_password"))).status).toBe(204);
    expect(await shop.db.first(left, member)).toEqual({ addresses: 1, totp: 1, passkeys: 1 });
  });
});
