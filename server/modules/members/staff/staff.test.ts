import { afterAll, describe, expect, test } from "vitest";
import { permissionsOf, staffRoles } from "../roles.ts";
import { type Person, startStaffShop } from "./staff.fixture.ts";

const shop = await startStaffShop();
const owner = await shop.hire("owner", "박점주");
const manager = await shop.hire("manager");
afterAll(() => shop.close());

const changeRole = (by: Person, id: string, role: string) =>
  shop.request("PATCH", `/admin/staff/${id}`, by.token, { role });
const remove = (by: Person, id: string) => shop.request("DELETE", `/admin/staff/${id}`, by.token);
const roles = (by: Person) => shop.request("GET", "/admin/roles", by.token);

test("roles are sets of permissions; a shopper's is none of them", async () => {
  const { body } = await roles(owner);
  expect(body).toEqual({ items: staffRoles.map((role) => ({ role, permissions: permissionsOf(role) })) });
  expect(permissionsOf("owner").length).toBeGreaterThan(permissionsOf("manager").length);
  expect(permissionsOf("wizard")).toEqual([]);
  expect(permissionsOf("constructor")).toEqual([]);
});

test("the staff are listed with what they are and when they last came; shoppers are not", async () => {
  const shopper = await shop.hire("member");
  const { status, body } = await shop.request<{ items: { id: string }[] }>(
    "GET",
    "/admin/staff",
    manager.token,
  );
  expect(status).toBe(200);
  expect(body.items).toContainEqual({
    id: owner.id,
    email: owner.email,
    name: "박점주",
    role: "owner",
    status: "active",
    secondFactor: false,
    lastSignInAt: expect.any(String),
  });
  expect(body.items.some(({ id }) => id === shopper.id)).toBe(false);
});

describe("another role", () => {
  test("counts at once for a token that is still good, and its session ends", async () => {
    const clerk = await shop.hire("manager", "이매니저");
    expect((await roles(clerk)).status).toBe(200);
    expect(await changeRole(owner, clerk.id, "catalogue")).toMatchObject({
      status: 200,
      body: { id: clerk.id, role: "catalogue" },
    });
    expect(await roles(clerk)).toMatchObject({ status: 401, body: { code: "UNAUTHENTICATED" } });
    const again = await shop.signIn(clerk.email);
    expect(await roles(again)).toMatchObject({ status: 403, body: { code: "FORBIDDEN" } });
  });

  test("is in the audit log: who, what, before and after, from where", async () => {
    const clerk = await shop.hire("support");
    await changeRole(owner, clerk.id, "orders");
    expect(await shop.entriesOf(`member:${clerk.id}`)).toMatchObject([
      {
        actor: { kind: "member", id: owner.id, name: "박점주" },
        action: "staff.changeRole",
        before: { role: "support", status: "active" },
        after: { role: "orders", status: "active" },
        ip: expect.stringMatching(/127\.0\.0\.1|::1/),
      },
    ]);
  });

  test("that is the same changes nothing, ends nothing and is not recorded", async () => {
    const clerk = await shop.hire("manager");
    expect((await changeRole(owner, clerk.id, "manager")).status).toBe(200);
    expect((await roles(clerk)).status).toBe(200);
    expect(await shop.entriesOf(`member:${clerk.id}`)).toEqual([]);
  });

  test("is not given by staff who lack it, nor taken from staff who have more: 403, no change", async () => {
    const clerk = await shop.hire("support");
    for (const [id, role] of [
      [clerk.id, "owner"],
      [manager.id, "owner"],
      [owner.id, "support"],
    ] as const) {
      expect(await changeRole(manager, id, role)).toMatchObject({ status: 403, body: { code: "FORBIDDEN" } });
    }
    expect(await remove(manager, owner.id)).toMatchObject({ status: 403, body: { code: "FORBIDDEN" } });
    expect((await changeRole(manager, clerk.id, "manager")).status).toBe(200);
  });

  test.each(["wizard", "member", "", null])("%j is no role to give: 400", async (role) => {
    expect((await shop.request("PATCH", `/admin/staff/${manager.id}`, owner.token, { role })).status).toBe(
      400,
    );
  });

  test("of a shopper or of an unknown account: 404", async () => {
    const shopper = await shop.hire("member");
    for (const id of [shopper.id, "01900000-0000-7000-8000-000000000000", "x"]) {
      expect((await changeRole(owner, id, "support")).status).toBe(404);
      expect((await remove(owner, id)).status).toBe(404);
    }
  });

  test("demands a step-up of the actor: 403 STEP_UP_REQUIRED after ten minutes", async () => {
    const clerk = await shop.hire("support");
    await shop.db.script(
      `UPDATE members.sessions SET auth_time = now() - interval '11 minutes'
        WHERE account_id = '${owner.id}'`,
    );
    const answer = await changeRole(owner, clerk.id, "orders");
    await shop.db.script(`UPDATE members.sessions SET auth_time = now() WHERE account_id = '${owner.id}'`);
    expect(answer).toMatchObject({ status: 403, body: { code: "STEP_UP_REQUIRED" } });
  });
});

