import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { prepared } from "../../../platform/db/prepared.ts";
import { type MembersShop, startShop } from "../members.fixture.ts";
import { findState, post } from "./account.fixture.ts";

let shop: MembersShop;
let id = "";
let count = 0;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  count += 1;
  const email = `member-${count}@shop.test`;
  const agreements = { terms: true, privacy: true, over14: true, marketing: false };
  const answer = await post(shop, "/auth/signup", {
    email,
    password: "quiet river stones",
    name: "손님",
    agreements,
  });
  expect(answer.status).toBe(202);
  id = (await findState(shop, email))?.id ?? "";
});

interface Row {
  readonly agreed: boolean;
  readonly ip: string | null;
  readonly userAgent: string | null;
}
const consents = prepared<{ id: string }, Row>(
  (p) => sql`SELECT agreed, host(ip) AS ip, user_agent AS "userAgent" FROM members.consents
             WHERE account_id = ${p.id} ORDER BY code`,
);
const rows = () => shop.db.rows(consents, { id });

test.each([
  ["changed", "UPDATE members.consents SET agreed = true"],
  ["freed of their origin", "UPDATE members.consents SET ip = NULL, user_agent = NULL"],
  ["deleted", "DELETE FROM members.consents"],
  ["emptied", "TRUNCATE members.consents"],
])("consents of an account cannot be %s", async (_name, statement) => {
  const before = await rows();
  const own = statement.startsWith("TRUNCATE") ? statement : `${statement} WHERE account_id = '${id}'`;
  await expect(shop.db.script(own)).rejects.toThrow("kept as they are");
  expect(await rows()).toEqual(before);
  expect(before).toHaveLength(6);
});

test("consents of a deleted account lose their origin, keep their answer, and can be deleted", async () => {
  const leave = (statement: string) =>
    shop.db.script(
      `BEGIN; DELETE FROM members.accounts WHERE id = '${id}'; ${statement}
        WHERE account_id = '${id}'; COMMIT`,
    );
  await leave("UPDATE members.consents SET ip = NULL, user_agent = NULL");
  expect(await rows()).toHaveLength(6);
  expect((await rows()).every(({ ip, userAgent }) => ip === null && userAgent === null)).toBe(true);
  await expect(
    shop.db.script(`UPDATE members.consents SET agreed = true WHERE account_id = '${id}'`),
  ).rejects.toThrow("kept as they are");
  await leave("DELETE FROM members.consents");
  expect(await rows()).toEqual([]);
});

test("there are six documents in both languages, three of them required; their texts stay", async () => {
  const documents = prepared<object, { code: string; required: boolean; ko: string; en: string }>(
    () =>
      sql`SELECT code, required, body_ko AS ko, body_en AS en FROM members.consent_documents ORDER BY code`,
  );
  const found = await shop.db.rows(documents, {});
  expect(found.map(({ code, required }) => [code, required])).toEqual([
    ["marketing_email", false],
    ["marketing_push", false],
    ["marketing_sms", false],
    ["over14", true],
    ["privacy", true],
    ["terms", true],
  ]);
  for (const { ko, en } of found) {
    expect(ko).toMatch(/[가-힣]{2}/);
    expect(en.replaceAll("(광고)", "")).not.toMatch(/[가-힣]/);
  }
  await expect(shop.db.script("UPDATE members.consent_documents SET body_ko = '…'")).rejects.toThrow(
    "keeps its words",
  );
});

test("a sign-up agrees to the version in effect, not to an earlier or a later one", async () => {
  const publish = (version: number, effective: string) =>
    shop.db.script(`INSERT INTO members.consent_documents
      (code, version, required, effective_at, title_ko, body_ko, title_en, body_en)
      SELECT code, ${version}, required, ${effective}, title_ko, body_ko, title_en, body_en
      FROM members.consent_documents WHERE code = 'terms' AND version = 1`);
  await publish(2, "now() - interval '1 minute'");
  await publish(3, "now() + interval '7 days'");
  const email = "later@shop.test";
  const agreements = { terms: true, privacy: true, over14: true };
  await post(shop, "/auth/signup", { email, password: "quiet river stones", name: "손님", agreements });
  const versions = prepared<{ email: string }, { code: string; version: number }>(
    (p) => sql`SELECT document.code, version FROM members.consents
               JOIN members.consent_documents AS document ON document.id = document_id
               JOIN members.accounts ON accounts.id = account_id WHERE email_key = ${p.email}
               ORDER BY document.code`,
  );
  expect(await shop.db.rows(versions, { email })).toEqual([
    { code: "over14", version: 1 },
    { code: "privacy", version: 1 },
    { code: "terms", version: 2 },
  ]);
});
