import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { prepared } from "../../../platform/db/prepared.ts";
import { type MembersShop, owner, startShop } from "../members.fixture.ts";

let shop: MembersShop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());
beforeEach(() => shop.db.script("TRUNCATE members.accounts, members.throttles CASCADE"));

const accounts = prepared<object, { email: string; role: string; passwordHash: string }>(
  () => sql`SELECT email, role, password_hash AS "passwordHash" FROM members.accounts ORDER BY email`,
);

test("the first owner is made once, by however many processes, with an argon2id hash", async () => {
  const other = await shop.replica();
  await Promise.all([shop, other, shop, other].map(({ members }) => members.ensureOwner(owner)));
  expect(await shop.db.rows(accounts, {})).toEqual([
    {
      email: owner.email,
      role: "owner",
      passwordHash: expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/),
    },
  ]);
  expect((await shop.login(owner)).status).toBe(200);
});

test("an existing owner keeps the password when the settings change", async () => {
  await shop.members.ensureOwner(owner);
  await shop.members.ensureOwner({ ...owner, password: "something else" });
  expect((await shop.login(owner)).status).toBe(200);
});

test("a shop with an owner gets no second one from the settings", async () => {
  await shop.members.ensureOwner(owner);
  await shop.members.ensureOwner({ email: "second@shop.test", password: "second password" });
  expect(await shop.db.rows(accounts, {})).toHaveLength(1);
});

test("without a password no owner is made", async () => {
  await shop.members.ensureOwner({ email: owner.email, password: undefined });
  expect(await shop.db.rows(accounts, {})).toEqual([]);
});

test("a shopper's account does not become the owner's", async () => {
  await shop.addMember(owner.email, "장바구니 가득");
  await shop.members.ensureOwner(owner);
  expect(await shop.db.rows(accounts, {})).toMatchObject([{ role: "member" }]);
  expect((await shop.login(owner)).status).toBe(401);
});
