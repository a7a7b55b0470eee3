import { decodeJwt } from "jose";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { prepared } from "../../../platform/db/prepared.ts";
import { type MembersShop, problemOf, startShop, tokenOf } from "../members.fixture.ts";
import { removeFactors } from "./factors.ts";
import { findFactors } from "./queries.ts";
import {
  answerWith,
  challengeOf,
  codeOf,
  newMember,
  password,
  signInWith,
  turnOnTotp,
  wrongCode,
} from "./second-factor.fixture.ts";

let shop: MembersShop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());
beforeEach(() => shop.db.script("DELETE FROM members.throttles"));

const post = (path: string, token?: string, body?: unknown) =>
  shop.send("POST", `/api/v1/me/${path}`, token, body);
const statuses = (answers: Response[]): number[] => answers.map(({ status }) => status).sort();
const isLive = async (token: string): Promise<boolean> =>
  (await shop.get("/api/v1/me/sessions", token)).status === 200;
const changesOf = async (memberId: string) =>
  (await shop.publishedEvents("secondFactorChanged"))
    .filter((each) => each.memberId === memberId)
    .map(({ what }) => what);

test("an app is in use once a code confirmed it; then the password alone opens no session", async () => {
  const { id, email, token } = await newMember(shop);
  const begun = (await (await post("totp", token)).json()) as { secret: string; uri: string };
  expect(begun.uri).toContain(begun.secret);
  expect((await shop.login({ email, password })).status).toBe(200);
  const wrong = await post("totp/confirm", token, { code: await wrongCode(shop, begun.secret) });
  expect(await problemOf(wrong)).toMatchObject({ http: 401, code: "INVALID_CREDENTIALS" });
  expect(await changesOf(id)).toEqual([]);

  const confirmed = await post("totp/confirm", token, { code: await codeOf(shop, begun.secret) });
  expect(confirmed.status).toBe(200);
  expect(await confirmed.json()).toEqual({ recoveryCodes: expect.objectContaining({ length: 10 }) });
  expect(await changesOf(id)).toEqual(["totpOn"]);
  const first = await shop.login({ email, password });
  expect(first.headers.getSetCookie()).toEqual([]);
  expect(await problemOf(first)).toMatchObject({
    http: 401,
    code: "SECOND_FACTOR_REQUIRED",
    challenge: expect.stringMatching(/^[\w-]{43}$/),
    methods: ["totp", "recovery"],
  });
});

test("password and code open a session that says so", async () => {
  const { email, token } = await newMember(shop);
  const { secret } = await turnOnTotp(shop, token);
  const answer = await signInWith(shop, email, await codeOf(shop, secret));
  expect(answer.status).toBe(200);
  expect(answer.headers.getSetCookie().join()).toMatch(/access=.+refresh=/);
  const claims = decodeJwt(await tokenOf(answer));
  expect(claims.amr).toEqual(["pwd", "otp"]);
  expect(claims.sid).not.toBe(decodeJwt(token).sid);
});

test("the database has neither the secret of the app nor a recovery code in clear", async () => {
  const { token } = await newMember(shop);
  const { secret, recoveryCodes } = await turnOnTotp(shop, token);
  await post("totp", token);
  const text = prepared<object, { text: string }>(
    () => sql`
      SELECT (SELECT string_agg(totp::text, ' ') FROM members.totp)
          || (SELECT string_agg(codes::text, ' ') FROM members.recovery_codes AS codes) AS text`,
  );
  const stored = (await shop.db.first(text, {}))?.text ?? "";
  expect(stored.length).toBeGreaterThan(500);
  for (const code of [secret, ...recoveryCodes.flatMap((each) => [each, each.replaceAll("-", "")])]) {
    expect(stored).not.toContain(code);
    expect(stored).not.toContain(Buffer.from(code).toString("hex"));
  }
});

test("a code is valid once: not after it turned the app on, and no earlier code after it", async () => {
  const { email, token } = await newMember(shop);
  const { secret } = await turnOnTotp(shop, token);
  const [ofConfirm, code] = [await codeOf(shop, secret, -1), await codeOf(shop, secret)];
  expect((await signInWith(shop, email, ofConfirm)).status).toBe(401);
  expect((await signInWith(shop, email, code)).status).toBe(200);
  expect(await problemOf(await signInWith(shop, email, code))).toMatchObject({
    http: 401,
    code: "INVALID_CREDENTIALS",
  });
  expect((await signInWith(shop, email, await codeOf(shop, secret, 1))).status).toBe(200);
  expect((await signInWith(shop, email, code)).status).toBe(401);
});

