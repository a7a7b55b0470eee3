import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "../../platform/id.ts";
import { issueToken } from "./service/mail-tokens.ts";
import { type Person, password, type StaffShop, startStaffShop } from "./staff.fixture.ts";

let shop: StaffShop;
let owner: Person;
let manager: Person;
beforeAll(async () => {
  shop = await startStaffShop();
});
beforeEach(async () => {
  owner = await shop.hire("owner", "박점주");
  manager = await shop.hire("manager");
});
afterAll(() => shop.close());

const invite = (by: Person, email: string, role: string) =>
  shop.request<{ id: string; code: string }>("POST", "/admin/staff/invitations", by.token, { email, role });
const revoke = (by: Person, id: string) => shop.request("DELETE", `/admin/staff/invitations/${id}`, by.token);
const look = (token: string) => shop.request("POST", "/auth/invitations/look", undefined, { token });
const accept = (token: string, person: object = {}) =>
  shop.request("POST", "/auth/invitations/accept", undefined, { token, ...person });
const gone = { status: 410, body: { code: "LINK_EXPIRED" } };

/** What the mail of an invitation carries. */
async function tokenFor(id: string): Promise<string> {
  const asked = { purpose: "invite_staff", accountId: null, subject: id, at: shop.now() } as const;
  return (await issueToken({ db: shop.db, clock: shop }, asked)) ?? "";
}
async function invited(email: string, role: string, by = owner) {
  const { status, body } = await invite(by, email, role);
  expect(status).toBe(202);
  return { id: body.id, token: await tokenFor(body.id) };
}
const someone = () => `newcomer-${newId()}@shop.test`;
const newcomer = { name: "최신입", password };

describe("an invitation", () => {
  test("is announced, for the mail with the link, and listed until it ends", async () => {
    const email = someone();
    const { body } = await invite(owner, ` ${email.toUpperCase()} `, "support");
    expect(await shop.announced("staffInvited")).toContainEqual({ invitationId: body.id });
    const list = () => shop.request<{ items: { id: string }[] }>("GET", "/admin/staff/invitations", manager.token);
    expect((await list()).body.items).toContainEqual({
      id: body.id,
      email: email.toUpperCase(),
      role: "support",
      invitedBy: { id: owner.id, name: "박점주" },
      createdAt: expect.any(String),
      expiresAt: expect.any(String),
    });
    await revoke(owner, body.id);
    expect((await list()).body.items.some(({ id }) => id === body.id)).toBe(false);
  });

  test("shows what it offers, as often as one looks", async () => {
    const email = someone();
    const { token } = await invited(email, "catalogue");
    const offer = { status: 200, body: { email, role: "catalogue", hasAccount: false } };
    expect(await look(token)).toEqual(offer);
    expect(await look(token)).toEqual(offer);
  });

  test("makes a newcomer's account with a proven e-mail, once", async () => {
    const email = someone();
    const { token } = await invited(email, "catalogue");
    expect((await accept(token, newcomer)).status).toBe(204);
    expect(await accept(token, newcomer)).toMatchObject(gone);
    expect(await look(token)).toMatchObject(gone);
    const { token: proof, id } = await shop.signIn(email);
    expect((await shop.request("GET", "/me", proof)).body).toMatchObject({
      name: "최신입",
      role: "catalogue",
      emailVerified: true,
    });
    expect((await shop.request("GET", "/admin/roles", proof)).status).toBe(403);
    expect(await shop.entriesOf(`member:${id}`)).toMatchObject([
      {
        action: "staff.join",
        actor: { id },
        before: { role: "member" },
        after: { role: "catalogue", invitedBy: owner.id },
      },
    ]);
  });

  test("that two answer at the same moment makes one account", async () => {
    const email = someone();
    const { token } = await invited(email, "analyst");
    const answers = await Promise.all(Array.from({ length: 5 }, () => accept(token, newcomer)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 410, 410, 410, 410]);
  });

  test("takes a name and a good password of a newcomer, and stays good when they are not", async () => {
    const { token } = await invited(someone(), "analyst");
    expect(await accept(token)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/name" }, { pointer: "/password" }] },
    });
    expect(await accept(token, { name: "최", password: "password1234" })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/password" }] },
    });
    expect((await accept(token, { ...newcomer, role: "owner" })).status).toBe(400);
    expect((await accept(token, newcomer)).status).toBe(204);
  });

  test("gives an account whose e-mail is proven the role, signs it out, and leaves its password", async () => {
    const shopper = await shop.hire("member");
    const { token } = await invited(shopper.email, "support");
    expect((await look(token)).body).toMatchObject({ hasAccount: true });
    expect((await accept(token, { name: "다른 이름", password: "전혀 다른 비밀번호입니다" })).status).toBe(204);
    expect((await shop.request("PATCH", "/me", shopper.token, { name: "x" })).status).toBe(401);
    const { token: proof } = await shop.signIn(shopper.email);
    expect((await shop.request("GET", "/me", proof)).body).toMatchObject({ name: "김직원", role: "support" });
  });

  test("takes an account over that nobody had proven: another's password, passkeys and sessions are worth nothing", async () => {
    const trap = await shop.hire("member", "함정");
    await shop.db.script(`UPDATE members.accounts SET email_verified_at = NULL WHERE id = '${trap.id}';
      INSERT INTO members.totp (account_id, secret, confirmed_at, created_at) VALUES ('${trap.id}', 'x', now(), now())`);
    const { token } = await invited(trap.email, "support");
    expect((await look(token)).body).toMatchObject({ hasAccount: false });
    const own = "비밀번호는 내 것만 좋다";
    expect((await accept(token, { name: "진짜", password: own })).status).toBe(204);
    expect((await shop.request("PATCH", "/me", trap.token, { name: "x" })).status).toBe(401);
    expect((await shop.login({ email: trap.email, password })).status).toBe(401);
    const answer = await shop.login({ email: trap.email, password: own });
    expect(await answer.json()).toMatchObject({ member: { name: "진짜", role: "support" } });
  });

  test("is replaced by a later one, taken back, or over after 72 hours: 410", async () => {
    const email = someone();
    const first = await invited(email, "analyst");
    const second = await invited(email, "support");
    expect(await look(first.token)).toMatchObject(gone);
    expect(await accept(first.token, newcomer)).toMatchObject(gone);
    expect((await look(second.token)).status).toBe(200);
    expect((await revoke(owner, second.id)).status).toBe(204);
    expect(await accept(second.token, newcomer)).toMatchObject(gone);
    expect((await revoke(owner, second.id)).status).toBe(404);
    const third = await invited(email, "support");
    await shop.db.script(`UPDATE members.staff_invitations SET expires_at = now() WHERE id = '${third.id}'`);
    expect(await accept(third.token, newcomer)).toMatchObject(gone);
  });

  test.each(["", "x", "x".repeat(43)])("the token %j opens nothing: 410", async (token) => {
    expect(await look(token)).toMatchObject(gone);
    expect(await accept(token, newcomer)).toMatchObject(gone);
  });

  test("leaves no address behind when it has ended, neither in its row nor in the audit log", async () => {
    const email = someone();
    const { id, token } = await invited(email, "analyst");
    await accept(token, newcomer);
    const revoked = await invited(`x-${email}`, "analyst");
    await revoke(owner, revoked.id);
    const trace = (table: string) =>
      shop.db.pool.query(`SELECT FROM ${table} AS entry WHERE entry::text ILIKE $1`, [`%${email}%`]);
    expect((await trace("members.staff_invitations")).rowCount).toBe(0);
    expect((await trace("platform.audit_log")).rowCount).toBe(0);
    expect(await shop.entriesOf(`invitation:${id}`)).toMatchObject([
      { action: "staff.invite", after: { role: "analyst", email: "ne***@shop.test" } },
    ]);
    expect((await shop.entriesOf(`invitation:${revoked.id}`)).map(({ action }) => action)).toEqual([
      "staff.invite",
      "staff.revokeInvitation",
    ]);
  });
});

