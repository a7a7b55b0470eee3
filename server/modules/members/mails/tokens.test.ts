import { afterAll, describe, expect, inject, test } from "vitest";
import { connect } from "../../../platform/db/db.ts";
import { newId } from "../../../platform/ids.ts";
import { cloneDatabase } from "../../../platform/testing/cluster.ts";
import { touchAccount } from "../accounts/queries.ts";
import {
  consumeToken,
  findToken,
  issueToken,
  revokeTokens,
  sweepTokens,
  tokenLifetimesMs,
} from "./tokens.ts";

let aheadMs = 0;
const clock = { now: () => new Date(Date.now() + aheadMs) };

const database = await cloneDatabase(inject("clusterUrl"));
const db = connect({ url: database.url, size: 20 });
afterAll(async () => {
  await db.close();
  await database.drop();
});

const count = async (): Promise<number> =>
  (await db.pool.query("SELECT count(*) AS rows FROM members.mail_tokens")).rows[0].rows;

async function addAccount(): Promise<string> {
  const id = newId();
  const hash = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA";
  await db.script(`INSERT INTO members.accounts
    (id, email, email_key, name, password_hash, created_at, updated_at)
    VALUES ('${id}', '${id}@shop.test', '${id}@shop.test', '손님', '${hash}', now(), now())`);
  return id;
}

async function issue(accountId: string, at = clock.now(), subject = "kim@shop.test"): Promise<string> {
  const token = await issueToken({ db, clock }, { purpose: "reset_password", accountId, subject, at });
  if (token === null) throw new Error("there is a later one");
  return token;
}
const take = (token: string) => consumeToken(db, { token, purpose: "reset_password", now: clock.now() });

test("a token is valid once, names its account, and is stored as a hash alone", async () => {
  const accountId = await addAccount();
  const token = await issue(accountId);
  expect(token).toMatch(/^[\w-]{43}$/);
  const { rows } = await db.pool.query("SELECT * FROM members.mail_tokens WHERE account_id = $1", [
    accountId,
  ]);
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(await findToken(db, { token, purpose: "reset_password", now: clock.now() })).not.toBeNull();
  expect(await take(token)).toEqual({ accountId, subject: "kim@shop.test" });
  expect(await take(token)).toBeNull();
  expect(await findToken(db, { token, purpose: "reset_password", now: clock.now() })).toBeNull();
});

test("of twenty parallel attempts one consumes the token", async () => {
  const token = await issue(await addAccount());
  const results = await Promise.all(Array.from({ length: 20 }, () => take(token)));
  expect(results.filter((row) => row !== null)).toHaveLength(1);
});

test("an attempt whose transaction fails leaves the token valid", async () => {
  const token = await issue(await addAccount());
  const failing = db.transaction(async (trx) => {
    await consumeToken(trx, { token, purpose: "reset_password", now: clock.now() });
    throw new Error("the password is too short");
  });
  await expect(failing).rejects.toThrow("too short");
  expect(await take(token)).not.toBeNull();
});

describe("it is refused", () => {
  test("for another purpose, or with a letter changed", async () => {
    const token = await issue(await addAccount());
    expect(await consumeToken(db, { token, purpose: "verify_email", now: clock.now() })).toBeNull();
    expect(await take(`${token}x`)).toBeNull();
    expect(await take("")).toBeNull();
    expect(await take(token)).not.toBeNull();
  });

  test.each([
    ["verify_email", 24 * 60],
    ["reset_password", 30],
    ["change_email", 24 * 60],
    ["invite_staff", 72 * 60],
  ] as const)("when its time is over: %s after %i minutes", async (purpose, minutes) => {
    const accountId = purpose === "invite_staff" ? null : await addAccount();
    const request = { purpose, accountId, subject: newId(), at: clock.now() };
    const before = await issueToken({ db, clock }, request);
    const now = new Date(clock.now().getTime() + minutes * 60_000);
    expect(await consumeToken(db, { token: before ?? "", purpose, now })).toBeNull();
    expect(tokenLifetimesMs[purpose]).toBe(minutes * 60_000);
    const justBefore = new Date(now.getTime() - 1_000);
    expect(await consumeToken(db, { token: before ?? "", purpose, now: justBefore })).toMatchObject({
      accountId,
    });
  });

  test("when a newer one exists; links of other accounts and purposes stay valid", async () => {
    const [kim, lee] = await Promise.all([addAccount(), addAccount()]);
    const first = await issue(kim);
    const other = await issue(lee);
    const verify = await issueToken(
      { db, clock },
      { purpose: "verify_email", accountId: kim, subject: "kim@shop.test", at: clock.now() },
    );
    const second = await issue(kim);
    expect(await take(first)).toBeNull();
    expect(await take(other)).toMatchObject({ accountId: lee });
    expect(await take(second)).toMatchObject({ accountId: kim });
    expect(
      await consumeToken(db, { token: verify ?? "", purpose: "verify_email", now: clock.now() }),
    ).not.toBeNull();
  });

  test("when it was revoked, or its account is deleted", async () => {
    const accountId = await addAccount();
    const revoked = await issue(accountId);
    await revokeTokens(db, { accountId, purposes: ["reset_password"], now: clock.now() });
    expect(await take(revoked)).toBeNull();
    const orphan = await issue(accountId, new Date(clock.now().getTime() + 1_000));
    await db.script(`DELETE FROM members.accounts WHERE id = '${accountId}'`);
    expect(await take(orphan)).toBeNull();
  });
});

