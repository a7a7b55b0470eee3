import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { createSandbox, type RunningSandbox } from "../../../sandbox/server.ts";
import type { NamedEvent } from "../../platform/contract/contract.ts";
import { connect, type Db } from "../../platform/db/db.ts";
import { newId } from "../../platform/ids.ts";
import { createLog } from "../../platform/log.ts";
import { type Mailer, noMailer, smtpMailer } from "../../platform/mail/mailer.ts";
import { nothing } from "../../platform/schema.ts";
import { cloneDatabase, type TestDatabase } from "../../platform/testing/cluster.ts";
import { eventMessage } from "../../platform/testing/event-message.ts";
import { restock } from "../restock/contract.ts";
import { reviews } from "../reviews/contract.ts";
import { consumers } from "./consumers.ts";
import { members as contract } from "./contract.ts";
import type { TokenPurpose } from "./mails/token-queries.ts";
import { consumeToken } from "./mails/tokens.ts";

const { events } = contract;
const log = createLog("silent", {});
const clock = { now: () => new Date() };
let database: TestDatabase;
let db: Db;
let sandbox: RunningSandbox;
let context: Parameters<typeof consumers>[0];
/** Members whose data other modules deleted. */
const forgotten: string[] = [];
/** What the catalogue was told of the groups of members. */
const copied: object[] = [];

beforeAll(async () => {
  database = await cloneDatabase(inject("clusterUrl"));
  db = connect({ url: database.url });
  sandbox = await createSandbox();
  await sandbox.listen();
  const mailer = smtpMailer({ url: sandbox.smtpUrl, from: "달상점 <no-reply@shop.test>" });
  const elsewhere = {
    async forgetMember({ memberId }: { memberId: string }) {
      forgotten.push(memberId);
      return {};
    },
  };
  const shopSettings = { shopName: async () => ({ ko: "달상점", en: "Moon Shop" }) };
  const issuer = "https://shop.test";
  context = {
    db,
    clock,
    log,
    issuer,
    mailer,
    shopSettings,
    orders: elsewhere,
    cart: elsewhere,
    reviews: elsewhere,
    restock: elsewhere,
    recommendations: elsewhere,
    promotions: elsewhere,
    catalog: {
      ...elsewhere,
      storeMemberGroup: async () => nothing,
      dropMemberGroup: async () => nothing,
      storeGroupOfMember: async (copy) => {
        copied.push(copy);
        return nothing;
      },
    },
  };
});
afterAll(async () => {
  context.mailer.close();
  await sandbox.close();
  await db.close();
  await database.drop();
});
beforeEach(() => sandbox.mailbox.clear());

interface Member {
  readonly id: string;
  readonly email: string;
}

async function addMember(more: Record<string, string> = {}): Promise<Member> {
  const id = newId();
  const email = `${id}@shop.test`;
  const values: Record<string, string> = { id, email, email_key: email, name: "김하나", ...more };
  values.password_hash = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA";
  const quoted = Object.values(values).map((value) => `'${value}'`);
  await db.script(`INSERT INTO members.accounts (${Object.keys(values)}, created_at, updated_at)
    VALUES (${quoted}, now(), now())`);
  return { id, email };
}

/** Passes the event to its consumer as a worker does. The same message a second time is a redelivery. */
async function hear<E extends NamedEvent>(
  event: E,
  payload: Parameters<typeof eventMessage<E>>[1],
  {
    mailer = context.mailer,
    at = clock.now(),
    times = 1,
  }: { mailer?: Mailer; at?: Date; times?: number } = {},
): Promise<void> {
  const message = eventMessage(event, payload, at);
  const consume = consumers({ ...context, mailer })[event.type];
  if (!consume) throw new Error(`there is no consumer of ${event.type}`);
  for (let time = 0; time < times; time += 1) await consume(message);
}

const mails = () => [...sandbox.mailbox.list()].reverse().map(({ to, subject }) => ({ to, subject }));
const tokenIn = (links: readonly string[]): string =>
  /#token=(.+)$/.exec(links.find((link) => link.includes("#")) ?? "")?.[1] ?? "";
const take = (token: string, purpose: TokenPurpose) => consumeToken(db, { token, purpose, now: clock.now() });

test("every event that has a mail has a consumer", () => {
  expect(Object.keys(consumers(context)).sort()).toEqual(
    [...Object.values(events), restock.events.restocked, reviews.events.questionAnswered]
      .map(({ type }) => type)
      .sort(),
  );
});

test("groupChanged: the catalogue gets the group that the member is in by now", async () => {
  const { id: memberId } = await addMember();
  await hear(events.groupChanged, { memberId });
  expect(copied).toEqual([{ memberId, group: null, version: 0 }]);
  await hear(events.groupChanged, { memberId: newId() });
  expect(copied).toHaveLength(1);
});

