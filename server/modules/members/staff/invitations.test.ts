import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "../../../platform/ids.ts";
import { issueToken } from "../mails/tokens.ts";
import { type Person, password, startStaffShop } from "./staff.fixture.ts";

let owner: Person;
let manager: Person;
const shop = await startStaffShop();
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

/** The token in the mail of an invitation. */
async function tokenFor(id: string): Promise<string> {
  const request = { purpose: "invite_staff", accountId: null, subject: id, at: shop.now() } as const;
  return (await issueToken({ db: shop.db, clock: shop }, request)) ?? "";
}
async function invited(email: string, role: string, by = owner) {
  const { status, body } = await invite(by, email, role);
  expect(status).toBe(202);
  return { id: body.id, token: await tokenFor(body.id) };
}
const someone = () => `newcomer-${newId()}@shop.test`;
const newcomer = { name: "최신입", password };
const OWN_PASSWORD = "비밀번호는 내 것만 좋다";

/** Adds data that a stranger may have entered. */
const furnish = (id: string) =>
  shop.db.script(`
    UPDATE members.accounts SET phone = '+821012345678' WHERE id = '${id}';
    INSERT INTO members.addresses
      (id, account_id, recipient, phone, postcode, address1, created_at, updated_at)
    VALUES (uuidv7(), '${id}', '도둑', '+821012345678', '03000', '서울', now(), now());
    INSERT INTO members.totp (account_id, secret, confirmed_at, created_at)
      VALUES ('${id}', 'sealed', now(), now());
    INSERT INTO members.passkeys
      (id, account_id, credential_id, public_key, counter, transports, name, backed_up, created_at)
    VALUES (uuidv7(), '${id}', sha256('${id}'), '\\x00', 0, '{}', '열쇠', false, now());`);

async function left(id: string): Promise<unknown> {
  const { rows } = await shop.db.pool.query(
    `SELECT name, role, phone IS NOT NULL AS phone,
            (SELECT count(*) FROM members.addresses WHERE account_id = accounts.id) AS addresses,
            (SELECT count(*) FROM members.totp WHERE account_id = accounts.id) AS totp,
            (SELECT count(*) FROM members.passkeys WHERE account_id = accounts.id) AS passkeys
     FROM members.accounts WHERE id = $1`,
    [id],
  );
  return rows[0];
}

/** The tokens of links that were requested at a moment. */
async function linksOf({ id: accountId, email }: Person, at: Date) {
  const link = (purpose: "reset_password" | "change_email" | "verify_email", subject = email) =>
    issueToken({ db: shop.db, clock: shop }, { purpose, accountId, subject, at });
  return {
    reset_password: await link("reset_password"),
    change_email: await link("change_email", `thief-${email}`),
    verify_email: await link("verify_email"),
  };
}

