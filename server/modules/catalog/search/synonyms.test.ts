import { readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, describe, expect, inject, test } from "vitest";
import { client, type HeaderFields, type Problem } from "../../../../tests/support/client.ts";
import { startReplica } from "../../../../tests/support/replica.ts";
import { versionOf } from "../../../platform/http/conditional-reads.ts";
import { startTestShop } from "../../../testing.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const replica = await startReplica(shop, { ROLES: "api" });
const api = client(shop.url);
const other = client(replica.url);
const owner = await api.signInOwner();
const member = await api.signUp();
await api.createProduct({ name: "달빛 항아리" });
afterAll(async () => {
  await replica.stop();
  await shop.stop();
});

const SYNONYMS = "/api/v1/admin/synonyms";
interface Sets {
  readonly sets: string[][];
}
interface StaleEdit extends Problem {
  readonly etag: string;
  readonly differences: unknown;
}
const read = (headers: HeaderFields = owner) => api.request<Sets>("GET", SYNONYMS, undefined, headers);
const put = <Body = Sets>(sets: unknown, etag: string, headers: HeaderFields = owner) =>
  api.request<Body>("PUT", SYNONYMS, { sets }, { ...headers, "if-match": etag });
const etagNow = async () => (await read()).headers.get("etag") ?? "";
const found = async (q: string, from = api) =>
  (await from.request<{ total: number }>("GET", `/api/v1/products?${new URLSearchParams({ q })}`)).body.total;
const entries = async () => {
  const path = "/api/v1/admin/audit-log?limit=100&subject=catalog%3Asynonyms";
  const { body } = await api.request<{ items: Record<string, unknown>[] }>("GET", path, undefined, owner);
  return body.items;
};

test("a new shop has a Korean list", async () => {
  const { sets } = (await read()).body;
  expect(sets).toContainEqual(["수건", "타월", "타올", "towel"]);
  expect(sets).toContainEqual(["바지", "팬츠", "pants", "trousers"]);
  expect(sets.find(([word]) => word === "운동화")).toEqual(expect.arrayContaining(["스니커즈", "런닝화"]));
});

test("a list that staff have changed is not made longer", async () => {
  const before = await read();
  const mine = [...before.body.sets.slice(1), ["마당", "뜰"]];
  const changed = await put(mine, await etagNow());
  const database = new pg.Client({ connectionString: shop.databaseUrl });
  await database.connect();
  const migration = new URL("../migrations/0040_more_synonyms.sql", import.meta.url);
  await database.query(`BEGIN; ${readFileSync(migration, "utf8")}; COMMIT`).finally(() => database.end());
  expect((await read()).body.sets).toEqual(mine);
  expect((await put(before.body.sets, changed.headers.get("etag") ?? "")).status).toBe(200);
});

test("a new set counts at once in every process, and a set that goes no more", async () => {
  expect([await found("독"), await found("장 독", other)]).toEqual([0, 0]);
  const before = (await read()).body.sets;
  const sets = [...before, ["항아리", "독", "장 독"]];
  const changed = await put(sets, await etagNow());
  expect([changed.status, changed.body.sets]).toEqual([200, sets]);
  expect([await found("독"), await found("장 독", other), await found("장독", other)]).toEqual([1, 1, 1]);
  expect((await entries())[0]).toMatchObject({
    action: "synonyms.change",
    before: { sets: [] },
    after: { sets: [["항아리", "독", "장 독"]] },
  });
  expect((await put(before, changed.headers.get("etag") ?? "")).status).toBe(200);
  expect([await found("독"), await found("독", other)]).toEqual([0, 0]);
});

describe("an edit", () => {
  test("that changes nothing is no version and no entry", async () => {
    const [etag, count] = [await etagNow(), (await entries()).length];
    const { body } = await read();
    expect((await put(body.sets, etag)).headers.get("etag")).toBe(etag);
    expect(await entries()).toHaveLength(count);
  });

  test("of an older version is told what changed since", async () => {
    const [etag, { body }] = [await etagNow(), await read()];
    await put([...body.sets, ["달", "moon"]], etag);
    const refused = await put<StaleEdit>([], etag);
    expect([refused.status, refused.body.code]).toEqual([412, "STALE_EDIT"]);
    expect(refused.body).toMatchObject({
      etag: versionOf(await etagNow()),
      differences: [{ pointer: "/sets", was: [], now: [["달", "moon"]] }],
    });
  });

  test("of two at once one is stored", async () => {
    const [etag, { body }] = [await etagNow(), await read()];
    const race = ["하나", "둘"].map((word) => put([...body.sets, [word, "셋"]], etag));
    const statuses = (await Promise.all(race)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 412]);
  });

  test.each([
    [[["하나"]], "/sets/0"],
    [[["컵", "컵 "]], "/sets/0"],
    [[["Cup", "ＣＵＰ"]], "/sets/0"],
    [[["컵", ""]], "/sets/0/1"],
    [[["컵", "x".repeat(41)]], "/sets/0/1"],
    ["컵", "/sets"],
  ])("is refused: %j", async (sets, pointer) => {
    const { status, body } = await put<Problem>(sets, await etagNow());
    expect([status, body.code, body.errors?.[0]?.pointer]).toEqual([400, "INVALID_INPUT", pointer]);
  });

  test("without its version replaces any, and of several at once the last counts", async () => {
    const { sets } = (await read()).body;
    const asked = ["하나", "둘", "셋", "넷"].map((word) => [...sets, [word, "다섯"]]);
    const answers = await Promise.all(
      asked.map((each) => api.request<Sets>("PUT", SYNONYMS, { sets: each }, owner)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(answers.map(({ headers }) => headers.get("etag"))).size).toBe(4);
    expect(asked).toContainEqual((await read()).body.sets);
    expect((await put(sets, "*")).status).toBe(200);
  });

  test("and its reading are for staff", async () => {
    const statuses = async (headers: HeaderFields) => [
      (await read(headers)).status,
      (await put([], '"1"', headers)).status,
    ];
    expect([await statuses({}), await statuses(member.proof)]).toEqual([
      [401, 401],
      [403, 403],
    ]);
  });
});