describe("links", () => {
  test.each([
    ["signedUp", "이메일 주소를 인증", "verify-email", "verify_email"],
    ["verificationAsked", "이메일 주소를 인증", "verify-email", "verify_email"],
  ] as const)("%s: the mail's link proves the address once", async (event, subject, page, purpose) => {
    const member = await addMember();
    await hear(events[event], { memberId: member.id });
    const mail = await sandbox.mailbox.next({ to: member.email });
    expect(mail.subject).toContain(subject);
    expect(mail.links).toContain(`https://shop.test/${page}#token=${tokenIn(mail.links)}`);
    expect(await take(tokenIn(mail.links), purpose)).toEqual({ accountId: member.id, subject: member.email });
    expect(await take(tokenIn(mail.links), purpose)).toBeNull();
  });

  test("passwordResetAsked: however the address was typed, in the account's own language", async () => {
    const member = await addMember({ language: "en" });
    await hear(events.passwordResetAsked, { email: `  ${member.email.toUpperCase()} `, language: "ko" });
    const mail = await sandbox.mailbox.next({ to: member.email });
    expect(mail.subject).toBe("[Moon Shop] Reset your password");
    expect(mail.links).toContain(`https://shop.test/en/reset-password#token=${tokenIn(mail.links)}`);
    expect(await take(tokenIn(mail.links), "reset_password")).toMatchObject({ accountId: member.id });
  });

  test("emailChangeAsked: goes to the new address, and carries it", async () => {
    const member = await addMember();
    await hear(events.emailChangeAsked, { memberId: member.id, email: "New@shop.test" });
    const mail = await sandbox.mailbox.next({ to: "new@shop.test" });
    expect(await take(tokenIn(mail.links), "change_email")).toEqual({
      accountId: member.id,
      subject: "New@shop.test",
    });
  });

  test("of two deliveries of one event the later mail's link is good", async () => {
    const member = await addMember();
    await hear(events.passwordResetAsked, { email: member.email, language: "ko" }, { times: 2 });
    const [second, first] = sandbox.mailbox.list({ to: member.email });
    expect(await take(tokenIn(first?.links ?? []), "reset_password")).toBeNull();
    expect(await take(tokenIn(second?.links ?? []), "reset_password")).not.toBeNull();
  });

  test("a late event for a former e-mail sends nothing, and revokes no link of the new one", async () => {
    const member = await addMember();
    const earlier = new Date(clock.now().getTime() - 60_000);
    await hear(events.emailChangeAsked, { memberId: member.id, email: "right@shop.test" });
    await hear(events.emailChangeAsked, { memberId: member.id, email: "typo@shop.test" }, { at: earlier });
    expect(mails().map(({ to }) => to)).toEqual(["right@shop.test"]);
    const { links } = await sandbox.mailbox.next({ to: "right@shop.test" });
    expect(await take(tokenIn(links), "change_email")).toMatchObject({ subject: "right@shop.test" });
  });

  test("a mail to an unverified e-mail shows no text that a stranger typed", async () => {
    const member = await addMember({ name: "무료 쿠폰 evil.test" });
    await hear(events.signedUp, { memberId: member.id });
    await hear(events.emailChangeAsked, { memberId: member.id, email: "other@shop.test" });
    for (const { html, text } of sandbox.mailbox.list()) expect(html + text).not.toContain("evil.test");
    expect(mails()).toHaveLength(2);
  });
});