describe("nobody gives by an invitation what they lack", () => {
  test("neither to a newcomer, nor by calling somebody away from a role above one's own: 403", async () => {
    expect(await invite(manager, someone(), "owner")).toMatchObject({ status: 403, body: { code: "FORBIDDEN" } });
    expect(await invite(manager, owner.email, "analyst")).toMatchObject({ status: 403, body: { code: "FORBIDDEN" } });
    const { id } = await invited(someone(), "owner");
    expect(await revoke(manager, id)).toMatchObject({ status: 403, body: { code: "FORBIDDEN" } });
    expect((await invite(manager, someone(), "manager")).status).toBe(202);
  });

  test.each([
    ["has lost the role", "role = 'catalogue'"],
    ["is disabled", "status = 'disabled'"],
  ])("an invitation is worth nothing when whoever sent it %s: 410", async (_name, change) => {
    const { token } = await invited(someone(), "analyst", manager);
    await shop.db.script(`UPDATE members.accounts SET ${change} WHERE id = '${manager.id}'`);
    expect(await look(token)).toMatchObject(gone);
    expect(await accept(token, newcomer)).toMatchObject(gone);
  });

  test("a member who became an owner meanwhile is not called away by a manager's invitation: 410", async () => {
    const shopper = await shop.hire("member");
    const { token } = await invited(shopper.email, "analyst", manager);
    await shop.db.script(`UPDATE members.accounts SET role = 'owner' WHERE id = '${shopper.id}'`);
    expect(await accept(token)).toMatchObject(gone);
  });

  test("the last owner cannot accept another role: 409", async () => {
    await shop.db.script(`UPDATE members.accounts SET role = 'analyst' WHERE role = 'owner' AND id <> '${owner.id}'`);
    const { token } = await invited(owner.email, "support");
    expect(await accept(token)).toMatchObject({ status: 409, body: { code: "LAST_OWNER" } });
    expect((await shop.request("GET", "/admin/roles", owner.token)).status).toBe(200);
  });

  test.each([{ role: "member" }, { role: "wizard" }, { email: "x" }, { more: 1 }])("%j: 400", async (more) => {
    const body = { email: someone(), role: "analyst", ...more };
    expect((await shop.request("POST", "/admin/staff/invitations", owner.token, body)).status).toBe(400);
  });
});
