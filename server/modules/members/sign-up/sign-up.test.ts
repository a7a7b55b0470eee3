import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { prepared } from "../../../platform/db/prepared.ts";
import { type MembersShop, owner, problemOf, startShop, tokenOf } from "../members.fixture.ts";
import { counterOf, defaultRules } from "../throttle/rules.ts";

const kim = {
  email: "kim@shop.test",
  password: "correct horse battery staple",
  name: "김민준",
  agreements: { terms: true, privacy: true, over14: true },
};

let shop: MembersShop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());
beforeEach(() => shop.db.script("DELETE FROM members.throttles; DELETE FROM platform.outbox"));

const signUp = (body: unknown, headers: Record<string, string> = {}) =>
  shop.send("POST", "/api/v1/auth/signup", undefined, body, headers);
/** A body that JSON.stringify would not write. */
const signUpWith = (body: string) =>
  fetch(`${shop.url}/api/v1/auth/signup`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });

interface Account {
  id: string;
  name: string;
  phone: string | null;
  role: string;
  status: string;
  language: string;
  verified: boolean;
}
const accounts = prepared<{ email: string }, Account>(
  (p) => sql`SELECT id, name, phone, role, status, language, email_verified_at IS NOT NULL AS verified
             FROM members.accounts WHERE email = ${p.email}`,
);
const consents = prepared<
  { email: string },
  { code: string; agreed: boolean; version: number; ip: string; channel: string }
>(
  (p) => sql`SELECT consents.code, agreed, version, host(ip) AS ip, channel
             FROM members.consents JOIN members.consent_documents AS document ON document.id = document_id
             WHERE account_id = (SELECT id FROM members.accounts WHERE email = ${p.email})
             ORDER BY consents.code`,
);
const accountOf = (email: string) => shop.db.first(accounts, { email });
const consentsOf = async (email: string) => {
  const rows = await shop.db.rows(consents, { email });
  return Object.fromEntries(rows.map(({ code, agreed }) => [code, agreed]));
};

test("a sign-up makes an account that signs in at once, with an unverified e-mail", async () => {
  const answer = await signUp({ ...kim, phone: "０１０－１２３４－５６７８" });
  expect([answer.status, await answer.json()]).toEqual([202, { status: "verification_sent" }]);
  const account = await accountOf(kim.email);
  expect(account).toMatchObject({
    name: "김민준",
    phone: "+821012345678",
    role: "member",
    status: "active",
    language: "ko",
    verified: false,
  });
  expect(await shop.publishedEvents("signedUp")).toEqual([{ memberId: account?.id }]);
  const login = await shop.login({ email: kim.email, password: kim.password });
  expect(await login.json()).toMatchObject({
    member: { id: account?.id, emailVerified: false, permissions: [] },
  });
});

test("consents are stored with version, time, IP address and channel, one answer per channel", async () => {
  const answers = { all: true, none: false, some: { email: true, push: false }, unasked: undefined };
  for (const [name, marketing] of Object.entries(answers)) {
    await signUp({ ...kim, email: `${name}@shop.test`, agreements: { ...kim.agreements, marketing } });
  }
  const required = { over14: true, privacy: true, terms: true };
  const marketing = (email: boolean, sms: boolean, push: boolean) => ({
    marketing_email: email,
    marketing_sms: sms,
    marketing_push: push,
  });
  expect(await consentsOf("all@shop.test")).toEqual({ ...required, ...marketing(true, true, true) });
  expect(await consentsOf("none@shop.test")).toEqual({ ...required, ...marketing(false, false, false) });
  expect(await consentsOf("some@shop.test")).toEqual({
    ...required,
    marketing_email: true,
    marketing_push: false,
  });
  expect(await consentsOf("unasked@shop.test")).toEqual(required);
  expect(await shop.db.rows(consents, { email: "unasked@shop.test" })).toContainEqual({
    code: "terms",
    agreed: true,
    version: 1,
    ip: "127.0.0.1",
    channel: "web",
  });
});

test("mails follow the language of the sign-up", async () => {
  await signUp({ ...kim, email: "smith@shop.test" }, { "accept-language": "en-US,en;q=0.9" });
  expect(await accountOf("smith@shop.test")).toMatchObject({ language: "en" });
});