test("of twenty made in parallel one is valid", async () => {
  const accountId = await addAccount();
  const at = clock.now();
  const tokens = await Promise.all(Array.from({ length: 20 }, () => issue(accountId, at)));
  const results = await Promise.all(tokens.map(take));
  expect(results.filter((row) => row !== null)).toHaveLength(1);
});

test("a delayed mail does not replace the link of a later request, used or not", async () => {
  const accountId = await addAccount();
  const earlier = new Date(clock.now().getTime() - 60_000);
  const late = () =>
    issueToken(
      { db, clock },
      { purpose: "reset_password", accountId, subject: "old@shop.test", at: earlier },
    );
  const token = await issue(accountId);
  expect(await late()).toBeNull();
  expect(await take(token)).toMatchObject({ subject: "kim@shop.test" });
  expect(await late()).toBeNull();
});

test("after a revocation no link of an earlier request is made, even days later", async () => {
  const accountId = await addAccount();
  const before = clock.now();
  await revokeTokens(db, { accountId, purposes: ["reset_password", "change_email"], now: clock.now() });
  await revokeTokens(db, { accountId, purposes: ["reset_password"], now: clock.now() });
  aheadMs += 4.5 * 24 * 60 * 60_000;
  await sweepTokens({ db, clock });
  for (const purpose of ["reset_password", "change_email"] as const) {
    const request = { purpose, accountId, subject: "thief@shop.test" };
    expect(await issueToken({ db, clock }, { ...request, at: before })).toBeNull();
    expect(await issueToken({ db, clock }, { ...request, at: clock.now() })).not.toBeNull();
  }
});

test("a link made during an uncommitted revocation does not stay valid", async () => {
  const accountId = await addAccount();
  // The database's clock, which may be behind this one.
  const request = { purpose: "reset_password", accountId, subject: "kim@shop.test", at: new Date() } as const;
  const { late } = await db.transaction(async (trx) => {
    await trx.first(touchAccount, { id: accountId, now: clock.now() });
    await revokeTokens(trx, { accountId, purposes: ["reset_password"], now: clock.now() });
    const waiting = issueToken({ db, clock }, request);
    // Long enough to make a link that does not have to wait.
    for (let round = 0; round < 20; round += 1) await count();
    return { late: waiting };
  });
  expect(await late).toBeNull();
});

test("an invitation's newest link replaces the one before it", async () => {
  const invite = { purpose: "invite_staff", accountId: null, subject: newId() } as const;
  const first = await issueToken({ db, clock }, { ...invite, at: clock.now() });
  const second = await issueToken({ db, clock }, { ...invite, at: clock.now() });
  const takeInvitation = (token: string | null) =>
    consumeToken(db, { token: token ?? "", purpose: "invite_staff", now: clock.now() });
  expect(await takeInvitation(first)).toBeNull();
  expect(await takeInvitation(second)).toEqual({ accountId: null, subject: invite.subject });
});

test("the sweep deletes tokens that expired a day ago, and no others", async () => {
  await db.script("DELETE FROM members.mail_tokens");
  await issue(await addAccount());
  aheadMs += 24 * 60 * 60_000 + 29 * 60_000;
  await sweepTokens({ db, clock });
  expect(await count()).toBe(1);
  const fresh = await issue(await addAccount());
  aheadMs += 2 * 60_000;
  await sweepTokens({ db, clock });
  expect(await count()).toBe(1);
  expect(await take(fresh)).not.toBeNull();
});