describe("an invitation", () => {
  test("publishes its event, for the mail with the link, and is listed until it ends", async () => {
    const email = someone();
    const { body } = await invite(owner, ` ${email.toUpperCase()} `, "support");
    expect(await shop.publishedEvents("staffInvited")).toContainEqual({ invitationId: body.id });
    const list = () =>
      shop.request<{ items: { id: string }[] }>("GET", "/admin/staff/invitations", manager.token);
    expect((await list()).body.items).toContainEqual({
      id: body.id,
      // The domain of an address has no capitals; what is before the @ is the receiver's matter.
      email: email.toUpperCase().replace("@SHOP.TEST", "@shop.test"),
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

  test("makes a new account with a verified e-mail, once", async () => {
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

  test("demands a name and a strong password for a new account, and stays valid without them", async () => {
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

  test("gives a verified account the role; it keeps its name, phone and addresses", async () => {
    const shopper = await shop.hire("member");
    await furnish(shopper.id);
    const { token } = await invited(shopper.email, "support");
    expect((await look(token)).body).toMatchObject({ hasAccount: true });
    expect((await accept(token, { name: "다른 이름", password: OWN_PASSWORD })).status).toBe(204);
    expect(await left(shopper.id)).toMatchObject({
      name: "김직원",
      role: "support",
      phone: true,
      addresses: 1,
    });
  });

  test("always takes a new password: without one nothing changes, and the link stays valid", async () => {
    const shopper = await shop.hire("member");
    const { token } = await invited(shopper.email, "support");
    expect(await accept(token)).toMatchObject({
      status: 400,
      body: { code: "INVALID_INPUT", errors: [{ pointer: "/password", code: "REQUIRED" }] },
    });
    expect(await accept(token, { password: `${shopper.email}!` })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/password", code: "TOO_SIMILAR" }] },
    });
    expect(await left(shopper.id)).toMatchObject({ role: "member" });
    expect((await shop.login({ email: shopper.email, password })).status).toBe(200);
    expect((await accept(token, { password: OWN_PASSWORD })).status).toBe(204);
  });

  test("ends everything that opened the account: password, sessions, factors, pending links", async () => {
    const shopper = await shop.hire("member");
    await furnish(shopper.id);
    const links = await linksOf(shopper, shop.now());
    const { token } = await invited(shopper.email, "support");
    expect((await accept(token, { password: OWN_PASSWORD })).status).toBe(204);
    expect((await shop.request("PATCH", "/me", shopper.token, { name: "x" })).status).toBe(401);
    expect((await shop.login({ email: shopper.email, password })).status).toBe(401);
    expect((await shop.login({ email: shopper.email, password: OWN_PASSWORD })).status).toBe(200);
    expect(await left(shopper.id)).toMatchObject({ totp: 0, passkeys: 0 });
    const good = { password: "아주 긴 낯선 비밀번호" };
    for (const [path, link] of [
      ["/auth/password-reset/confirm", { token: links.reset_password, ...good }],
      ["/auth/email-change/confirm", { token: links.change_email }],
      ["/auth/verify-email", { token: links.verify_email, password: OWN_PASSWORD }],
    ] as const) {
      expect(await shop.request("POST", path, undefined, link)).toMatchObject(gone);
    }
    const late = await linksOf(shopper, new Date(shop.now().getTime() - 60_000));
    expect(late).toEqual({ reset_password: null, change_email: null, verify_email: null });
  });

  test("takes over an unverified account: its password, passkeys and sessions stop working", async () => {
    const trap = await shop.hire("member", "함정");
    await furnish(trap.id);
    await shop.db.script(`UPDATE members.accounts SET email_verified_at = NULL WHERE id = '${trap.id}'`);
    const { token } = await invited(trap.email, "support");
    expect((await look(token)).body).toMatchObject({ hasAccount: false });
    expect((await accept(token, { name: "진짜", password: OWN_PASSWORD })).status).toBe(204);
    expect((await shop.request("PATCH", "/me", trap.token, { name: "x" })).status).toBe(401);
    expect((await shop.login({ email: trap.email, password })).status).toBe(401);
    const answer = await shop.login({ email: trap.email, password: OWN_PASSWORD });
    expect(await answer.json()).toMatchObject({ member: { name: "진짜", role: "support" } });
    const nothing = { phone: false, addresses: 0, totp: 0, passkeys: 0 };
    expect(await left(trap.id)).toEqual({ name: "진짜", role: "support", ...nothing });
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
    await shop.db.script(
      `UPDATE members.staff_invitations SET expires_at = now() - interval '1 hour' WHERE id = '${third.id}'`,
    );
    expect(await accept(third.token, newcomer)).toMatchObject(gone);
  });

  test("of twenty to one address at the same moment one is open, and each is answered", async () => {
    const email = someone();
    const answers = await Promise.all(Array.from({ length: 20 }, () => invite(owner, email, "support")));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    const { body } = await shop.request<{ items: { id: string; email: string }[] }>(
      "GET",
      "/admin/staff/invitations",
      owner.token,
    );
    const open = body.items.filter((item) => item.email === email);
    expect(open).toHaveLength(1);
    expect(answers.map((answer) => answer.body.id)).toContain(open[0]?.id);
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

describe("an invitation gives no permission that the inviter lacks", () => {
  test("neither to a new account, nor by demoting an account with a higher role: 403", async () => {
    expect(await invite(manager, someone(), "owner")).toMatchObject({
      status: 403,
      body: { code: "FORBIDDEN" },
    });
    expect(await invite(manager, owner.email, "analyst")).toMatchObject({
      status: 403,
      body: { code: "FORBIDDEN" },
    });
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

  test("a manager's invitation does not demote a member who became an owner meanwhile: 410", async () => {
    const shopper = await shop.hire("member");
    const { token } = await invited(shopper.email, "analyst", manager);
    await shop.db.script(`UPDATE members.accounts SET role = 'owner' WHERE id = '${shopper.id}'`);
    expect(await accept(token, { password: OWN_PASSWORD })).toMatchObject(gone);
  });

  test("the last owner cannot accept another role: 409", async () => {
    await shop.db.script(
      `UPDATE members.accounts SET role = 'analyst' WHERE role = 'owner' AND id <> '${owner.id}'`,
    );
    const { token } = await invited(owner.email, "support");
    expect(await accept(token, { password: OWN_PASSWORD })).toMatchObject({
      status: 409,
      body: { code: "LAST_OWNER" },
    });
    expect((await shop.login({ email: owner.email, password })).status).toBe(200);
    expect((await shop.request("GET", "/admin/roles", owner.token)).status).toBe(200);
  });

  test.each([{ role: "member" }, { role: "wizard" }, { email: "x" }, { more: 1 }])(
    "%j: 400",
    async (more) => {
      const body = { email: someone(), role: "analyst", ...more };
      expect((await shop.request("POST", "/admin/staff/invitations", owner.token, body)).status).toBe(400);
    },
  );
});
