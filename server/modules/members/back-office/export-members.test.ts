import { afterAll, describe, expect, test } from "vitest";
import { type Person, startStaffShop } from "../staff/staff.fixture.ts";

const shop = await startStaffShop();
const owner = await shop.hire("owner");
afterAll(() => shop.close());

const ask = (by: Person, body: object, query = "") =>
  shop.send("POST", `/api/v1/admin/exports${query}`, by.token, body);
const exportRequest = { type: "members", reason: "월간 점검" };
const recorded = async () => (await shop.entriesOf("members")).length;

test("an export is CSV that opens as text, with every member once, over several pages", async () => {
  const someone = await shop.hire("member", `=HYPERLINK("http://evil.test","눌러요")`);
  await shop.db.script(`UPDATE members.accounts SET phone = '+14155550123' WHERE id = '${someone.id}';
    INSERT INTO members.accounts (id, email, email_key, name, password_hash, created_at, updated_at)
    SELECT uuidv7(), n || '@many.test', n || '@many.test', '손님, ' || n, '$argon2id$', now(), now()
    FROM generate_series(1, 2500) AS n`);
  const answer = await ask(owner, exportRequest);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(answer.headers.get("content-disposition")).toMatch(
    /^attachment; filename="members-\d{4}-\d\d-\d\d\.csv"$/,
  );
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [head, ...lines] = bytes.subarray(3).toString().trimEnd().split("\r\n");
  expect(head).toBe("id,email,name,phone,role,status,emailVerified,createdAt,lastSignInAt");
  const { rows } = await shop.db.pool.query<{ id: string }>("SELECT id FROM members.accounts ORDER BY id");
  expect(lines.map((line) => line.slice(0, 36))).toEqual(rows.map(({ id }) => id));
  expect(lines.find((line) => line.startsWith(someone.id))).toContain(
    `,"'=HYPERLINK(""http://evil.test"",""눌러요"")",'+14155550123,member,active,true,`,
  );
  expect(lines.find((line) => line.includes(",7@many.test,"))).toContain(`"손님, 7",,member,active,false,`);
});

test("staff that the exporting one may not manage are masked, and members are in clear", async () => {
  const manager = await shop.hire("manager");
  const colleague = await shop.hire("orders", "박동료");
  const someone = await shop.hire("member", "성춘향");
  await shop.db.script(`UPDATE members.accounts SET phone = '+821012345678' WHERE id = '${owner.id}'`);
  const linesOf = async (by: Person) => {
    const lines = (await (await ask(by, exportRequest)).text()).split("\r\n");
    return (person: Person) => lines.find((line) => line.startsWith(person.id));
  };
  const managers = await linesOf(manager);
  expect(managers(owner)).toContain(",ow***@staff.test,김*원,010-****-5678,owner,");
  expect(managers(colleague)).toContain(`,${colleague.email},박동료,`);
  expect(managers(someone)).toContain(`,${someone.email},성춘향,`);
  expect((await linesOf(owner))(owner)).toContain(`,${owner.email},김직원,010-1234-5678,owner,`);
});

test("actor, reason and number of rows are in the audit log", async () => {
  const before = await recorded();
  await (await ask(owner, exportRequest)).text();
  const entries = await shop.entriesOf("members");
  expect(entries.slice(before)).toMatchObject([
    {
      action: "member.export",
      actor: { id: owner.id },
      reason: "월간 점검",
      after: { type: "members", rows: expect.any(Number) },
    },
  ]);
});

describe("nothing is exported, and nothing recorded,", () => {
  test.each([
    [{ type: "members" }],
    [{ ...exportRequest, reason: "" }],
    [{ ...exportRequest, reason: " " }],
    [{ ...exportRequest, type: "orders" }],
    [{ ...exportRequest, fields: ["passwordHash"] }],
    [{ ...exportRequest, sort: "password_hash" }],
    [{ ...exportRequest, include: "sessions" }],
  ])("for %j: 400", async (body) => {
    const before = await recorded();
    expect((await ask(owner, body)).status).toBe(400);
    expect(await recorded()).toBe(before);
  });

  test.each(["?fields=password_hash", "?sort=1", "?include=sessions"])("with %s: 400", async (query) => {
    expect((await ask(owner, exportRequest, query)).status).toBe(400);
  });

  test.each(["catalogue", "orders", "support", "analyst", "member"])("to %s: 403", async (role) => {
    const before = await recorded();
    expect((await ask(await shop.hire(role), exportRequest)).status).toBe(403);
    expect(await recorded()).toBe(before);
  });

  test("without a fresh proof: 403 STEP_UP_REQUIRED", async () => {
    const stale = await shop.hire("owner");
    await shop.db.script(
      `UPDATE members.sessions SET auth_time = now() - interval '11 minutes'
        WHERE account_id = '${stale.id}'`,
    );
    const answer = await ask(stale, exportRequest);
    expect([answer.status, await answer.json()]).toMatchObject([
      403,
      { code: "STEP_UP_REQUIRED", maxAgeSeconds: 600 },
    ]);
  });
});