test("who is removed from the staff is a plain member at once", async () => {
  const clerk = await shop.hire("manager");
  expect((await remove(owner, clerk.id)).status).toBe(204);
  expect((await roles(clerk)).status).toBe(401);
  const again = await shop.signIn(clerk.email);
  expect((await roles(again)).status).toBe(403);
  expect(await shop.entriesOf(`member:${clerk.id}`)).toMatchObject([
    { action: "staff.remove", before: { role: "manager" }, after: { role: "member" } },
  ]);
});

describe("the last owner", () => {
  const others = (but: readonly Person[]) =>
    `role = 'owner' AND id <> ALL ('{${but.map(({ id }) => id).join()}}'::uuid[])`;
  /** All other accounts lose the role of owner meanwhile. */
  async function alone(owners: readonly Person[], work: () => Promise<void>): Promise<void> {
    await shop.db.script(`CREATE TABLE others AS SELECT id FROM members.accounts WHERE ${others(owners)};
      UPDATE members.accounts SET role = 'analyst' WHERE ${others(owners)}`);
    await work();
    await shop.db.script(
      "UPDATE members.accounts SET role = 'owner' WHERE id IN (SELECT id FROM others); DROP TABLE others",
    );
  }

  test("stays: no other role, not removed, not disabled: 409", async () => {
    const last = await shop.hire("owner");
    await alone([last], async () => {
      const disable = shop.request("POST", `/admin/members/${last.id}/disable`, last.token, {
        reason: "going",
      });
      for (const answer of [
        await changeRole(last, last.id, "manager"),
        await remove(last, last.id),
        await disable,
      ]) {
        expect(answer).toMatchObject({ status: 409, body: { code: "LAST_OWNER" } });
      }
      expect((await roles(last)).status).toBe(200);
    });
  });

  test("a disabled owner does not count", async () => {
    const [last, asleep] = [await shop.hire("owner"), await shop.hire("owner")];
    await shop.db.script(`UPDATE members.accounts SET status = 'disabled' WHERE id = '${asleep.id}'`);
    await alone([last, asleep], async () => {
      expect(await remove(last, last.id)).toMatchObject({ status: 409, body: { code: "LAST_OWNER" } });
      expect((await remove(last, asleep.id)).status).toBe(204);
    });
  });

  test("of two owners who demote each other, or themselves, at once, one stays: ten times", async () => {
    for (let round = 0; round < 10; round += 1) {
      const [a, b] = [await shop.hire("owner"), await shop.hire("owner")];
      const [first, second] = round % 2 ? [a, b] : [b, a];
      await alone([a, b], async () => {
        const answers = await Promise.all([
          changeRole(a, first.id, "analyst"),
          changeRole(b, second.id, "analyst"),
        ]);
        expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
        expect(
          answers.filter(({ body }) =>
            ["LAST_OWNER", "FORBIDDEN", "UNAUTHENTICATED"].includes(String(body.code)),
          ),
        ).toHaveLength(1);
        const { items } = (
          await shop.request<{ items: { role: string }[] }>("GET", "/admin/staff", manager.token)
        ).body;
        expect(items.filter(({ role }) => role === "owner")).toHaveLength(1);
      });
    }
  });
});
