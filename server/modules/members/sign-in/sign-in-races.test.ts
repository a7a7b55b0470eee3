/** Sign-ins and step-ups that run while a concurrent change makes them invalid. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { whileLocked } from "../../../../tests/support/while-locked.ts";
import { newMember, password } from "../factors/second-factor.fixture.ts";
import { type MembersShop, problemOf, startShop } from "../members.fixture.ts";

let shop: MembersShop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());

const databaseUrl = (): string => shop.db.pool.options.connectionString ?? "";

test("a sign-in with the password that began before codes were turned on opens no session", async () => {
  const { id, email } = await newMember(shop);
  const turnOn = `UPDATE members.accounts SET updated_at = now() WHERE id = '${id}';
    INSERT INTO members.totp (account_id, secret, confirmed_at, created_at)
      VALUES ('${id}', 'sealed', now(), now())`;
  const answer = await whileLocked(databaseUrl(), turnOn, 1, () => shop.login({ email, password }));
  expect(await problemOf(answer)).toMatchObject({ http: 401, code: "INVALID_CREDENTIALS" });
});

test("a sign-in that began before the password changed opens no session", async () => {
  const { id, email } = await newMember(shop);
  const change = `UPDATE members.accounts SET password_hash = '$argon2id$v=19$other' WHERE id = '${id}'`;
  const answer = await whileLocked(databaseUrl(), change, 1, () => shop.login({ email, password }));
  expect(answer.status).toBe(401);
});

test("a step-up that began before its session was ended does not revive it", async () => {
  const { id, token } = await newMember(shop);
  const end = `UPDATE members.sessions SET revoked_at = now(), reason = 'ended_by_member'
    WHERE account_id = '${id}'`;
  const stepUp = () => shop.send("POST", "/api/v1/auth/step-up", token, { password });
  const answer = await whileLocked(databaseUrl(), end, 1, stepUp);
  expect(await problemOf(answer)).toMatchObject({ http: 401, code: "UNAUTHENTICATED" });
  expect(answer.headers.getSetCookie()).toEqual([]);
  const other = await shop.replica();
  expect((await other.get("/api/v1/me/sessions", token)).status).toBe(401);
});
