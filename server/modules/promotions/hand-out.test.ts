/** Coupons that members take without a code, and coupons that staff give. */
import { afterAll, describe, expect, inject, test } from "vitest";
import { client, type HeaderFields, type Member, type Problem } from "../../../tests/support/client.ts";
import { startTestShop } from "../../testing.ts";
import { couponMaker } from "./coupons.fixture.ts";

const now = new Date("2031-05-01T00:00:00.000Z");
const shop = await startTestShop({ clusterUrl: inject("clusterUrl"), clock: { now: () => now } });
const api = client(shop.url);
const { make, edit } = couponMaker(api);
const people = await Promise.all(Array.from({ length: 6 }, () => api.signUp()));
const [ann, ben] = people as [Member, Member];
afterAll(() => shop.stop());

interface Listed {
  readonly id: string;
  readonly code: string;
}
interface Coupons {
  readonly items: readonly (Listed & { readonly state: string })[];
  readonly available: readonly Listed[];
}
const UNKNOWN = "01890a5d-ac96-774b-bcce-b302099a8057";
const couponsOf = async (member: Member): Promise<Coupons> =>
  (await member.request<Coupons>("GET", "/api/v1/me/coupons?limit=100")).body;
const idsOf = (coupons: readonly Listed[]) => coupons.map(({ id }) => id);
const take = (member: typeof api, body: object) =>
  member.request<Listed & Problem>("POST", "/api/v1/me/coupons", body);
const isOffered = async (id: string, to = ben) => idsOf((await couponsOf(to)).available).includes(id);
const give = async (id: string, body: object, by?: HeaderFields) =>
  api.request<{ given: number } & Problem>(
    "POST",
    `/api/v1/admin/coupons/${id}/members`,
    body,
    by ?? (await api.signInOwner()),
  );
const refusal = ({ status, body }: { status: number; body: Problem }) => [
  status,
  body.code,
  (body.coupons as { reason: string }[] | undefined)?.map(({ reason }) => reason),
];

describe("a coupon that is offered", () => {
  test("is listed to members who do not have it, and taken once without its code", async () => {
    const { id, code } = await make({ downloadable: true, limits: { perMember: 1 } });
    expect((await couponsOf(ann)).available[0]).toMatchObject({ id, code, perMember: 1 });
    expect((await take(ann, { couponId: id })).body).toMatchObject({ id, state: "usable", used: 0 });
    expect((await take(ann, { couponId: id })).status).toBe(201);
    const { items, available } = await couponsOf(ann);
    expect([idsOf(items).filter((each) => each === id), idsOf(available)]).toEqual([
      [id],
      expect.not.arrayContaining([id]),
    ]);
    expect(await isOffered(id)).toBe(true);
  });

  test.each([
    ["paused", { status: "paused" }],
    ["ended", { status: "ended" }],
    ["not begun", { period: { startsAt: "2031-05-02T00:00:00Z" } }],
    ["over", { period: { endsAt: "2031-05-01T00:00:00Z" } }],
    ["taken back from the list", { downloadable: false }],
  ])("is not listed while it is %s", async (_name, change) => {
    const { id } = await make({ downloadable: true });
    expect(await isOffered(id)).toBe(true);
    await edit(id, change);
    expect(await isOffered(id)).toBe(false);
  });

  test("goes to no more members than may use it, however many take it at once", async () => {
    const { id } = await make({ downloadable: true, limits: { total: 2 } });
    const answers = await Promise.all(people.map((member) => take(member, { couponId: id })));
    const refused = answers.filter(({ status }) => status !== 201).map(refusal);
    expect(refused).toEqual(Array.from({ length: 4 }, () => [409, "COUPON_REFUSED", ["USED_UP"]]));
    const holders = await Promise.all(people.map(couponsOf));
    expect(holders.filter(({ items }) => idsOf(items).includes(id))).toHaveLength(2);
    expect(holders.filter(({ available }) => idsOf(available).includes(id))).toEqual([]);
  });

  test("counts a member once, however often the member takes it at once", async () => {
    const { id } = await make({ downloadable: true, limits: { total: 2 } });
    const answers = await Promise.all(Array.from({ length: 6 }, () => take(ann, { couponId: id })));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 201));
    expect((await take(ben, { couponId: id })).status).toBe(201);
    expect(refusal(await take(people[2] ?? ann, { couponId: id }))).toEqual([
      409,
      "COUPON_REFUSED",
      ["USED_UP"],
    ]);
  });
});