test("20 parallel sign-ins with the same code: one opens", async () => {
  const { email, token } = await newMember(shop);
  const { secret } = await turnOnTotp(shop, token);
  const challenges: string[] = [];
  for (let each = 0; each < 20; each += 1) challenges.push(await challengeOf(shop, email));
  const code = await codeOf(shop, secret);
  const answers = await Promise.all(challenges.map((challenge) => answerWith(shop, challenge, code)));
  expect(statuses(answers).filter((status) => status === 200)).toEqual([200]);
  expect(statuses(answers).every((status) => [200, 401, 429].includes(status))).toBe(true);
});

test("20 parallel responses to one challenge, each with a valid code: one opens", async () => {
  const { email, token } = await newMember(shop);
  const { secret, recoveryCodes } = await turnOnTotp(shop, token);
  const challenge = await challengeOf(shop, email);
  const codes = [...recoveryCodes, ...recoveryCodes.slice(0, 9), await codeOf(shop, secret)];
  const answers = await Promise.all(codes.map((code) => answerWith(shop, challenge, code)));
  expect(statuses(answers).filter((status) => status === 200)).toEqual([200]);
});

test("five wrong codes end the challenge; a correct code on the next must wait, not for ever", async () => {
  const { email, token } = await newMember(shop);
  const { secret } = await turnOnTotp(shop, token);
  const challenge = await challengeOf(shop, email);
  const wrong = await wrongCode(shop, secret);
  for (let guess = 0; guess < 5; guess += 1) {
    expect(await problemOf(await answerWith(shop, challenge, wrong))).toMatchObject({
      code: "INVALID_CREDENTIALS",
    });
  }
  const right = await codeOf(shop, secret);
  expect(await problemOf(await answerWith(shop, challenge, right))).toMatchObject({
    http: 401,
    code: "CHALLENGE_EXPIRED",
  });
  const refused = await signInWith(shop, email, right);
  expect(refused.headers.get("retry-after")).toMatch(/^(29|30)$/);
  expect(await problemOf(refused)).toMatchObject({ http: 429, code: "TOO_MANY_REQUESTS" });
  shop.advance(30_000);
  expect((await signInWith(shop, email, await codeOf(shop, secret))).status).toBe(200);
  // The success cleared the count: another wrong code causes no wait.
  shop.advance(30_000);
  expect((await signInWith(shop, email, wrong)).status).toBe(401);
  expect((await signInWith(shop, email, await codeOf(shop, secret))).status).toBe(200);
});

test("concurrent guesses, each with its own challenge: five are verified", async () => {
  const { email, token } = await newMember(shop);
  const { secret } = await turnOnTotp(shop, token);
  const challenges: string[] = [];
  for (let each = 0; each < 20; each += 1) challenges.push(await challengeOf(shop, email));
  const wrong = await wrongCode(shop, secret);
  const answers = await Promise.all(challenges.map((challenge) => answerWith(shop, challenge, wrong)));
  expect(statuses(answers)).toEqual([...Array(5).fill(401), ...Array(15).fill(429)]);
});

test("a correct password clears no failures until the code is verified too", async () => {
  const { email, token } = await newMember(shop);
  const { secret } = await turnOnTotp(shop, token);
  for (let guess = 0; guess < 4; guess += 1) await shop.login({ email, password: "wrong" });
  const challenge = await challengeOf(shop, email);
  expect((await shop.login({ email, password: "wrong" })).status).toBe(401);
  expect((await shop.login({ email, password })).status).toBe(429);
  expect((await answerWith(shop, challenge, await codeOf(shop, secret))).status).toBe(200);
  expect((await problemOf(await shop.login({ email, password }))).code).toBe("SECOND_FACTOR_REQUIRED");
});

