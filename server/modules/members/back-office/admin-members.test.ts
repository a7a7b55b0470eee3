import { afterAll, describe, expect, test } from "vitest";
import { newId } from "../../../platform/ids.ts";
import { type Person, startStaffShop } from "../staff/staff.fixture.ts";

let support: Person;
const shop = await startStaffShop();
const owner = await shop.hire("owner", "박점주");
support = await shop.hire("support");
const analyst = await shop.hire("analyst");
const shopper = await shop.hire("member", "홍길동");
await shop.db.script(`UPDATE members.accounts SET phone = '+821012345678' WHERE id = '${shopper.id}'`);
afterAll(() => shop.close());

interface List {
  readonly items: { readonly id: string; readonly email: string }[];
  readonly nextCursor: string | null;
}
const list = (query: string, by = support) => shop.request<List>("GET", `/admin/members?${query}`, by.token);
const found = async (q: string) => (await list(`q=${encodeURIComponent(q)}`)).body.items.map(({ id }) => id);
const post = (by: Person, id: string, verb: string, body: object = { reason: "고객 요청 #1" }) =>
  shop.request("POST", `/admin/members/${id}/${verb}`, by.token, body);
const forbidden = { status: 403, body: { code: "FORBIDDEN" } };

describe("members are listed", () => {
  test("with e-mail, name and phone masked, alone too", async () => {
    const masked = {
      id: shopper.id,
      email: "me***@staff.test",
      name: "홍*동",
      phone: "010-****-5678",
      role: "member",
      group: null,
      status: "active",
      emailVerified: true,
      createdAt: expect.any(String),
      lastSignInAt: expect.any(String),
      orders: { count: 0, spent: { amount: 0, currency: "KRW" } },
    };
    expect((await list("limit=100")).body.items).toContainEqual(masked);
    expect(await shop.request("GET", `/admin/members/${shopper.id}`, support.token)).toEqual({
      status: 200,
      body: {
        ...masked,
        marketing: ["marketing_email", "marketing_sms", "marketing_push"].map((code) => ({
          ...{ code, agreed: false, at: null },
          title: expect.any(String),
        })),
      },
    });
  });

  test("in pages, newest first, each once", async () => {
    for (let count = 0; count < 5; count += 1) await shop.addMember(`page-${count}@shop.test`, "x");
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const { body }: { body: List } = await list(`limit=3${cursor && `&cursor=${cursor}`}`);
      expect(body.items.length).toBeLessThanOrEqual(3);
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    }
    const all = (await list("limit=100")).body;
    expect(all.nextCursor).toBeNull();
    expect(seen).toEqual(all.items.map(({ id }) => id));
    expect(seen).toEqual(seen.toSorted().toReversed());
  });

  test("by status", async () => {
    const gone = await shop.hire("member");
    await post(owner, gone.id, "disable");
    const ids = (await list("status=disabled&limit=100")).body.items.map(({ id }) => id);
    expect(ids).toContain(gone.id);
    expect(ids).not.toContain(shopper.id);
  });

  test.each([
    ["e-mail, in any case", () => shopper.email.toUpperCase()],
    ["name, typed on a Mac", () => "홍길동".normalize("NFD")],
    ["phone number", () => "010 1234 5678"],
    ["last four digits of the phone number", () => "5678"],
    ["id", () => shopper.id.toUpperCase()],
  ])("by the whole %s", async (_name, q) => {
    expect(await found(q())).toEqual([shopper.id]);
  });

  test.each(["홍", "길동", "staff.test", "me", "678", "45678", "%", "홍길동%", "*", "1=1", "'"])(
    "but not by the part %j, which would spell out what is masked",
    async (q) => expect(await found(q)).not.toContain(shopper.id),
  );

  test.each([
    "fields=passwordHash",
    "sort=password_hash",
    "include=sessions",
    "limit=0",
    "limit=101",
    "limit=1e6",
    "status=x",
  ])("not with %s: 400", async (query) => expect((await list(query)).status).toBe(400));

  test.each([
    "x",
    "aXg",
    Buffer.from(JSON.stringify(["audit-log", "5"])).toString("base64url"),
    Buffer.from(JSON.stringify(["members", "' OR 1=1"])).toString("base64url"),
  ])("not from the cursor %j: 400", async (cursor) =>
    expect((await list(`cursor=${cursor}`)).status).toBe(400),
  );

  test("to staff with the permission: 403 without it, 401 without a sign-in", async () => {
    expect(await list("", analyst)).toMatchObject(forbidden);
    expect(await list("", shopper)).toMatchObject(forbidden);
    expect((await shop.request("GET", "/admin/members")).status).toBe(401);
  });
});

test.each(["fields=email", "include=password"])("one member with ?%s: 400", async (query) => {
  for (const path of [`/admin/members/${shopper.id}?${query}`, `/admin/roles?${query}`]) {
    expect((await shop.request("GET", path, owner.token)).status).toBe(400);
  }
  expect(
    (await shop.request("POST", `/admin/members/${shopper.id}/reveal?${query}`, owner.token, { reason: "x" }))
      .status,
  ).toBe(400);
});

