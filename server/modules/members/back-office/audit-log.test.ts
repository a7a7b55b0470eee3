import { afterAll, expect, test } from "vitest";
import { auditChain } from "../../../platform/audit-log/audit-log.ts";
import { type Entry, startStaffShop } from "../staff/staff.fixture.ts";

const shop = await startStaffShop();
const owner = await shop.hire("owner", "박점주");
const clerks = [await shop.hire("support"), await shop.hire("support"), await shop.hire("support")];
for (const { id } of clerks) {
  for (const verb of ["disable", "enable"]) {
    await shop.request("POST", `/admin/members/${id}/${verb}`, owner.token, { reason: verb });
  }
}
afterAll(() => shop.close());

interface List {
  readonly items: Entry[];
  readonly nextCursor: string | null;
}
const list = (query: string, by = owner) => shop.request<List>("GET", `/admin/audit-log?${query}`, by.token);

test("entries come newest first, in pages, each once", async () => {
  const seen: number[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const { body }: { body: List } = await list(`limit=4${cursor && `&cursor=${cursor}`}`);
    seen.push(...body.items.map(({ seq }) => seq));
    cursor = body.nextCursor;
  }
  expect(seen).toEqual(Array.from({ length: 6 }, (_, at) => 6 - at));
});

test("entries are found by action, by actor, by subject, and by all three", async () => {
  const [first] = clerks;
  const actions = async (query: string) => (await list(query)).body.items.map(({ action }) => action);
  expect(await actions("action=member.enable")).toEqual(["member.enable", "member.enable", "member.enable"]);
  expect(await actions(`actorId=${owner.id.toUpperCase()}`)).toHaveLength(6);
  expect(await actions(`actorId=${first?.id}`)).toEqual([]);
  expect(await actions(`subject=member:${first?.id}`)).toEqual(["member.enable", "member.disable"]);
  expect(await actions(`subject=member:${first?.id}&actorId=${owner.id}&action=member.disable`)).toEqual([
    "member.disable",
  ]);
  expect(await actions("action=member.disable'--")).toEqual([]);
});

test("an actor has its current name, and a masked one once the account is deleted", async () => {
  const passing = await shop.hire("owner", "황보라");
  await shop.request("DELETE", `/admin/members/${clerks[0]?.id}/sessions`, passing.token);
  const names = async () => (await list(`actorId=${passing.id}`)).body.items.map(({ actor }) => actor.name);
  await shop.db.script(`UPDATE members.accounts SET name = '황보람' WHERE id = '${passing.id}'`);
  expect(await names()).toEqual(["황보람"]);
  await shop.db.script(`DELETE FROM members.accounts WHERE id = '${passing.id}'`);
  expect(await names()).toEqual(["황*라"]);
});

test("entries are found by the kind of what was changed, by any of their texts, and by period", async () => {
  const [, second] = clerks;
  const counts = async (query: string) => (await list(`limit=100&${query}`)).body.items.length;
  expect(await counts(`resource=member&actorId=${owner.id}`)).toBe(6);
  expect(await counts("resource=product")).toBe(0);
  expect(await counts(`q=${second?.id.toUpperCase()}`)).toBe(2);
  expect(await counts(`q=${encodeURIComponent("박점")}`)).toBe(6);
  expect(await counts(`q=${encodeURIComponent("100%")}`)).toBe(0);
  await shop.db.script(at("2099-03-01T00:00:00Z", "2099-03-01T00:05:00Z", "2099-03-02T00:00:00Z"));
  const period = (from: string, to: string) => list(`from=${from}&to=${to}`);
  const found = (await period("2099-03-01T00:05:00Z", "2099-03-02T00:00:00Z")).body.items;
  expect(found.map(({ subject }) => subject)).toEqual(["test:2099-03-01T00:05:00Z"]);
  expect((await period("2099-03-01T00:00:00Z", "2099-03-03T00:00:00Z")).body.items).toHaveLength(3);
  expect((await period("2099-03-03T00:00:00Z", "2099-03-04T00:00:00Z")).body.items).toEqual([]);
  expect(await counts("to=2020-01-01T00:00:00Z")).toBe(0);
  expect(await counts("from=2020-01-01T00:00:00Z&action=member.enable")).toBe(3);
});

/** Adds entries of these moments. */
const at = (...moments: string[]) =>
  moments
    .map(
      (moment) => `SELECT platform.record_action('{"kind":"key","id":"${owner.id}","name":"ERP"}', 'test.add',
        'test:${moment}', NULL, NULL, NULL, '10.0.0.1', NULL, 'request', '${moment}');`,
    )
    .join("\n");

test("a word that few entries have is found by pages, each of which looks at a part of the log", async () => {
  await shop.db.script(`
    SELECT platform.record_action('{"kind":"key","id":"${owner.id}","name":"ERP"}', 'test.add', 'needle:1',
      NULL, '{"name": "바늘 100%"}', NULL, '10.0.0.1', NULL, 'request', now());
    SELECT count(platform.record_action('{"kind":"key","id":"${owner.id}","name":"ERP"}', 'test.add',
      'straw:' || straw, NULL, NULL, NULL, '10.0.0.1', NULL, 'request', now()))
    FROM generate_series(1, 11000) AS straw;`);
  const pages: number[] = [];
  const found: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const query = `q=${encodeURIComponent("바늘 100%")}${cursor && `&cursor=${cursor}`}`;
    const { body }: { body: List } = await list(query);
    pages.push(body.items.length);
    found.push(...body.items.map(({ subject }) => subject));
    cursor = body.nextCursor;
  }
  expect([found, pages]).toEqual([["needle:1"], [0, 0, 1]]);
  // Each of these is answered by the index alone: all on the first page.
  for (const query of ["resource=needle", "subject=needle:1"])
    expect((await list(query)).body).toMatchObject({ items: [{ subject: "needle:1" }], nextCursor: null });
});

test.each([
  "fields=hash",
  "from=yesterday",
  "to=2026-13-01T00:00:00Z",
  "resource=Product:1",
  "q=%00",
  "sort=at",
  "include=userAgent",
  "limit=0",
  "cursor=x",
  `cursor=${Buffer.from(JSON.stringify(["audit-log", "1'"])).toString("base64url")}`,
  "actorId=1",
])("?%s: 400", async (query) => expect((await list(query)).status).toBe(400));

test("entries need the permission to see them: 403 without it, 401 without a sign-in", async () => {
  for (const role of ["catalogue", "orders", "support", "analyst", "member"]) {
    expect((await list("", await shop.hire(role))).status).toBe(403);
  }
  expect((await shop.request("GET", "/admin/audit-log")).status).toBe(401);
});

test("20 changes at the same moment make one chain", async () => {
  const everybody = await Promise.all(Array.from({ length: 20 }, () => shop.hire("member")));
  const answers = await Promise.all(
    everybody.map(({ id }) =>
      shop.request("POST", `/admin/members/${id}/disable`, owner.token, { reason: "clean up" }),
    ),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]));
  expect(await auditChain(shop.db)).toEqual([]);
});
