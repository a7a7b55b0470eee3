import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { type Person, startStaffShop } from "../staff/staff.fixture.ts";

let owner: Person;
const shop = await startStaffShop();
beforeEach(async () => {
  owner = await shop.hire("owner", "박점주");
});
afterAll(() => shop.close());

interface CreatedKey {
  readonly id: string;
  readonly key: string;
  readonly code: string;
}
const make = (by: Person, overrides: object = {}) =>
  shop.request<CreatedKey>("POST", "/admin/api-keys", by.token, {
    name: "ERP 연동",
    permissions: ["staff:read", "member:read"],
    expiresInDays: 30,
    ...overrides,
  });
async function createKey(overrides: object = {}): Promise<CreatedKey> {
  const { status, body } = await make(owner, overrides);
  expect(status).toBe(201);
  return body;
}
const roles = (key: string) => shop.request("GET", "/admin/roles", key);
const unauthenticated = { status: 401, body: { code: "UNAUTHENTICATED" } };
const forbidden = { status: 403, body: { code: "FORBIDDEN" } };
interface Listed {
  readonly items: {
    readonly id: string;
    readonly beginning: string;
    readonly allowed: readonly string[];
    readonly lastUsedAt: string | null;
    readonly revokedAt: string | null;
  }[];
}
const listed = async (id: string) =>
  (await shop.request<Listed>("GET", "/admin/api-keys", owner.token)).body.items.find(
    (each) => each.id === id,
  );

