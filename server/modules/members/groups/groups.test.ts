import { afterAll, describe, expect, inject, test } from "vitest";
import { openBackstage } from "../../../../tests/support/backstage.ts";
import { client, type Member, type Problem } from "../../../../tests/support/client.ts";
import { startTestShop } from "../../../testing.ts";
import { priceMaker } from "../../catalog/price-lists/price-lists.fixture.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const backstage = await openBackstage({
  databaseUrl: shop.databaseUrl,
  sandboxUrl: shop.sandbox.url,
  environment: shop.environment,
});
const owner = await api.signInOwner();
const { call, makeList, makeGroup, putInto } = priceMaker(api);
afterAll(async () => {
  await backstage.close();
  await shop.stop();
});

interface GroupBody {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly memberCount: number;
  readonly etag: string;
}
interface MemberBody {
  readonly id: string;
  readonly group: string | null;
}

let made = 0;
async function newGroup(): Promise<GroupBody> {
  made += 1;
  const input = { code: `vip-${made}`, name: "단골", translations: { en: { name: "Regulars" } } };
  const { status, body } = await call<GroupBody>("POST", "member-groups", input);
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}
const read = async (id: string) => (await call<GroupBody>("GET", `member-groups/${id}`)).body;
const entriesOf = async (subject: string) =>
  (
    await call<{ items: { action: string; before: object; after: object; reason: string | null }[] }>(
      "GET",
      `audit-log?subject=${encodeURIComponent(subject)}`,
    )
  ).body.items;

async function hire(role: string): Promise<Member> {
  const { id, email, password } = await api.signUp();
  await backstage.rows(
    `UPDATE members.accounts SET role = '${role}', email_verified_at = now() WHERE id = $1`,
    [id],
  );
  return api.signIn(email, password);
}

describe("a group of members", () => {
  test("is named, listed, renamed and deleted, each in the audit log", async () => {
    const group = await newGroup();
    expect(group).toMatchObject({ name: "단골", memberCount: 0, etag: '"1"' });
    const { items } = (await call<{ items: GroupBody[] }>("GET", "member-groups")).body;
    expect(items).toContainEqual(group);
    const renamed = await call<GroupBody>(
      "PATCH",
      `member-groups/${group.id}`,
      { name: "아주 단골" },
      { "if-match": group.etag },
    );
    expect([renamed.status, renamed.headers.get("etag"), renamed.body.name]).toEqual([
      200,
      expect.stringMatching(/^"2\./),
      "아주 단골",
    ]);
    expect((await call("DELETE", `member-groups/${group.id}`)).status).toBe(204);
    expect((await call("GET", `member-groups/${group.id}`)).status).toBe(404);
    expect(await entriesOf(`member-group:${group.id}`)).toMatchObject([
      { action: "memberGroup.delete", before: { code: group.code } },
      { action: "memberGroup.edit", before: { "/name": "단골" }, after: { "/name": "아주 단골" } },
      { action: "memberGroup.create", after: { code: group.code, name: "단골" } },
    ]);
  });

  test("of an old version is 412 and names what differs; an edit without a version is 400", async () => {
    const { id, etag } = await newGroup();
    await call("PATCH", `member-groups/${id}`, { name: "둘" }, { "if-match": etag });
    const stale = await call<Problem>("PATCH", `member-groups/${id}`, { name: "셋" }, { "if-match": etag });
    expect([stale.status, stale.body]).toMatchObject([
      412,
      { code: "STALE_EDIT", differences: [{ pointer: "/name", was: "단골", now: "둘" }] },
    ]);
    expect((await call("DELETE", `member-groups/${id}`, undefined, { "if-match": etag })).status).toBe(412);
    expect((await call("PATCH", `member-groups/${id}`, { name: "셋" })).status).toBe(400);
  });

  test("with a code that is taken is 409, of two at once too; a code that is no code is 400", async () => {
    const input = { code: "twice", name: "x" };
    const answers = await Promise.all([
      call<Problem>("POST", "member-groups", input),
      call<Problem>("POST", "member-groups", input),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe("MEMBER_GROUP_TAKEN");
    const { status, body } = await call<Problem>("POST", "member-groups", { code: "도매", name: "x" });
    expect([status, body.errors?.[0]?.pointer]).toEqual([400, "/code"]);
  });

  test("with a member, or named by a price list, is not deleted", async () => {
    const { id, code } = await newGroup();
    const member = await api.signUp();
    await putInto(member.id, code);
    expect((await read(id)).memberCount).toBe(1);
    const remove = () => call<Problem & { members?: number }>("DELETE", `member-groups/${id}`);
    expect((await remove()).body).toMatchObject({ status: 409, code: "MEMBER_GROUP_IN_USE", members: 1 });
    await putInto(member.id, null);
    const list = await makeList([], { memberGroup: code });
    expect((await remove()).body).toMatchObject({ status: 409, code: "MEMBER_GROUP_IN_USE", priceLists: 1 });
    await call("DELETE", `price-lists/${list.id}`);
    expect((await remove()).status).toBe(204);
    const late = await call<Problem>("POST", "price-lists", { name: "x", memberGroup: code });
    expect([late.status, late.body.errors?.[0]?.pointer]).toEqual([400, "/memberGroup"]);
  });

  test("that is deleted while members come in keeps them, or takes none", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, code } = await newGroup();
      const member = await api.signUp();
      const [removed, put] = await Promise.all([
        call("DELETE", `member-groups/${id}`),
        call<Problem>("PUT", `members/${member.id}/group`, { group: code }),
      ]);
      expect([
        [204, 400],
        [409, 200],
      ]).toContainEqual([removed.status, put.status]);
      if (put.status === 200) await makeList([], { memberGroup: code });
    }
  });

  test("is refused to guests (401), members (403), and staff without the permission (403)", async () => {
    const [shopper, clerk] = [await api.signUp(), await hire("orders")];
    const post = (headers: Readonly<Record<string, string>>) =>
      api.request("POST", "/api/v1/admin/member-groups", { code: "no", name: "x" }, headers);
    expect((await post({})).status).toBe(401);
    for (const { proof } of [shopper, clerk]) expect((await post(proof)).status).toBe(403);
    const catalogue = await hire("catalogue");
    expect((await catalogue.request("GET", "/api/v1/admin/member-groups")).status).toBe(200);
    const address = `/api/v1/admin/members/${shopper.id}/group`;
    expect((await catalogue.request("PUT", address, { group: null })).status).toBe(403);
  });
});

