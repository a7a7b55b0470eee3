import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type MembersShop, owner, problemOf, startShop } from "../members.fixture.ts";
import { findState, linkTo, type MemberAccount, newMember, post } from "./account.fixture.ts";

let shop: MembersShop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());
beforeEach(() => shop.db.script("DELETE FROM members.throttles; DELETE FROM platform.outbox"));

const ask = ({ token, password }: MemberAccount, email: string, typed = password) =>
  post(shop, "/me/email", { email, password: typed }, token);
const confirm = (token: string) => post(shop, "/auth/email-change/confirm", { token });
const expired = expect.objectContaining({ http: 410, code: "LINK_EXPIRED" });

describe("asking", () => {
  test("changes nothing yet, and is answered alike for a free and a taken address", async () => {
    const member = await newMember(shop);
    for (const email of [" New.Address@Shop.test ", owner.email]) {
      const answer = await ask(member, email);
      expect([answer.status, await answer.json()]).toEqual([202, { status: "sent" }]);
    }
    expect(await shop.publishedEvents("emailChangeAsked")).toEqual([
      { memberId: member.id, email: "New.Address@shop.test" },
      { memberId: member.id, email: owner.email },
    ]);
    expect(await findState(shop, member.email)).toMatchObject({ id: member.id });
  });

  test("with a wrong password: 401, no mail, and it counts like a failed sign-in", async () => {
    const member = await newMember(shop);
    for (let round = 0; round < 5; round += 1) {
      expect(await problemOf(await ask(member, "new@shop.test", "wrong"))).toMatchObject({
        http: 401,
        code: "INVALID_CREDENTIALS",
      });
    }
    expect((await ask(member, "new@shop.test")).status).toBe(429);
    expect(await shop.publishedEvents("emailChangeAsked")).toEqual([]);
  });

  test("more than five times an hour: 429, so that no mailbox is filled", async () => {
    const member = await newMember(shop);
    const statuses: number[] = [];
    for (let round = 0; round < 6; round += 1)
      statuses.push((await ask(member, `victim-${round}@shop.test`)).status);
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429]);
  });

  test("without a sign-in: 401; with bad input: 400", async () => {
    const member = await newMember(shop);
    expect(
      (await post(shop, "/me/email", { email: "new@shop.test", password: member.password })).status,
    ).toBe(401);
    for (const body of [
      { email: "new@shop.test" },
      { email: "new", password: "x" },
      { email: "n\u202ew@shop.test", password: "x" },
      { email: "a@b.test", password: "x", verified: true },
    ]) {
      expect((await post(shop, "/me/email", body, member.token)).status).toBe(400);
    }
  });
});

describe("the link", () => {
  test("gives the account the verified e-mail; sessions stay, and the old e-mail gets a mail", async () => {
    const member = await newMember(shop);
    expect((await confirm(await linkTo(shop, member, "change_email", "New.Me@Shop.test"))).status).toBe(204);
    expect(await findState(shop, "new.me@shop.test")).toEqual({
      id: member.id,
      email: "New.Me@Shop.test",
      emailKey: "new.me@shop.test",
      verified: true,
    });
    expect(await findState(shop, member.email)).toBeNull();
    expect((await shop.login({ email: "new.me@shop.test", password: member.password })).status).toBe(200);
    expect((await shop.login({ email: member.email, password: member.password })).status).toBe(401);
    expect((await shop.get("/api/v1/me/sessions", member.token)).status).toBe(200);
    expect(await shop.publishedEvents("emailChanged")).toEqual([
      { memberId: member.id, previousEmail: member.email },
    ]);
  });

  test("is valid once, for a day, and not after a newer one", async () => {
    const member = await newMember(shop);
    const older = await linkTo(shop, member, "change_email", "older@shop.test");
    const newer = await linkTo(shop, member, "change_email", "newer@shop.test");
    expect(await problemOf(await confirm(older))).toEqual(expired);
    expect((await confirm(newer)).status).toBe(204);
    expect(await problemOf(await confirm(newer))).toEqual(expired);
    const late = await linkTo(shop, member, "change_email", "late@shop.test");
    shop.advance(24 * 3_600_000);
    expect(await problemOf(await confirm(late))).toEqual(expired);
    expect(await findState(shop, "newer@shop.test")).toMatchObject({ id: member.id });
  });

  test("for an address that another account has by now: 410, and both keep theirs", async () => {
    const [slow, quick] = [await newMember(shop), await newMember(shop)];
    const token = await linkTo(shop, slow, "change_email", quick.email.toUpperCase());
    expect(await problemOf(await confirm(token))).toEqual(expired);
    expect(await findState(shop, slow.email)).toMatchObject({ id: slow.id, verified: false });
    expect(await findState(shop, quick.email)).toMatchObject({ id: quick.id });
  });

  test("of two accounts that want one address at the same moment one gets it", async () => {
    const members = await Promise.all([newMember(shop), newMember(shop)]);
    const tokens = await Promise.all(
      members.map((member) => linkTo(shop, member, "change_email", "wanted@shop.test")),
    );
    const statuses = (await Promise.all(tokens.map(confirm))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([204, 410]);
  });

  test("revokes links to the previous e-mail: its mailbox cannot reset the password", async () => {
    const member = await newMember(shop);
    const reset = await linkTo(shop, member, "reset_password");
    expect((await confirm(await linkTo(shop, member, "change_email", `moved-${member.email}`))).status).toBe(
      204,
    );
    expect(
      (await post(shop, "/auth/password-reset/confirm", { token: reset, password: "quiet river stones" }))
        .status,
    ).toBe(410);
  });

  test("of a disabled account, of another purpose, or invented: 410", async () => {
    const member = await newMember(shop);
    const token = await linkTo(shop, member, "change_email", "never@shop.test");
    const reset = await linkTo(shop, member, "reset_password");
    await shop.db.script(`UPDATE members.accounts SET status = 'disabled' WHERE id = '${member.id}'`);
    for (const each of [token, reset, "invented"])
      expect(await problemOf(await confirm(each))).toEqual(expired);
  });
});