test("a challenge ends after five minutes, use, or a new password; other text is no challenge", async () => {
  const { id, email, token } = await newMember(shop);
  const { secret } = await turnOnTotp(shop, token);
  const expired = async (challenge: string) =>
    expect(await problemOf(await answerWith(shop, challenge, await codeOf(shop, secret)))).toMatchObject({
      http: 401,
      code: "CHALLENGE_EXPIRED",
    });
  const old = await challengeOf(shop, email);
  shop.advance(5 * 60_000);
  await expired(old);
  const used = await challengeOf(shop, email);
  expect((await answerWith(shop, used, await codeOf(shop, secret))).status).toBe(200);
  shop.advance(30_000);
  await expired(used);
  await expired("' OR 1=1 --");
  const before = await challengeOf(shop, email);
  await shop.db.script(`UPDATE members.accounts SET password_hash = password_hash || 'x' WHERE id = '${id}'`);
  await expired(before);
});

test("a disabled account with an app answers a correct password like a wrong one", async () => {
  const { id, email, token } = await newMember(shop);
  await turnOnTotp(shop, token);
  await shop.db.script(`UPDATE members.accounts SET status = 'disabled' WHERE id = '${id}'`);
  const right = await problemOf(await shop.login({ email, password }));
  expect(right).toMatchObject({ http: 401, code: "INVALID_CREDENTIALS" });
  expect(await problemOf(await shop.login({ email, password: "wrong" }))).toEqual(right);
});

test("a recovery code opens once, however it is typed, and none is offered when all are used", async () => {
  const { id, email, token } = await newMember(shop);
  const { recoveryCodes } = await turnOnTotp(shop, token);
  const [first = "", second = ""] = recoveryCodes;
  expect((await signInWith(shop, email, ` ${first.toLowerCase().replaceAll("-", " ")}`)).status).toBe(200);
  expect((await signInWith(shop, email, first)).status).toBe(401);
  expect(await shop.db.first(findFactors, { accountId: id })).toEqual({
    totp: true,
    passkeys: 0,
    recoveryCodesLeft: 9,
  });
  await shop.db.script(`UPDATE members.recovery_codes SET used_at = now() WHERE account_id = '${id}'`);
  expect(await problemOf(await shop.login({ email, password }))).toMatchObject({ methods: ["totp"] });
  expect((await signInWith(shop, email, second)).status).toBe(401);
});

test("another member's recovery code and app open no session", async () => {
  const [one, other] = [await newMember(shop), await newMember(shop)];
  await turnOnTotp(shop, one.token);
  const { secret, recoveryCodes } = await turnOnTotp(shop, other.token);
  expect((await signInWith(shop, one.email, recoveryCodes[0] ?? "")).status).toBe(401);
  expect((await signInWith(shop, one.email, await codeOf(shop, secret))).status).toBe(401);
});

test("the sealed secret of one account, copied into another row, opens no session", async () => {
  const [one, other] = [await newMember(shop), await newMember(shop)];
  await turnOnTotp(shop, one.token);
  const { secret } = await turnOnTotp(shop, other.token);
  await shop.db.script(`
    UPDATE members.totp SET secret = (SELECT secret FROM members.totp WHERE account_id = '${other.id}')
    WHERE account_id = '${one.id}'`);
  expect((await signInWith(shop, one.email, await codeOf(shop, secret))).status).toBe(500);
});

test("new recovery codes replace the old ones, also in parallel, and end no session", async () => {
  const { id, email, token } = await newMember(shop);
  const { secret, recoveryCodes: old } = await turnOnTotp(shop, token);
  const other = await tokenOf(await signInWith(shop, email, await codeOf(shop, secret)));
  const answers = await Promise.all(Array.from({ length: 5 }, () => post("recovery-codes", token)));
  expect(statuses(answers)).toEqual(Array(5).fill(200));
  expect((await shop.db.first(findFactors, { accountId: id }))?.recoveryCodesLeft).toBe(10);
  expect((await signInWith(shop, email, old[0] ?? "")).status).toBe(401);
  const { recoveryCodes } = (await (await post("recovery-codes", token)).json()) as {
    recoveryCodes: string[];
  };
  expect((await signInWith(shop, email, recoveryCodes[9] ?? "")).status).toBe(200);
  expect(await isLive(other)).toBe(true);
  expect((await changesOf(id)).filter((what) => what === "recoveryCodesRenewed")).toHaveLength(6);
});