describe("news", () => {
  test.each([
    ["signUpRepeated", {}, "이미 가입된"],
    ["passwordChanged", { how: "reset" }, "비밀번호가 변경"],
    ["refreshTokenReplayed", {}, "로그인을 종료"],
    ["secondFactorChanged", { what: "totpOn" }, "보안 설정이 변경"],
  ] as const)("%s: the member gets a mail", async (event, more, subject) => {
    const member = await addMember();
    const payload = { memberId: member.id, ...more };
    await hear<NamedEvent>(events[event], payload);
    expect(mails()).toEqual([{ to: member.email, subject: expect.stringContaining(subject) }]);
  });

  test("emailChanged: the old e-mail gets a mail", async () => {
    const member = await addMember();
    await hear(events.emailChanged, { memberId: member.id, previousEmail: "old@shop.test" });
    expect(mails()).toEqual([{ to: "old@shop.test", subject: "[달상점] 계정의 이메일 주소가 변경됐어요" }]);
  });

  test("left: other modules forget the member, and the farewell is sent without an account", async () => {
    const leaver = {
      memberId: newId(),
      email: "gone@shop.test",
      name: "김하나",
      language: "en",
    } as const;
    await expect(hear(events.left, leaver, { mailer: noMailer({ warn: () => undefined }) })).rejects.toThrow(
      "SMTP_URL",
    );
    expect(forgotten).toEqual(Array.from({ length: 7 }, () => leaver.memberId));
    await hear(events.left, leaver);
    expect(mails()).toEqual([{ to: "gone@shop.test", subject: "[Moon Shop] Your account is closed" }]);
  });

  test("marketingChanged: the newest answer per channel, and no mail without any answer", async () => {
    const [member, silent] = await Promise.all([addMember(), addMember()]);
    for (const [code, agreed, at] of [
      ["marketing_email", true, "2026-01-01"],
      ["marketing_email", false, "2026-03-01"],
      ["marketing_push", true, "2026-02-01"],
    ]) {
      await db.script(`INSERT INTO members.consents (account_id, document_id, code, agreed, at)
        SELECT '${member.id}', id, code, ${agreed}, '${at}' FROM members.consent_documents
        WHERE code = '${code}' LIMIT 1`);
    }
    await hear(events.marketingChanged, { memberId: silent.id });
    await hear(events.marketingChanged, { memberId: member.id });
    expect(sandbox.mailbox.list()).toMatchObject([{ to: member.email }]);
    const { text } = await sandbox.mailbox.next({ to: member.email });
    expect(text).toContain("- 이메일: 수신 거부 (2026년 3월 1일)");
    expect(text).toContain("- 문자 메시지: 동의하지 않음");
    expect(text).toContain("- 앱 푸시: 수신 동의 (2026년 2월 1일)");
  });

  test("a repeated delivery sends the same mail under the same id", async () => {
    const member = await addMember();
    const sent: (string | undefined)[] = [];
    const mailer: Mailer = {
      async send(mail) {
        sent.push(mail.messageId);
      },
      close: () => undefined,
    };
    await hear(events.passwordChanged, { memberId: member.id, how: "changed" }, { mailer, times: 2 });
    await hear(events.verificationAsked, { memberId: member.id }, { mailer, times: 2 });
    expect(sent[0]).toMatch(/^[0-9a-f-]{36}@shop\.test$/);
    expect(sent).toEqual([sent[0], sent[0], undefined, undefined]);
  });
});

describe("an invitation", () => {
  async function invite(email: string, more = ""): Promise<string> {
    const inviter = await addMember({ language: "en", role: "owner" });
    const id = newId();
    await db.script(`INSERT INTO members.staff_invitations
      (id, email, email_key, role, invited_by, created_at, expires_at)
      VALUES ('${id}', '${email}', '${email}', 'support', '${inviter.id}', now(), now() + '3 days');
      ${more.replace("$id", id)}`);
    return id;
  }

  test("names the role, and its link carries the invitation", async () => {
    const invitationId = await invite("new-staff@shop.test");
    await hear(events.staffInvited, { invitationId });
    const mail = await sandbox.mailbox.next({ to: "new-staff@shop.test" });
    expect(mail.text).toContain("- Role: Customer support");
    expect(await take(tokenIn(mail.links), "invite_staff")).toEqual({
      accountId: null,
      subject: invitationId,
    });
  });

  test("that was revoked is not sent", async () => {
    const invitationId = await invite(
      "late@shop.test",
      `UPDATE members.staff_invitations SET revoked_at = now(), email = NULL, email_key = NULL
       WHERE id = '$id'`,
    );
    await hear(events.staffInvited, { invitationId });
    await hear(events.staffInvited, { invitationId: newId() });
    expect(mails()).toEqual([]);
  });
});

describe("nothing is sent, and nothing fails,", () => {
  test("when the account is deleted or disabled", async () => {
    const disabled = await addMember({ status: "disabled" });
    for (const memberId of [disabled.id, newId()]) {
      await hear(events.signedUp, { memberId });
      await hear(events.signUpRepeated, { memberId });
      await hear(events.passwordChanged, { memberId, how: "reset" });
      await hear(events.emailChangeAsked, { memberId, email: "x@shop.test" });
      await hear(events.emailChanged, { memberId, previousEmail: "x@shop.test" });
      await hear(events.secondFactorChanged, { memberId, what: "totpOff" });
      await hear(events.marketingChanged, { memberId });
    }
    await hear(events.passwordResetAsked, { email: disabled.email, language: "ko" });
    expect(mails()).toEqual([]);
  });

  test("when the e-mail of a reset has no account", async () => {
    await hear(events.passwordResetAsked, { email: "nobody@shop.test", language: "ko" });
    expect(mails()).toEqual([]);
  });

  test("when the e-mail has been verified, or become the account's, meanwhile", async () => {
    const member = await addMember({ email_verified_at: "2026-01-01" });
    await hear(events.signedUp, { memberId: member.id });
    await hear(events.emailChangeAsked, { memberId: member.id, email: member.email.toUpperCase() });
    expect(mails()).toEqual([]);
  });
});

test("a mail that could not be sent is an error, so that the event comes again", async () => {
  const member = await addMember();
  const mailer = noMailer({ warn: () => undefined });
  const asked = () => hear(events.verificationAsked, { memberId: member.id }, { mailer });
  await expect(asked()).rejects.toThrow("SMTP_URL is not set");
  await hear(events.verificationAsked, { memberId: member.id });
  expect(mails()).toHaveLength(1);
});