describe("an e-mail that has an account", () => {
  test("is answered as any other; a mail tells its owner, and the account does not change", async () => {
    const before = await accountOf(owner.email);
    const [taken, free] = [
      await signUp({ ...kim, email: ` ${owner.email.toUpperCase()}` }),
      await signUp({ ...kim, email: "free@shop.test" }),
    ];
    expect([taken.status, await taken.text()]).toEqual([free.status, await free.text()]);
    const named = (answer: Response) => [...answer.headers.keys()];
    expect(named(taken)).toEqual(named(free));
    expect(await accountOf(owner.email)).toEqual(before);
    expect(await shop.publishedEvents("signUpRepeated")).toEqual([{ memberId: before?.id }]);
    expect((await shop.login(owner)).status).toBe(200);
    expect((await shop.login({ email: owner.email, password: kim.password })).status).toBe(401);
    expect(await consentsOf(owner.email)).toEqual({});
  });

  test("is answered no sooner than a new one: the work does not decide the moment", async () => {
    const spent = async (email: string): Promise<number> => {
      const began = performance.now();
      await signUp({ ...kim, email });
      return performance.now() - began;
    };
    for (const email of [owner.email, "patient@shop.test", owner.email]) {
      expect(await spent(email)).toBeGreaterThan(248);
    }
  });

  test("gets only a few mails about sign-ups", async () => {
    for (let round = 0; round < 8; round += 1)
      expect((await signUp({ ...kim, email: owner.email })).status).toBe(202);
    expect(await shop.publishedEvents("signUpRepeated")).toHaveLength(5);
  });

  test("twenty sign-ups at the same moment make one account, and all are answered alike", async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => signUp({ ...kim, email: "race@shop.test" })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(await shop.db.rows(accounts, { email: "race@shop.test" })).toHaveLength(1);
    expect(await shop.publishedEvents("signedUp")).toHaveLength(1);
    expect(await shop.db.rows(consents, { email: "race@shop.test" })).toHaveLength(3);
  });
});

describe("it is refused with 400 that points to what is wrong", () => {
  test.each<[string, unknown, string]>([
    ["without the terms", { ...kim, agreements: { ...kim.agreements, terms: false } }, "/agreements/terms"],
    [
      "without an answer to privacy",
      { ...kim, agreements: { terms: true, over14: true } },
      "/agreements/privacy",
    ],
    ["too young", { ...kim, agreements: { ...kim.agreements, over14: false } }, "/agreements/over14"],
    [
      "with a word instead of an answer",
      { ...kim, agreements: { ...kim.agreements, terms: "true" } },
      "/agreements/terms",
    ],
    ["without agreements", { ...kim, agreements: undefined }, "/agreements"],
    [
      "with an unknown agreement",
      { ...kim, agreements: { ...kim.agreements, all: true } },
      "/agreements/all",
    ],
    ["with a short password", { ...kim, password: "short 12" }, "/password"],
    ["with a phone that is none", { ...kim, phone: "12345" }, "/phone"],
    ["without a name", { ...kim, name: "  " }, "/name"],
    ["with a name of 61 characters", { ...kim, name: "가".repeat(61) }, "/name"],
    ["with an e-mail that is none", { ...kim, email: "kim.shop.test" }, "/email"],
    ["with two e-mails in one", { ...kim, email: "a@shop.test,b@shop.test" }, "/email"],
    ["with two dots in a row before the @", { ...kim, email: "a..b@shop.test" }, "/email"],
    ["with an empty part of the domain", { ...kim, email: "a@shop..test" }, "/email"],
    ["with a list before the @", { ...kim, email: "a,b@shop.test" }, "/email"],
    ["with a name around the e-mail", { ...kim, email: "Kim<kim@shop.test>" }, "/email"],
    ["with a role", { ...kim, role: "owner" }, "/role"],
    ["with a status", { ...kim, status: "active" }, "/status"],
    ["with somebody's id", { ...kim, userId: "0198c5c0-0000-7000-8000-000000000000" }, "/userId"],
    ["as proven", { ...kim, emailVerified: true }, "/emailVerified"],
  ])("%s", async (_name, body, pointer) => {
    const problem = await problemOf(await signUp(body));
    expect(problem).toMatchObject({ http: 400, code: "INVALID_INPUT" });
    expect(problem.errors).toContainEqual(
      expect.objectContaining({ pointer, message: expect.stringMatching(/./) }),
    );
  });

  test("all unreadable texts at once, then all that rules refuse, in the request's language", async () => {
    const unreadable = { ...kim, email: "kim", name: "\u3164", phone: "1" };
    const refused = { ...kim, password: "1234567890", agreements: { ...kim.agreements, terms: false } };
    const messages = async (language: string, body: object = refused) => {
      const { errors } = await problemOf(await signUp(body, { "accept-language": language }));
      return (errors as { pointer: string; code: string; message: string }[]).map(
        ({ pointer, code, message }) => [pointer, code, message],
      );
    };
    expect(await messages("ko")).toEqual([
      ["/agreements/terms", "REQUIRED", "동의해야 가입할 수 있어요"],
      ["/password", "TOO_COMMON", "많이 쓰이거나 쉽게 짐작할 수 있는 비밀번호예요"],
    ]);
    expect(await messages("en")).toEqual([
      ["/agreements/terms", "REQUIRED", "must be agreed to"],
      ["/password", "TOO_COMMON", "is widely used or easy to guess"],
    ]);
    expect(await messages("ko", unreadable)).toEqual([
      ["/email", "EMAIL", "이메일 주소를 확인해 주세요"],
      ["/name", "LINE", "줄바꿈이나 눈에 보이지 않는 문자 없이 입력해 주세요"],
      ["/phone", "PHONE", "전화번호를 확인해 주세요"],
    ]);
  });
});

