/** What staff do with coupons, and what members take into their account. */
import { afterAll, describe, expect, inject, test } from "vitest";
import { client, type Problem } from "../../../tests/support/client.ts";
import { startTestShop } from "../../testing.ts";
import { type CouponBody, couponMaker, offCart } from "./coupons.fixture.ts";

let now = Date.parse("2031-05-01T00:00:00.000Z");
const shop = await startTestShop({ clusterUrl: inject("clusterUrl"), clock: { now: () => new Date(now) } });
const api = client(shop.url);
const coupons = couponMaker(api);
const { call, make, edit } = coupons;
afterAll(() => shop.stop());

const won = (amount: number) => ({ amount, currency: "KRW" });
const UNKNOWN = "01890a5d-ac96-774b-bcce-b302099a8057";

interface OwnCoupon {
  readonly id: string;
  readonly code: string;
  readonly state: string;
  readonly used: number;
}
interface OwnPage {
  readonly items: OwnCoupon[];
  readonly nextCursor: string | null;
}

async function makeCategory(slug = "spring"): Promise<string> {
  const body = { slug, name: "봄" };
  const path = "/api/v1/admin/categories";
  return (await api.request<{ id: string }>("POST", path, body, await api.signInOwner())).body.id;
}

describe("a coupon", () => {
  test("is created, listed, read and edited, each change in the audit log", async () => {
    const [product, category] = [await api.createProduct(), await makeCategory()];
    const made = await make({
      code: "spring-10",
      name: "봄맞이",
      kind: "product",
      discount: { type: "percent", percent: 10, cap: 5_000 },
      minimum: 20_000,
      period: { endsAt: "2031-06-01T00:00:00Z" },
      limits: { total: 100, perMember: 1 },
      productIds: [product.id.toUpperCase()],
      categoryIds: [category],
    });
    expect(made).toMatchObject({
      code: "SPRING-10",
      discount: { type: "percent", percent: 10, cap: won(5_000) },
      minimum: won(20_000),
      period: { startsAt: null, endsAt: "2031-06-01T00:00:00.000Z" },
      limits: { total: 100, perMember: 1 },
      productIds: [product.id],
      categoryIds: [category],
      downloadable: false,
      combinable: false,
      status: "active",
      used: 0,
      etag: '"1"',
    });
    const listed = (await call<{ items: CouponBody[]; total: number }>("GET", "?limit=1")).body;
    expect([listed.items.map(({ id }) => id), listed.total]).toEqual([[made.id], expect.any(Number)]);
    const edited = await edit(made.id, { name: "여름맞이", status: "paused", period: { endsAt: null } });
    expect(edited).toMatchObject({
      name: "여름맞이",
      status: "paused",
      period: { endsAt: null },
      etag: '"2"',
    });
    expect(await edit(made.id, { status: "paused" })).toMatchObject({ etag: '"2"' });
    const { items } = (
      await api.request<{ items: object[] }>(
        "GET",
        `/api/v1/admin/audit-log?subject=coupon%3A${made.id}`,
        undefined,
        await api.signInOwner(),
      )
    ).body;
    expect(items).toMatchObject([
      { action: "coupon.edit", before: { "/status": "active" }, after: { "/status": "paused" } },
      { action: "coupon.create", after: { code: "SPRING-10", percent: 10 } },
    ]);
  });

  test("is made combinable, or not, by an edit as well", async () => {
    const { id } = await make({ combinable: true });
    expect(await coupons.read(id)).toMatchObject({ combinable: true });
    expect(await edit(id, { combinable: false })).toMatchObject({ combinable: false, etag: '"2"' });
    expect((await call("POST", "", { ...offCart, combinable: "yes" })).status).toBe(400);
  });

  test("without a code gets one that cannot be guessed, and every list can be paged", async () => {
    const [one, other] = [await make(), await make()];
    expect(one.code).toMatch(/^[0-9A-Z]{10}$/);
    const first = (await call<{ items: CouponBody[]; nextCursor: string }>("GET", "?limit=1")).body;
    const second = (await call<{ items: CouponBody[] }>("GET", `?limit=1&cursor=${first.nextCursor}`)).body;
    expect([first, second].map(({ items }) => items[0]?.id)).toEqual([other.id, one.id]);
  });

  test("with a code that another has, in small letters too, is 409", async () => {
    await make({ code: "TWICE" });
    const { status, body } = await call<Problem>("POST", "", { ...offCart, code: "twice" });
    expect([status, body.code]).toEqual([409, "COUPON_CODE_TAKEN"]);
  });

  test("that was ended stays so", async () => {
    const { id } = await make();
    const { etag } = await edit(id, { status: "ended" });
    const { status, body } = await call<Problem>(
      "PATCH",
      `/${id}`,
      { status: "active" },
      { "if-match": etag },
    );
    expect([status, body.code]).toEqual([409, "COUPON_ENDED"]);
  });

  test("edited from an old version is 412 and names what differs; without a version it is 400", async () => {
    const { id } = await make({ name: "하나" });
    await edit(id, { name: "둘" });
    const { status, body } = await call<Problem>("PATCH", `/${id}`, { name: "셋" }, { "if-match": '"1"' });
    expect([status, body]).toMatchObject([
      412,
      { code: "STALE_EDIT", etag: '"2"', differences: [{ pointer: "/name", was: "하나", now: "둘" }] },
    ]);
    expect((await call("PATCH", `/${id}`, { name: "셋" })).status).toBe(400);
    expect((await call("PATCH", `/${UNKNOWN}`, { name: "셋" }, { "if-match": '"1"' })).status).toBe(404);
    expect((await call("GET", `/${UNKNOWN}`)).status).toBe(404);
  });

  test.each([
    [{ name: "" }, "/name"],
    [{ code: "공백 있음" }, "/code"],
    [{ kind: "points" }, "/kind"],
    [{ discount: { type: "fixed", amount: 0 } }, "/discount/amount"],
    [{ discount: { type: "fixed", amount: { amount: 1, currency: "USD" } } }, "/discount/amount"],
    [{ discount: { type: "percent", percent: 10, cap: 0 } }, "/discount/cap"],
    [{ minimum: { amount: 1, currency: "USD" } }, "/minimum"],
    [{ limits: { total: 0 } }, "/limits/total"],
    [{ productIds: [UNKNOWN] }, "/productIds"],
    [{ categoryIds: [UNKNOWN] }, "/categoryIds"],
    [{ kind: "product", productIds: [UNKNOWN] }, "/productIds/0"],
    [{ kind: "product", categoryIds: [UNKNOWN.toUpperCase()] }, "/categoryIds/0"],
    [{ period: { startsAt: "2031-06-01T00:00:00Z", endsAt: "2031-06-01T00:00:00Z" } }, "/period/endsAt"],
  ])("of %j is 400 at %s", async (input, pointer) => {
    const { status, body } = await call<Problem>("POST", "", { ...offCart, ...input });
    expect([status, body.errors?.map((error) => error.pointer)]).toEqual([400, [pointer]]);
  });

  test("of a category that is named as a product is 400", async () => {
    const id = await makeCategory("autumn");
    const named = { ...offCart, kind: "product", productIds: [id], categoryIds: [id] };
    const { status, body } = await call<Problem>("POST", "", named);
    expect([status, body.errors?.map(({ pointer }) => pointer)]).toEqual([400, ["/productIds/0"]]);
  });

  test.each([
    { type: "percent", percent: 0 },
    { type: "percent", percent: 101 },
    { type: "fixed", amount: 1, percent: 1 },
    { type: "free" },
  ])("with the discount %j is 400", async (discount) => {
    expect((await call("POST", "", { ...offCart, discount })).status).toBe(400);
  });

  test("is for staff with the permission", async () => {
    const member = await api.signUp();
    for (const [method, path] of [
      ["GET", "/api/v1/admin/coupons"],
      ["POST", "/api/v1/admin/coupons"],
    ] as const) {
      const body = method === "POST" ? offCart : undefined;
      expect((await api.request(method, path, body)).status).toBe(401);
      expect((await member.request(method, path, body)).status).toBe(403);
    }
  });
});