test("a coupon that only its code gives is not listed, and is not taken by its id", async () => {
  const { id, code } = await make();
  expect(await isOffered(id)).toBe(false);
  expect((await take(ben, { couponId: id })).status).toBe(404);
  expect((await take(ben, { couponId: UNKNOWN })).status).toBe(404);
  expect((await take(ben, { code: code.toLowerCase() })).status).toBe(201);
  for (const wrong of [{}, { couponId: "x" }, { couponId: id, code }]) {
    expect((await take(ben, wrong)).status).toBe(400);
  }
  expect((await take(api, { couponId: id })).status).toBe(401);
});

describe("staff", () => {
  test("give a coupon to a member, who has it at once, twice as once; the audit log has it", async () => {
    const { id } = await make();
    expect([await give(id, { memberId: ann.id }), await give(id, { memberId: ann.id })]).toMatchObject([
      { status: 200, body: { given: 1 } },
      { status: 200, body: { given: 0 } },
    ]);
    expect((await couponsOf(ann)).items[0]).toMatchObject({ id, state: "usable" });
    const read = await api.request<{ items: { id: string }[] }>(
      "GET",
      `/api/v1/admin/members/${ann.id}/coupons?limit=1`,
      undefined,
      await api.signInOwner(),
    );
    expect([read.status, idsOf(read.body.items as Listed[])]).toEqual([200, [id]]);
    const log = await api.request<{ items: { action: string; after: object }[] }>(
      "GET",
      `/api/v1/admin/audit-log?subject=coupon:${id}`,
      undefined,
      await api.signInOwner(),
    );
    expect(log.body.items).toMatchObject([
      { action: "coupon.give", after: { members: [ann.id] } },
      { action: "coupon.create" },
    ]);
  });

  test("give it to several members within the total limit, or to none of them", async () => {
    const { id } = await make({ limits: { total: 2 } });
    const memberIds = people.map((member) => member.id);
    expect(refusal(await give(id, { memberIds }))).toEqual([409, "COUPON_REFUSED", ["USED_UP"]]);
    expect(idsOf((await couponsOf(ann)).items)).not.toContain(id);
    expect((await give(id, { memberIds: [ann.id, ann.id.toUpperCase()] })).body).toEqual({ given: 1 });
    const gifts = await Promise.all(memberIds.slice(1).map((memberId) => give(id, { memberId })));
    expect(gifts.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409]);
    // A member that has it keeps it, although no more are left.
    expect((await give(id, { memberId: ann.id })).body).toEqual({ given: 0 });
  });

  test("give none that is over, unknown, or to members that do not exist", async () => {
    const { id } = await make();
    const gift = await give(id, { memberIds: [ann.id, UNKNOWN] });
    expect([gift.status, gift.body.errors?.map(({ pointer }) => pointer)]).toEqual([400, ["/memberIds/1"]]);
    expect(idsOf((await couponsOf(ann)).items)).not.toContain(id);
    expect((await give(UNKNOWN, { memberId: ann.id })).status).toBe(404);
    for (const wrong of [{}, { memberIds: [] }, { memberId: "x" }, { memberId: ann.id, reason: "x" }]) {
      expect((await give(id, wrong)).status).toBe(400);
    }
    await edit(id, { status: "ended" });
    expect(refusal(await give(id, { memberId: ann.id }))).toEqual([409, "COUPON_REFUSED", ["ENDED"]]);
  });

  test("do so with the permission alone: a member is refused, and so is a guest", async () => {
    const { id } = await make();
    expect((await give(id, { memberId: ben.id }, ben.proof)).status).toBe(403);
    expect((await give(id, { memberId: ben.id }, { authorization: "" })).status).toBe(401);
    const path = `/api/v1/admin/members/${ben.id}/coupons`;
    expect((await ben.request("GET", path)).status).toBe(403);
    expect((await api.request("GET", path)).status).toBe(401);
    const absent = `/api/v1/admin/members/${UNKNOWN}/coupons`;
    expect((await api.request("GET", absent, undefined, await api.signInOwner())).status).toBe(404);
  });
});