test("a shop under audit asks for kinds of characters, and takes shorter passwords for it", async () => {
  const audited = await shop.replica({ passwordPolicy: "isms" });
  const codeFor = async (password: string) => {
    const body = { ...kim, email: "audited@shop.test", password };
    const problem = await problemOf(await audited.send("POST", "/api/v1/auth/signup", undefined, body));
    return [
      problem.http,
      ...((problem.errors as { code: string }[] | undefined) ?? []).map(({ code }) => code),
    ];
  };
  expect(await codeFor("quietriverstones")).toEqual([400, "TOO_FEW_KINDS"]);
  expect(await codeFor("xk9mq2vl")).toEqual([400, "TOO_FEW_KINDS"]);
  expect(await codeFor("xK9mq2v")).toEqual([400, "TOO_SHORT"]);
  expect(await codeFor("xK9mq2vL")).toEqual([202]);
});

describe("nothing can be smuggled in", () => {
  const rest = JSON.stringify({ ...kim, email: "smuggler@shop.test" }).slice(1);
  test.each([
    ["__proto__", `{"__proto__":{"role":"owner"},${rest}`],
    ["constructor.prototype", `{"constructor":{"prototype":{"role":"owner"}},${rest}`],
    [
      "__proto__ in the agreements",
      rest.replace('"agreements":{', '"agreements":{"__proto__":{"terms":true},').replace(/^/, "{"),
    ],
    ["a role given twice", `{"role":"owner","role":"member",${rest}`],
  ])("%s: 400, and no account", async (_name, body) => {
    expect((await signUpWith(body)).status).toBe(400);
    expect(await accountOf("smuggler@shop.test")).toBeNull();
  });

  test("of a key given twice the last value counts, for every check alike", async () => {
    const agreements = `"agreements":{"terms":true,"privacy":true,"over14":true,"terms":false}`;
    const refused = await signUpWith(`{"agreements":{},${rest.replace(/"agreements":.*/, `${agreements}}`)}`);
    expect(refused.status).toBe(400);
    expect((await signUpWith(`{"email":"${owner.email}",${rest}`)).status).toBe(202);
    expect(await accountOf("smuggler@shop.test")).toMatchObject({ role: "member" });
    expect(await shop.publishedEvents("signUpRepeated")).toEqual([]);
  });
});