describe("the group of a member", () => {
  test("is set by staff with a reason, shown to both, filtered by, and in the audit log", async () => {
    const code = await makeGroup();
    const member = await api.signUp();
    const address = `members/${member.id}/group`;
    const { status, body } = await call<MemberBody>("PUT", address, { group: code, reason: "서류 확인" });
    expect([status, body]).toMatchObject([
      200,
      { id: member.id, group: code, email: expect.stringContaining("*") },
    ]);
    expect((await member.request<MemberBody>("GET", "/api/v1/me")).body.group).toBe(code);
    const listed = await call<{ items: MemberBody[] }>("GET", `members?group=${code}`);
    expect(listed.body.items.map(({ id }) => id)).toEqual([member.id]);
    await putInto(member.id, code);
    await putInto(member.id, null);
    expect(await entriesOf(`member:${member.id}`)).toMatchObject([
      { action: "member.group", before: { group: code }, after: { group: null }, reason: null },
      { action: "member.group", before: { group: null }, after: { group: code }, reason: "서류 확인" },
    ]);
  });

  test("that does not exist is 400, of a member that does not exist 404, of a superior 403", async () => {
    const member = await api.signUp();
    const { status, body } = await call<Problem>("PUT", `members/${member.id}/group`, { group: "nobody" });
    expect([status, body.errors?.[0]]).toMatchObject([400, { pointer: "/group", code: "UNKNOWN" }]);
    const unknown = "01890a5d-ac96-774b-bcce-b302099a8057";
    expect((await call("PUT", `members/${unknown}/group`, { group: null })).status).toBe(404);
    const manager = await hire("manager");
    const { id } = (await api.request<{ id: string }>("GET", "/api/v1/me", undefined, owner)).body;
    const address = `/api/v1/admin/members/${id}/group`;
    expect((await manager.request("PUT", address, { group: null })).status).toBe(403);
  });

  test("is copied to the catalogue by its event too, and an older copy changes nothing", async () => {
    const code = await makeGroup();
    const member = await api.signUp();
    await putInto(member.id, code);
    const copy = () =>
      backstage.rows<{ group_code: string | null; version: number }>(
        "SELECT group_code, version FROM catalog.grouped_members WHERE id = $1",
        [member.id],
      );
    await backstage.delivered();
    expect(await copy()).toEqual([{ group_code: code, version: 1 }]);
    await backstage.rows("DELETE FROM catalog.grouped_members WHERE id = $1", [member.id]);
    await putInto(member.id, code);
    expect(await copy()).toEqual([{ group_code: code, version: 1 }]);
    await putInto(member.id, null);
    await backstage.delivered();
    expect(await copy()).toEqual([{ group_code: null, version: 2 }]);
  });

  test("is in the export of the member's data, and is forgotten when the member leaves", async () => {
    const code = await makeGroup();
    const member = await api.signUp();
    await putInto(member.id, code);
    const { body } = await member.request<{ profile: MemberBody }>("GET", "/api/v1/me/export");
    expect(body.profile.group).toBe("도매");
    expect((await member.request("DELETE", "/api/v1/me", { password: member.password })).status).toBe(204);
    await backstage.delivered();
    expect(await backstage.rows("SELECT FROM catalog.grouped_members WHERE id = $1", [member.id])).toEqual(
      [],
    );
  });
});
