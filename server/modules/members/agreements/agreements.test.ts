import { afterAll, beforeEach, expect, test } from "vitest";
import { owner, problemOf, startShop, tokenOf } from "../members.fixture.ts";

interface Document {
  readonly code: string;
  readonly version: number;
  readonly title: string;
  readonly body: string;
  readonly effectiveAt: string;
}
interface Agreement {
  readonly code: string;
  readonly agreed: boolean;
  readonly version: number | null;
  readonly currentVersion: number;
  readonly at: string | null;
}
let token: string;
let people = 0;
const shop = await startShop();
afterAll(() => shop.close());

const password = "길고 긴 비밀번호 하나";
const email = () => `kim${people}@shop.test`;
beforeEach(async () => {
  people += 1;
  await shop.addMember(email(), password);
  token = await tokenOf(await shop.login({ email: email(), password }));
});

const OWN_PATH = "/api/v1/me/agreements";
const PUBLISH_PATH = "/api/v1/admin/agreements";
const codes = ["terms", "privacy", "over14", "marketing_email", "marketing_sms", "marketing_push"];

async function documents(language = "ko"): Promise<Document[]> {
  const answer = await fetch(`${shop.url}/api/v1/agreements`, { headers: { "accept-language": language } });
  return ((await answer.json()) as { items: Document[] }).items;
}
const document = async (code: string, language?: string) =>
  (await documents(language)).find((each) => each.code === code);

async function agreements(): Promise<Agreement[]> {
  return ((await (await shop.get(OWN_PATH, token)).json()) as { items: Agreement[] }).items;
}
const agreement = async (code: string) => (await agreements()).find((each) => each.code === code);
const choose = (marketing: unknown, headers?: Record<string, string>) =>
  shop.send("PUT", OWN_PATH, token, { marketing }, headers);

/** The member's stored answers, the oldest first. */
async function consents(): Promise<Record<string, unknown>[]> {
  const text = `SELECT consents.code, agreed, host(ip) AS ip, user_agent AS "userAgent", at
    FROM members.consents
    JOIN members.accounts ON accounts.id = account_id WHERE email_key = $1 ORDER BY consents.id`;
  return (await shop.db.pool.query(text, [email()])).rows;
}
async function countPublished(): Promise<number> {
  const text = `SELECT FROM platform.outbox
    JOIN members.accounts ON accounts.id::text = message->'payload'->>'memberId'
    WHERE message->>'type' = 'members.marketingChanged' AND email_key = $1`;
  return (await shop.db.pool.query(text, [email()])).rowCount ?? 0;
}

test("every client can read the documents in its language, and cache them until they change", async () => {
  const items = await documents();
  expect(items.map(({ code }) => code)).toEqual(codes);
  expect(items[0]).toMatchObject({ version: 1, required: true, title: "이용약관 동의" });
  expect((await documents("en"))[0]).toMatchObject({ version: 1, required: true, title: "Terms of use" });

  const answer = await fetch(`${shop.url}/api/v1/agreements`);
  expect(answer.headers.get("cache-control")).toBe("public, no-cache");
  expect(answer.headers.get("vary")).toContain("accept-language");
  const etag = answer.headers.get("etag") ?? "";
  const again = await fetch(`${shop.url}/api/v1/agreements`, { headers: { "if-none-match": etag } });
  expect([again.status, await again.text()]).toEqual([304, ""]);
  const english = await fetch(`${shop.url}/api/v1/agreements`, {
    headers: { "if-none-match": etag, "accept-language": "en" },
  });
  expect(english.status).toBe(200);
});

test("a document without an answer counts as not agreed", async () => {
  expect((await agreements()).map(({ code }) => code)).toEqual(codes);
  expect(await agreement("marketing_sms")).toEqual({
    code: "marketing_sms",
    title: "문자로 혜택과 소식 받기",
    required: false,
    agreed: false,
    version: null,
    currentVersion: 1,
    at: null,
  });
});

test("an answer is stored with time, address and client, and changes only the named channels", async () => {
  const before = Date.now();
  const answer = await choose({ email: true, sms: true }, { "user-agent": "a browser" });
  expect(answer.status).toBe(200);
  const { items } = (await answer.json()) as { items: Agreement[] };
  expect(items).toEqual(await agreements());
  expect(items.filter(({ agreed }) => agreed).map(({ code }) => code)).toEqual([
    "marketing_email",
    "marketing_sms",
  ]);
  expect(await agreement("marketing_email")).toMatchObject({ agreed: true, version: 1 });
  const stored = await consents();
  expect(stored).toEqual([
    { code: "marketing_email", agreed: true, ip: "127.0.0.1", userAgent: "a browser", at: expect.any(Date) },
    { code: "marketing_sms", agreed: true, ip: "127.0.0.1", userAgent: "a browser", at: expect.any(Date) },
  ]);
  expect(Number(stored[0]?.at)).toBeGreaterThanOrEqual(before);
  expect(await countPublished()).toBe(1);
});

test("a repeated answer is not stored, and each change adds a row", async () => {
  await choose({ email: true });
  await choose({ email: true });
  await choose({});
  await choose({ sms: false });
  expect([(await consents()).length, await countPublished()]).toEqual([1, 1]);
  await choose({ email: false });
  expect(await agreement("marketing_email")).toMatchObject({
    agreed: false,
    version: null,
    at: expect.any(String),
  });
  await choose({ email: true });
  expect((await consents()).map(({ agreed }) => agreed)).toEqual([true, false, true]);
  expect(await countPublished()).toBe(3);
});