describe("unusual text", () => {
  test("a name with joined emoji is kept, composed and decomposed Hangul is one form", async () => {
    for (const [email, name, stored] of [
      ["family@shop.test", "👨‍👩‍👧 우리 가족 ❤️", "👨‍👩‍👧 우리 가족 ❤️"],
      ["mac@shop.test", ` ${"김민준".normalize("NFD")} `, "김민준"],
    ] as const) {
      expect((await signUp({ ...kim, email, name })).status).toBe(202);
      expect(await accountOf(email)).toMatchObject({ name: stored });
    }
  });

  test("e-mail and password typed decomposed sign in composed, and the other way round", async () => {
    const [email, password] = ["sonnim@가게.test", "비밀의 정원에서 만나요"];
    expect(
      (await signUp({ ...kim, email: email.normalize("NFD"), password: password.normalize("NFD") })).status,
    ).toBe(202);
    for (const form of ["NFC", "NFD"]) {
      expect(
        (await shop.login({ email: email.normalize(form), password: password.normalize(form) })).status,
      ).toBe(200);
    }
    await signUp({ ...kim, email });
    expect(await shop.publishedEvents("signUpRepeated")).toHaveLength(1);
  });

  test.each([
    ["a zero-width space in the e-mail", { email: "ki\u200bm2@shop.test" }, "/email"],
    ["a direction override in the e-mail", { email: "ki\u202em2@shop.test" }, "/email"],
    ["NUL in the e-mail", { email: "ki\0m2@shop.test" }, "/email"],
    ["a zero-width space in the name", { name: "김\u200b민준" }, "/name"],
    ["a direction override in the name", { name: "\u202e준민김" }, "/name"],
    ["an isolate in the name", { name: "김\u2066민준" }, "/name"],
    ["NUL in the name", { name: "김\0" }, "/name"],
    ["a line end in the name", { name: "김\n민준" }, "/name"],
    ["a name that shows nothing", { name: "\u3164" }, "/name"],
    ["NUL in the password", { password: "correct\0horse battery" }, "/password"],
  ])("%s: 400", async (_name, change, pointer) => {
    const problem = await problemOf(await signUp({ ...kim, email: "odd@shop.test", ...change }));
    expect(problem).toMatchObject({ http: 400, errors: [expect.objectContaining({ pointer })] });
    expect(await accountOf("odd@shop.test")).toBeNull();
  });

  test.each(["email", "name", "password", "phone"])("half a surrogate pair in the %s: 400", async (field) => {
    const body = JSON.stringify({ ...kim, phone: "010", [field]: "MARK@shop.test long enough" }).replace(
      "MARK",
      "\\ud83d",
    );
    expect((await signUpWith(body)).status).toBe(400);
  });

  test.each(["email", "name", "password", "phone"])(
    "a hundred thousand characters as %s: refused before they are read",
    async (field) => {
      expect((await signUp({ ...kim, [field]: "가".repeat(100_000) })).status).toBe(413);
      expect((await signUp({ ...kim, [field]: "가".repeat(3_000) })).status).toBe(400);
    },
  );
});

test("a session that a sign-up leads to is a storefront's", async () => {
  await signUp({ ...kim, email: "shopper@shop.test" });
  const token = await tokenOf(await shop.login({ email: "shopper@shop.test", password: kim.password }));
  expect((await shop.get("/api/v1/admin/refunds", token)).status).toBe(403);
});

test("a network that signed up too often waits until the hour is over, for every e-mail", async () => {
  const { key } = counterOf(defaultRules, "signUp", "127.0.0.1");
  await signUp({ ...kim, email: "first@shop.test" });
  await shop.db.script(`UPDATE members.throttles SET failures = 1000 WHERE key = '${key}'`);
  for (const email of ["late@shop.test", owner.email]) {
    const refused = await signUp({ ...kim, email });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(3_500);
    expect(await problemOf(refused)).toMatchObject({ http: 429, code: "TOO_MANY_REQUESTS" });
  }
  shop.advance(3_600_000);
  expect((await signUp({ ...kim, email: "late@shop.test" })).status).toBe(202);
});