describe("a member", () => {
  const own = "/api/v1/me/coupons";
  const take = async (by: { request: typeof api.request }, code: string) =>
    by.request<OwnCoupon & Problem>("POST", own, { code });

  test("takes a coupon by its code, once, and lists it, the newest first", async () => {
    const member = await api.signUp();
    const [one, other] = [await make({ limits: { perMember: 1 } }), await make()];
    const taken = await take(member, one.code.toLowerCase());
    expect([taken.status, taken.body]).toMatchObject([201, { code: one.code, state: "usable", used: 0 }]);
    expect((await take(member, one.code)).body).toMatchObject({ id: one.id });
    await take(member, other.code);
    const first = (await member.request<OwnPage>("GET", `${own}?limit=1`)).body;
    const second = (await member.request<OwnPage>("GET", `${own}?limit=1&cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...second.items].map(({ code }) => code)).toEqual([other.code, one.code]);
    expect(second.nextCursor).toBeNull();
    expect((await (await api.signUp()).request<OwnPage>("GET", own)).body.items).toEqual([]);
  });

  test("sees when a coupon waits, can be used, and is over", async () => {
    const member = await api.signUp();
    const { id, code } = await make({
      period: { startsAt: "2031-05-02T00:00:00Z", endsAt: "2031-05-03T00:00:00Z" },
    });
    await take(member, code);
    const states: unknown[] = [];
    const look = async () => states.push((await member.request<OwnPage>("GET", own)).body.items[0]?.state);
    const before = now;
    await look();
    // A sign-in lasts minutes: the period moves, not the clock.
    await edit(id, { period: { startsAt: null } });
    await look();
    await edit(id, { status: "paused" });
    await look();
    await edit(id, { status: "active", period: { endsAt: "2031-05-01T00:00:00.001Z" } });
    now += 1;
    await look();
    expect(states).toEqual(["waiting", "usable", "waiting", "expired"]);
    now = before;
  });

  test("cannot take an unknown coupon, or one that is over", async () => {
    const member = await api.signUp();
    expect((await take(member, "NO-SUCH-CODE")).status).toBe(404);
    const { id, code } = await make();
    await edit(id, { status: "ended" });
    const { status, body } = await take(member, code);
    expect([status, body.code, body.coupons]).toEqual([
      409,
      "COUPON_REFUSED",
      [{ coupon: code, reason: "ENDED" }],
    ]);
    expect((await take(member, "a")).status).toBe(400);
    expect((await take(api, code)).status).toBe(401);
    expect((await api.request("GET", own)).status).toBe(401);
  });

  test("finds the coupons in the export of the own data", async () => {
    const member = await api.signUp();
    const { code, name } = await make();
    await take(member, code);
    const exported = await member.request<{ coupons: object[] }>("GET", "/api/v1/me/export");
    expect(exported.body.coupons).toMatchObject([{ code, name, used: 0 }]);
  });
});