describe("a key", () => {
  test("does what its scopes say, and nothing else", async () => {
    const { key } = await createKey();
    expect((await roles(key)).status).toBe(200);
    expect((await shop.request("GET", "/admin/members", key)).status).toBe(200);
    expect(await shop.request("GET", "/admin/audit-log", key)).toMatchObject(forbidden);
  });

  test("is shown once and stored as a hash", async () => {
    const { id, key } = await createKey();
    expect(key).toMatch(/^jt_[0-9a-f]{32}_[A-Za-z0-9_-]{43}$/);
    expect(key.slice(3, 35)).toBe(id.replaceAll("-", ""));
    const list = await shop.request("GET", "/admin/api-keys", owner.token);
    expect(JSON.stringify(list.body)).not.toContain(key.slice(36));
    for (const table of ["members.api_keys", "platform.audit_log"]) {
      const { rowCount } = await shop.db.pool.query(
        `SELECT FROM ${table} AS entry WHERE entry::text LIKE $1`,
        [`%${key.slice(36)}%`],
      );
      expect(rowCount).toBe(0);
    }
    expect(await shop.entriesOf(`key:${id}`)).toMatchObject([
      {
        action: "key.create",
        actor: { id: owner.id },
        after: { name: "ERP 연동", permissions: ["staff:read", "member:read"] },
      },
    ]);
  });

  test("has no own account and takes no step-up: 403 on /me, and on what needs a fresh proof", async () => {
    const { id, key } = await createKey({ permissions: ["key:write", "staff:read"] });
    // A key that was made before these were refused.
    await shop.db.script(
      `UPDATE members.api_keys SET permissions = permissions || '{role:write,member:export}'
       WHERE id = '${id}'`,
    );
    expect(await shop.request("GET", "/me", key)).toMatchObject(forbidden);
    expect(await shop.request("GET", "/me/sessions", key)).toMatchObject(forbidden);
    expect(await shop.request("POST", "/admin/exports", key, { type: "members", reason: "x" })).toMatchObject(
      forbidden,
    );
    expect(await shop.request("PATCH", `/admin/staff/${owner.id}`, key, { role: "analyst" })).toMatchObject(
      forbidden,
    );
    expect(await shop.request("POST", "/admin/api-keys", key, {})).toMatchObject(forbidden);
  });

  test("acts under its own name in the audit log", async () => {
    const { id, key } = await createKey({ permissions: ["member:write"] });
    const shopper = await shop.hire("member");
    expect(
      (await shop.request("POST", `/admin/members/${shopper.id}/disable`, key, { reason: "fraud" })).status,
    ).toBe(204);
    expect(await shop.entriesOf(`member:${shopper.id}`)).toMatchObject([
      { actor: { kind: "key", id, name: "ERP 연동" }, action: "member.disable", reason: "fraud" },
    ]);
    expect(
      await shop.request("POST", `/admin/members/${owner.id}/disable`, key, { reason: "x" }),
    ).toMatchObject(forbidden);
  });

  test("cannot be made with more than its maker may: 403", async () => {
    const clerk = await shop.hire("manager");
    expect(await make(clerk)).toMatchObject(forbidden);
    await shop.db.script(`UPDATE members.accounts SET role = 'owner' WHERE id = '${clerk.id}'`);
    expect((await make(clerk)).status).toBe(201);
  });

  test("has no permission that only people can use: each is named", async () => {
    const permissions = ["role:write", "staff:read", "member:export"];
    expect(await make(owner, { permissions })).toMatchObject({
      status: 400,
      body: {
        code: "INVALID_INPUT",
        errors: [
          { pointer: "/permissions/0", code: "UNKNOWN_VALUE" },
          { pointer: "/permissions/2", code: "UNKNOWN_VALUE" },
        ],
      },
    });
  });

  test("never does more than its maker may do today", async () => {
    const maker = await shop.hire("owner");
    const { key } = (await make(maker)).body;
    await shop.db.script(`UPDATE members.accounts SET role = 'orders' WHERE id = '${maker.id}'`);
    expect(await roles(key)).toMatchObject(forbidden);
    expect((await shop.request("GET", "/admin/members", key)).status).toBe(200);
    await shop.db.script(`UPDATE members.accounts SET role = 'member' WHERE id = '${maker.id}'`);
    expect(await shop.request("GET", "/admin/members", key)).toMatchObject(forbidden);
    await shop.db.script(`UPDATE members.accounts SET status = 'disabled' WHERE id = '${maker.id}'`);
    expect(await roles(key)).toMatchObject(unauthenticated);
    await shop.db.script(`DELETE FROM members.accounts WHERE id = '${maker.id}'`);
    expect(await roles(key)).toMatchObject(unauthenticated);
  });

  test("is listed with how it begins, and with what it may do at this moment", async () => {
    const maker = await shop.hire("owner");
    const { id, key } = (await make(maker)).body;
    const allowed = async () => (await listed(id))?.allowed;
    const begins = (await listed(id))?.beginning ?? "";
    expect([key.startsWith(begins), begins.length]).toEqual([true, 15]);
    expect(await allowed()).toEqual(["staff:read", "member:read"]);
    await shop.db.script(`UPDATE members.accounts SET role = 'orders' WHERE id = '${maker.id}'`);
    expect(await allowed()).toEqual(["member:read"]);
    await shop.db.script(`UPDATE members.accounts SET status = 'disabled' WHERE id = '${maker.id}'`);
    expect(await allowed()).toEqual([]);
    const expired = await createKey();
    await shop.db.script(
      `UPDATE members.api_keys SET created_at = now() - interval '25 hours',
        expires_at = now() - interval '1 hour' WHERE id = '${expired.id}'`,
    );
    expect((await listed(expired.id))?.allowed).toEqual([]);
    const revoked = await createKey();
    await shop.request("DELETE", `/admin/api-keys/${revoked.id}`, owner.token);
    expect((await listed(revoked.id))?.allowed).toEqual([]);
  });

  test("is refused once it is revoked", async () => {
    const { id, key } = await createKey();
    const revoke = () => shop.request("DELETE", `/admin/api-keys/${id}`, owner.token);
    expect((await revoke()).status).toBe(204);
    expect(await roles(key)).toMatchObject(unauthenticated);
    expect((await listed(id))?.revokedAt).not.toBeNull();
    expect((await revoke()).status).toBe(404);
    expect((await shop.entriesOf(`key:${id}`)).map(({ action }) => action)).toEqual([
      "key.create",
      "key.revoke",
    ]);
  });

  test("is refused once it has expired", async () => {
    const { id, key } = await createKey({ expiresInDays: 1 });
    await shop.db.script(
      `UPDATE members.api_keys SET created_at = now() - interval '25 hours',
        expires_at = now() - interval '1 hour' WHERE id = '${id}'`,
    );
    expect(await roles(key)).toMatchObject(unauthenticated);
  });

  test("remembers when it was used, to the minute", async () => {
    const { id, key } = await createKey();
    expect((await listed(id))?.lastUsedAt).toBeNull();
    await roles(key);
    const first = (await listed(id))?.lastUsedAt;
    expect(first).toEqual(expect.any(String));
    await roles(key);
    expect((await listed(id))?.lastUsedAt).toBe(first);
    await shop.db.script(
      `UPDATE members.api_keys SET last_used_at = last_used_at - interval '61 seconds' WHERE id = '${id}'`,
    );
    await roles(key);
    expect(new Date((await listed(id))?.lastUsedAt ?? 0).getTime()).toBeGreaterThanOrEqual(
      new Date(first ?? 0).getTime(),
    );
  });
});

test("text that only looks like a key: 401", async () => {
  const { key } = await createKey();
  const other = await createKey();
  const forged = [
    `${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`,
    key.slice(0, 35),
    `${key}x`,
    `${other.key.slice(0, 36)}${key.slice(36)}`,
    key.replace("jt_", "jt_' OR 1=1 --"),
    "jt_",
    `jt_${"0".repeat(32)}_${"A".repeat(43)}`,
  ];
  for (const each of forged) expect(await roles(each)).toMatchObject(unauthenticated);
});

test.each([
  { permissions: [] },
  { permissions: ["wizard:cast"] },
  { permissions: ["staff:read", "staff:read"] },
  { expiresInDays: 0 },
  { expiresInDays: 367 },
  { name: " " },
  { secret: "x" },
])("a key with %j is not made: 400", async (overrides) => {
  expect((await make(owner, overrides)).status).toBe(400);
});