test("of the same answer given ten times at once one is stored", async () => {
  await Promise.all(Array.from({ length: 10 }, () => choose({ push: true })));
  expect([(await consents()).length, await countPublished()]).toEqual([1, 1]);
});

test("a stored answer cannot be changed or deleted while its account exists", async () => {
  await choose({ email: true });
  await expect(shop.db.script("UPDATE members.consents SET agreed = false")).rejects.toThrow(
    "kept as they are",
  );
  await expect(shop.db.script("DELETE FROM members.consents")).rejects.toThrow("kept as they are");
  await expect(shop.db.script("UPDATE members.consent_documents SET body_ko = '다른 말'")).rejects.toThrow(
    "add a version",
  );
});

test.each([
  ["/marketing/fax", { fax: true }],
  ["/marketing/email", { email: "true" }],
  ["/marketing/email", { email: null }],
  ["/marketing", []],
  ["/marketing", null],
])("%s is refused: %j", async (pointer, marketing) => {
  const { http, errors } = await problemOf(await choose(marketing));
  expect([http, (errors as { pointer: string }[])[0]?.pointer]).toEqual([400, pointer]);
  expect(await consents()).toEqual([]);
});

test("a required agreement cannot be taken back here, nor for another member", async () => {
  const tries = [{ marketing: {}, terms: false }, { marketing: {}, accountId: "x" }, {}];
  for (const body of tries) expect((await shop.send("PUT", OWN_PATH, token, body)).status).toBe(400);
});

test("answers are not read or given without a sign-in", async () => {
  expect((await shop.get(OWN_PATH)).status).toBe(401);
  expect((await shop.send("PUT", OWN_PATH, undefined, { marketing: { email: true } })).status).toBe(401);
});

const words = {
  ko: { title: "새 제목", body: "새 본문\n\n둘째 문단" },
  en: { title: "New", body: "New body" },
};

test("a new version is shown from its day on; a yes to it is another answer than the old yes", async () => {
  await choose({ push: true });
  const staff = await tokenOf(await shop.login(owner));
  const effectiveAt = new Date(shop.now().getTime() + 60_000).toISOString();
  const answer = await shop.send("POST", PUBLISH_PATH, staff, {
    code: "marketing_push",
    ...words,
    effectiveAt,
  });
  expect(answer.status).toBe(201);
  expect(await answer.json()).toEqual({ code: "marketing_push", version: 2, required: false, effectiveAt });
  expect(await document("marketing_push")).toMatchObject({ version: 1 });

  shop.advance(61_000);
  expect(await document("marketing_push")).toMatchObject({
    version: 2,
    title: "새 제목",
    body: "새 본문\n\n둘째 문단",
  });
  expect(await document("marketing_push", "en")).toMatchObject({ version: 2, title: "New" });
  expect(await agreement("marketing_push")).toMatchObject({ agreed: true, version: 1, currentVersion: 2 });
  await choose({ push: true });
  expect(await agreement("marketing_push")).toMatchObject({ agreed: true, version: 2, currentVersion: 2 });
  expect(await consents()).toHaveLength(2);
});

test("versions published at once have consecutive numbers, and each is in the audit log", async () => {
  const staff = await tokenOf(await shop.login(owner));
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => shop.send("POST", PUBLISH_PATH, staff, { code: "over14", ...words })),
  );
  const versions = await Promise.all(answers.map(async (each) => ((await each.json()) as Document).version));
  expect(versions.sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  const text =
    "SELECT action, after->>'version' AS version FROM platform.audit_log WHERE subject = 'agreement:over14'";
  const logged = (await shop.db.pool.query(text)).rows as { action: string; version: string }[];
  expect(logged.map(({ version }) => Number(version)).sort((a, b) => a - b)).toEqual(versions);
  expect(new Set(logged.map(({ action }) => action))).toEqual(new Set(["agreement.publish"]));
});

test.each([
  ["/code", { code: "cookies" }],
  ["/ko/title", { ko: { title: " ", body: "본문" } }],
  ["/en/body", { en: { title: "Title", body: "" } }],
  ["/en", { en: undefined }],
  ["/effectiveAt", { effectiveAt: "2020-01-01T00:00:00Z" }],
  ["/effectiveAt", { effectiveAt: "2030-06-30T23:59:60Z" }],
  ["/effectiveAt", { effectiveAt: "tomorrow" }],
  ["/required", { required: true }],
  ["/version", { version: 99 }],
])("%s of a new version is complained about: %j", async (pointer, wrong) => {
  const staff = await tokenOf(await shop.login(owner));
  const answer = await shop.send("POST", PUBLISH_PATH, staff, { code: "privacy", ...words, ...wrong });
  const { http, errors } = await problemOf(answer);
  expect([http, (errors as { pointer: string }[])[0]?.pointer]).toEqual([400, pointer]);
  expect(await document("privacy")).toMatchObject({ version: 1 });
});

test("members and strangers publish nothing", async () => {
  expect((await shop.send("POST", PUBLISH_PATH, undefined, { code: "terms", ...words })).status).toBe(401);
  expect((await shop.send("POST", PUBLISH_PATH, token, { code: "terms", ...words })).status).toBe(403);
});