describe("a member in clear", () => {
  test("is shown with the permission and a reason, which is in the audit log", async () => {
    const someone = await shop.hire("member", "성춘향");
    const { status, body } = await post(support, someone.id, "reveal", { reason: "배송 문의" });
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: someone.id, email: someone.email, name: "성춘향", phone: null });
    const entries = await shop.entriesOf(`member:${someone.id}`);
    expect(entries).toMatchObject([
      { action: "member.reveal", actor: { id: support.id }, reason: "배송 문의", after: null },
    ]);
    const { rowCount } = await shop.db.pool.query(
      "SELECT FROM platform.audit_log AS entry WHERE entry::text ~ ('성춘향|' || $1)",
      [someone.email],
    );
    expect(rowCount).toBe(0);
  });

  test("is not shown without a reason (400), without the permission (403), or if unknown (404)", async () => {
    for (const body of [{}, { reason: "" }, { reason: "  " }, { reason: "x", fields: "passwordHash" }]) {
      expect((await post(support, shopper.id, "reveal", body)).status).toBe(400);
    }
    expect(await post(analyst, shopper.id, "reveal")).toMatchObject(forbidden);
    expect((await post(support, newId(), "reveal")).status).toBe(404);
    expect(
      (await shop.entriesOf(`member:${shopper.id}`)).filter(({ action }) => action === "member.reveal"),
    ).toEqual([]);
  });
});

describe("a member of the staff in clear", () => {
  const revealed = async (id: string) =>
    (await shop.entriesOf(`member:${id}`)).filter(({ action }) => action === "member.reveal");

  test.each(["owner", "manager", "catalogue", "orders", "support", "analyst"])(
    "is not shown to support, which may not manage staff: %s",
    async (role) => {
      const colleague = await shop.hire(role);
      expect(await post(support, colleague.id, "reveal")).toMatchObject(forbidden);
      expect(await revealed(colleague.id)).toEqual([]);
    },
  );

  test("is shown to those who may manage this one: the owner by an owner, others by a manager", async () => {
    const manager = await shop.hire("manager");
    expect(await post(manager, owner.id, "reveal")).toMatchObject(forbidden);
    expect(await revealed(owner.id)).toEqual([]);
    for (const [by, of] of [
      [await shop.hire("owner"), owner],
      [manager, support],
      [manager, await shop.hire("manager")],
    ] as const) {
      expect(await post(by, of.id, "reveal")).toMatchObject({ status: 200, body: { email: of.email } });
      expect(await revealed(of.id)).toMatchObject([{ actor: { id: by.id } }]);
    }
  });

  test("is shown for an unknown role only to those who may manage staff", async () => {
    const colleague = await shop.hire("member");
    await shop.db.script(`ALTER TABLE members.accounts DROP CONSTRAINT accounts_role;
      UPDATE members.accounts SET role = 'merchandiser' WHERE id = '${colleague.id}'`);
    expect(await post(support, colleague.id, "reveal")).toMatchObject(forbidden);
    expect((await post(owner, colleague.id, "reveal")).status).toBe(200);
  });
});

describe("a disabled member", () => {
  test("is signed out at once and cannot sign in until enabled; both are in the audit log", async () => {
    const someone = await shop.hire("member");
    expect((await post(owner, someone.id, "disable", { reason: "부정 주문" })).status).toBe(204);
    expect((await shop.request("GET", "/me/sessions", someone.token)).status).toBe(401);
    expect((await shop.request("PATCH", "/me", someone.token, { name: "x" })).status).toBe(401);
    expect((await post(owner, someone.id, "disable")).status).toBe(204);
    expect((await post(owner, someone.id, "enable", { reason: "오해" })).status).toBe(204);
    await shop.signIn(someone.email);
    expect(await shop.entriesOf(`member:${someone.id}`)).toMatchObject([
      {
        action: "member.disable",
        before: { status: "active" },
        after: { status: "disabled" },
        reason: "부정 주문",
      },
      {
        action: "member.enable",
        before: { status: "disabled" },
        after: { status: "active" },
        reason: "오해",
      },
    ]);
  });

  test("stays without a reason (400), for staff with fewer rights (403), if unknown (404)", async () => {
    const manager = await shop.hire("manager");
    expect((await post(owner, shopper.id, "disable", {})).status).toBe(400);
    expect(await post(support, shopper.id, "disable")).toMatchObject(forbidden);
    expect(await post(manager, owner.id, "disable")).toMatchObject(forbidden);
    expect(await post(manager, owner.id, "enable")).toMatchObject(forbidden);
    expect((await post(owner, newId(), "disable")).status).toBe(404);
    expect((await post(manager, support.id, "disable")).status).toBe(204);
    await post(owner, support.id, "enable");
    support = await shop.signIn(support.email);
  });
});

test("staff with the permission end a member's sessions at once; the audit log has the number", async () => {
  const someone = await shop.hire("member");
  const manager = await shop.hire("manager");
  await shop.signIn(someone.email);
  const end = (by: Person, id: string) => shop.request("DELETE", `/admin/members/${id}/sessions`, by.token);
  expect((await end(manager, someone.id)).status).toBe(204);
  expect((await shop.request("GET", "/me/sessions", someone.token)).status).toBe(401);
  expect(await end(support, someone.id)).toMatchObject(forbidden);
  expect(await end(manager, owner.id)).toMatchObject(forbidden);
  expect((await end(manager, newId())).status).toBe(404);
  expect(await shop.entriesOf(`member:${someone.id}`)).toMatchObject([
    { action: "member.endSessions", before: { sessions: 2 } },
  ]);
});