test("turning the app on or off ends the other sessions at once, in every process", async () => {
  const replica = await shop.replica();
  const { id, email, token } = await newMember(shop);
  const other = await tokenOf(await shop.login({ email, password }));
  const { secret } = await turnOnTotp(shop, token);
  expect([await isLive(token), await isLive(other)]).toEqual([true, false]);
  expect((await replica.get("/api/v1/me/sessions", other)).status).toBe(401);
  const third = await tokenOf(await signInWith(shop, email, await codeOf(shop, secret)));
  expect((await shop.send("DELETE", "/api/v1/me/totp", token)).status).toBe(204);
  expect([await isLive(token), await isLive(third)]).toEqual([true, false]);
  expect((await shop.login({ email, password })).status).toBe(200);
  expect((await shop.send("DELETE", "/api/v1/me/totp", token)).status).toBe(404);
  expect(await changesOf(id)).toEqual(["totpOn", "totpOff"]);
  expect(await shop.db.first(findFactors, { accountId: id })).toEqual({
    totp: false,
    passkeys: 0,
    recoveryCodesLeft: 0,
  });
});

test("an app stays in use until a code of its successor confirms that one", async () => {
  const { email, token } = await newMember(shop);
  const { secret: old, recoveryCodes } = await turnOnTotp(shop, token);
  const { secret } = (await (await post("totp", token)).json()) as { secret: string };
  expect((await signInWith(shop, email, await codeOf(shop, secret))).status).toBe(401);
  expect((await signInWith(shop, email, await codeOf(shop, old))).status).toBe(200);
  expect((await post("totp/confirm", token, { code: await codeOf(shop, secret) })).status).toBe(200);
  shop.advance(30_000);
  expect((await signInWith(shop, email, await codeOf(shop, old))).status).toBe(401);
  expect((await signInWith(shop, email, recoveryCodes[0] ?? "")).status).toBe(401);
  expect((await signInWith(shop, email, await codeOf(shop, secret))).status).toBe(200);
});

test.each(["totp", "totp/confirm", "recovery-codes"])(
  "%s: 401 without a sign-in, 403 ten minutes after the sign-in",
  async (path) => {
    const body = path === "totp/confirm" ? { code: "123456" } : undefined;
    expect((await post(path, undefined, body)).status).toBe(401);
    const { token } = await newMember(shop);
    shop.advance(595_000);
    expect((await post(path, token, body)).status).not.toBe(403);
    shop.advance(6_000);
    expect(await problemOf(await post(path, token, body))).toMatchObject({
      http: 403,
      code: "STEP_UP_REQUIRED",
      maxAgeSeconds: 600,
    });
  },
);

test("what was not begun cannot be confirmed, renewed or removed: 404; a code of letters: 400", async () => {
  const { token } = await newMember(shop);
  expect((await post("totp/confirm", token, { code: "123456" })).status).toBe(404);
  expect((await post("recovery-codes", token)).status).toBe(404);
  expect((await shop.send("DELETE", "/api/v1/me/totp", token)).status).toBe(404);
  expect(await problemOf(await post("totp/confirm", token, { code: "abcdef" }))).toMatchObject({
    http: 400,
    errors: [{ pointer: "/code", code: "FORMAT" }],
  });
});

test("after removing its factors an account has only its password, and no open challenge", async () => {
  const { id, email, token } = await newMember(shop);
  const { secret } = await turnOnTotp(shop, token);
  const challenge = await challengeOf(shop, email);
  await shop.db.transaction((trx) => removeFactors(trx, id));
  expect((await answerWith(shop, challenge, await codeOf(shop, secret))).status).toBe(401);
  expect((await shop.login({ email, password })).status).toBe(200);
});

test("the sweep deletes expired challenges, and no others", async () => {
  const count = prepared<object, { count: number }>(
    () => sql`SELECT count(*)::int AS count FROM members.challenges`,
  );
  const { email, token } = await newMember(shop);
  await turnOnTotp(shop, token);
  await challengeOf(shop, email);
  shop.advance(6 * 60_000);
  await challengeOf(shop, email);
  await shop.members.jobs[0]?.run();
  expect(await shop.db.first(count, {})).toEqual({ count: 1 });
});
