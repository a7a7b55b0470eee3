import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Static } from "typebox";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Backstage, openBackstage } from "../../../tests/support/backstage.ts";
import { type Client, client, type Problem, type Product } from "../../../tests/support/client.ts";
import { startReplica } from "../../../tests/support/replica.ts";
import { whileLocked } from "../../../tests/support/while-locked.ts";
import { startTestShop } from "../../testing.ts";
import { visitorIdOf } from "./hashed-id.ts";
import { outsideHoldOut } from "./hold-out.fixture.ts";
import type { Recommendations } from "./schemas.ts";

type List = Static<typeof Recommendations>;

let ahead = 0;
const clock = { now: () => new Date(Date.now() + ahead) };
// A loaded machine may take longer than a shop's visitors wait.
const environment = { RECOMMENDATIONS_WAIT_MS: "5000" };
const shop = await startTestShop({ clusterUrl: inject("clusterUrl"), clock, environment });
const replica = await startReplica(shop);
const api = client(shop.url);
const other = client(replica.url);
let backstage: Backstage;
beforeAll(async () => {
  const { databaseUrl, sandbox } = shop;
  backstage = await openBackstage({
    ...{ databaseUrl, clock, sandboxUrl: sandbox.url },
    environment: shop.environment,
  });
});
afterAll(async () => {
  await backstage.close();
  await replica.stop();
  await shop.stop();
});

interface Sent {
  readonly id?: string;
  readonly type?: string;
  readonly at?: string;
  readonly productId?: string;
}
const event = (product: Product | null, more: Sent = {}) => ({
  id: randomUUID(),
  type: "view",
  at: clock.now().toISOString(),
  ...(product ? { productId: product.id } : {}),
  ...more,
});
const post = (by: Client, events: object[], headers: Record<string, string> = {}) =>
  by.request<{ accepted: number }>("POST", "/api/v1/events", { events, session: randomUUID() }, headers);
const list = async (by: Client, path: string, headers: Record<string, string> = {}): Promise<List> => {
  const answer = await by.request<List>("GET", `/api/v1/recommendations/${path}`, undefined, headers);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
};
const idsOf = ({ items }: List): string[] => items.map(({ id }) => id);
const stored = (ids: readonly string[]) =>
  backstage.rows<{ id: string; member: string | null; visitor: string | null; session: string | null }>(
    `SELECT id, member_id AS member, visitor_id AS visitor, session_id AS session
     FROM recommendations.events WHERE id = ANY ($1)`,
    [ids],
  );
const VIEWS = `SELECT sum(count)::int AS views FROM recommendations.day_counts
  WHERE product_id = $1 AND type = 'view'`;
const viewsOf = async ({ id }: Product) => (await backstage.rows<{ views: number }>(VIEWS, [id]))[0]?.views;
/** What is popular is read anew after ten seconds. */
const later = (): void => {
  ahead += 11_000;
};
const create = (name: string, more: object = {}) =>
  api.createProduct({ name, options: [], variants: [{ options: {}, price: 10_000, stock: 100 }], ...more });
const category = async (slug: string): Promise<{ id: string }> =>
  (
    await api.request<{ id: string }>(
      "POST",
      "/api/v1/admin/categories",
      { slug, name: slug },
      await api.signInOwner(),
    )
  ).body;
/** Throws unless it becomes true in this time, without the time of the last answer on a busy machine. */
async function within(ms: number, isTrue: () => Promise<boolean>): Promise<void> {
  const began = performance.now();
  for (let asked = performance.now(); !(await isTrue()); asked = performance.now())
    if (asked - began > ms) throw new Error(`it was not so ${ms} ms later`);
}
/** A cookie that an answer set. */
const cookieOf = (headers: Headers): string => headers.getSetCookie()[0]?.split(";")[0] ?? "";

describe("events", () => {
  test("are stored once, also when two processes get them at the same moment", async () => {
    const product = await create("한 번 세는 접시");
    const sent = [event(product), event(product, { type: "search" })];
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => post(at % 2 ? api : other, sent)));
    expect(answers.map(({ status, body }) => [status, body.accepted])).toEqual(answers.map(() => [202, 2]));
    // A repeat with another time is the same event.
    await post(api, [{ ...sent[0], at: new Date(clock.now().getTime() - 60_000).toISOString() }]);
    expect(await stored(sent.map(({ id }) => id))).toHaveLength(2);
    expect(await viewsOf(product)).toBe(1);
  });

  test("of one id with times of two days are stored once, as two processes get them", async () => {
    const product = await create("두 날의 접시");
    const yesterday = new Date(clock.now().getTime() - 86_400_000).toISOString();
    // Rows of both days' counts, for which both statements then wait with their event already stored.
    await post(api, [event(product), event(product, { at: yesterday })]);
    const sent = event(product);
    const counts = `SELECT FROM recommendations.day_counts WHERE product_id = '${product.id}' FOR UPDATE`;
    const answers = await whileLocked(shop.databaseUrl, counts, 2, () =>
      Promise.all([post(api, [sent]), post(other, [{ ...sent, at: yesterday }])]),
    );
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    expect(await stored([sent.id])).toHaveLength(1);
    expect(await viewsOf(product)).toBe(3);
  });

  test("of staff and of programs that crawl are left out", async () => {
    const product = await create("세지 않는 접시");
    const ids = [event(product), event(product)];
    const byStaff = await post(api, [ids[0] ?? {}], { ...(await api.signInOwner()) });
    const byBot = await post(api, [ids[1] ?? {}], { "user-agent": "Mozilla/5.0 (compatible; Yeti/1.1)" });
    expect([byStaff.body.accepted, byBot.body.accepted]).toEqual([0, 0]);
    expect(await stored(ids.map(({ id }) => id))).toEqual([]);
  });

  test("that are malformed, too many, or from another site are refused", async () => {
    const product = await create("거절하는 접시");
    const refused = async (body: unknown, headers: Record<string, string> = {}) =>
      (await api.request<Problem>("POST", "/api/v1/events", body, headers)).status;
    expect(await refused({ events: [] })).toBe(400);
    expect(await refused({ events: [{ ...event(product), type: "sale" }] })).toBe(400);
    expect(await refused({ events: Array.from({ length: 101 }, () => event(product)) })).toBe(400);
    expect(await refused({ events: [event(product)] }, { "sec-fetch-site": "cross-site" })).toBe(403);
  });

  test("of a guest name no one without consent, and are the member's after a sign-in", async () => {
    const product = await create("동의하고 본 접시");
    const before = event(product);
    await post(api, [before]);
    expect(await stored([before.id])).toEqual([
      { id: before.id, member: null, visitor: null, session: null },
    ]);
    const yes = await api.request<{ personal: boolean }>("PUT", "/api/v1/visitor", { personal: true });
    const cookie = cookieOf(yes.headers);
    expect(yes.body.personal && cookie.startsWith("visitor=")).toBe(true);
    const known = event(product);
    await post(api, [known], { cookie });
    const [asGuest] = await stored([known.id]);
    expect(asGuest?.visitor).toBe(visitorIdOf(cookie.slice("visitor=".length)));

    const member = await api.signUp();
    const joined = await member.request<List>("GET", "/api/v1/recommendations/home", undefined, { cookie });
    expect(joined.headers.getSetCookie().join()).toContain("visitor=; Max-Age=0");
    expect(await stored([known.id])).toMatchObject([{ member: member.id, visitor: null }]);
  });

  test("of a guest who says no are deleted", async () => {
    const product = await create("잊는 접시");
    const yes = await api.request("PUT", "/api/v1/visitor", { personal: true });
    const headers = { cookie: cookieOf(yes.headers) };
    const seen = event(product);
    await post(api, [seen], headers);
    const no = await api.request("PUT", "/api/v1/visitor", { personal: false }, headers);
    expect(no.headers.getSetCookie().join()).toContain("Max-Age=0");
    expect(await stored([seen.id])).toEqual([]);
  });

  test("of a member are in the export, and are gone when the member says no or leaves", async () => {
    const product = await create("내보내는 접시");
    const member = await api.signUp();
    await post(member, [event(product)]);
    const exported = async () =>
      (
        await member.request<{ recommendations: { personal: boolean; events: { productId: string }[] } }>(
          "GET",
          "/api/v1/me/export",
        )
      ).body.recommendations;
    expect(await exported()).toMatchObject({ personal: true, events: [{ productId: product.id }] });
    await member.request("PUT", "/api/v1/visitor", { personal: false });
    expect(await exported()).toEqual({ personal: false, events: [], lists: [], exposures: [] });
    await post(member, [event(product)]);
    expect((await exported()).events).toEqual([]);

    await member.request("PUT", "/api/v1/visitor", { personal: true });
    await post(member, [event(product)]);
    const { status } = await member.request("DELETE", "/api/v1/me", { password: member.password });
    expect(status).toBe(204);
    await backstage.delivered();
    const left = await backstage.rows(
      `SELECT 1 FROM recommendations.events WHERE member_id = $1
       UNION ALL SELECT 1 FROM recommendations.histories WHERE person_id = $1
       UNION ALL SELECT 1 FROM recommendations.choices WHERE member_id = $1`,
      [member.id],
    );
    expect(left).toEqual([]);
  });

  test("of purchases and refunds come from orders, with the member or a hash of the order", async () => {
    const product = await create("사는 접시");
    const member = await api.signUp();
    const variantId = product.variants[0]?.id ?? "";
    const { order } = await member.buy(variantId, 2);
    await api.buy(variantId);
    await backstage.delivered();
    const canceled = await member.request(
      "POST",
      `/api/v1/orders/${order.id}/cancel`,
      { reason: "하나만 필요해요", lines: [{ lineId: order.items[0]?.id, quantity: 1 }] },
      { "idempotency-key": randomUUID() },
    );
    expect(canceled.status).toBe(200);
    await backstage.delivered();
    const rows = await backstage.rows<{
      type: string;
      member: string | null;
      quantity: number;
      basket: string;
    }>(
      `SELECT type, member_id AS member, quantity, basket_id AS basket FROM recommendations.events
       WHERE product_id = $1 ORDER BY at, type`,
      [product.id],
    );
    expect(rows).toMatchObject([
      { type: "purchase", member: member.id, quantity: 2 },
      { type: "purchase", member: null, quantity: 1 },
      { type: "refund", member: member.id, quantity: 1 },
    ]);
    expect(rows[0]?.basket).toBe(rows[2]?.basket);
    expect(rows.every(({ basket }) => basket !== order.id)).toBe(true);
  });

  test("are kept for their time and no longer", async () => {
    await backstage.rows("SELECT recommendations.open_day(current_date - 400)");
    await backstage.rows(
      `INSERT INTO recommendations.events (id, at, type, quantity)
       VALUES (gen_random_uuid(), current_date - 400 + interval '1 hour', 'search', 1)`,
    );
    await backstage.run("recommendations.keepDays");
    const [old] = await backstage.rows<{ count: number }>(
      "SELECT count(*)::int AS count FROM recommendations.events WHERE at < current_date - 200",
    );
    expect(old?.count).toBe(0);
  });
});

describe("a list", () => {
  test("has what is popular, and no product that is hidden, sold out, or on the page", async () => {
    const [best, good] = [await create("많이 본 잔"), await create("꽤 본 잔")];
    await post(api, [
      ...Array.from({ length: 30 }, () => event(best)),
      ...Array.from({ length: 20 }, () => event(good)),
    ]);
    later();
    // The former figures serve while the new ones are read.
    await expect.poll(async () => idsOf(await list(api, "home")).slice(0, 2)).toEqual([best.id, good.id]);
    const home = await list(api, "home?limit=4");
    expect(home).toMatchObject({ level: "shop", model: null });
    expect(home.items[0]).toMatchObject({
      name: "많이 본 잔",
      price: { amount: 10_000, currency: "KRW" },
      reason: { kind: "popular" },
    });
    expect(idsOf(await list(api, `product?productId=${best.id}`))).not.toContain(best.id);
    expect(idsOf(await list(api, `home?without=${good.id}`))).not.toContain(good.id);
    expect(idsOf(await list(api, `cart?recent=${best.id}`))).not.toContain(best.id);

    const owner = await api.signInOwner();
    await list(other, "home");
    // A change of all lists names no product, and holds up no other change.
    const words = "/api/v1/admin/synonyms";
    const version = (await api.request("GET", words, undefined, owner)).headers.get("etag") ?? "";
    const fields = { ...owner, "if-match": version };
    expect((await api.request("PUT", words, { sets: [["등", "램프"]] }, fields)).status).toBe(200);
    const path = `/api/v1/admin/products/${best.id}`;
    const etag = (await api.request("GET", path, undefined, owner)).headers.get("etag") ?? "";
    const hidden = await api.request("PATCH", path, { status: "draft" }, { ...owner, "if-match": etag });
    expect(hidden.status).toBe(200);
    expect(idsOf(await list(api, "home"))).not.toContain(best.id);
    expect(idsOf(await list(other, "home"))).not.toContain(best.id);

    const sku = good.variants[0]?.sku;
    await api.request("POST", `/api/v1/admin/stock/${sku}/adjust`, { delta: -100, reason: "분실" }, owner);
    const soldOutAt = performance.now();
    for (const by of [api, other])
      while (idsOf(await list(by, "home")).includes(good.id)) {
        if (performance.now() - soldOutAt > 5_000) throw new Error("it is still recommended");
        await wait(20);
      }
  });

  test("shows the next request what was looked at just now, on another process too", async () => {
    const { id: lamps } = await category("lamps");
    const inside = { categoryIds: [lamps] };
    const [lamp, alike] = [await create("등", inside), await create("다른 등", inside)];
    const visit = await list(api, `home?recent=${lamp.id}`);
    expect(visit).toMatchObject({
      level: "content",
      items: [{ id: alike.id, reason: { kind: "similar" } }, ...visit.items.slice(1)],
    });
    const member = await outsideHoldOut(backstage, api.signUp);
    await post(member, [event(lamp)]);
    const elsewhere = await other.signIn(member.email, member.password);
    expect(await list(elsewhere, "home")).toMatchObject({ level: "content" });
    expect(idsOf(await list(elsewhere, "home"))[0]).toBe(alike.id);
    expect(await list(api, `product?productId=${lamp.id}`)).toMatchObject({ level: "content" });
    expect(
      idsOf(await list(api, `category?category=${lamps}`))
        .slice(0, 2)
        .sort(),
    ).toEqual([lamp.id, alike.id].sort());
  });

  test("changes within a second of an event in another process, and of what sells out", async () => {
    const inside = { categoryIds: [(await category("cups")).id] };
    const [seen, alike] = [await create("본 찻잔", inside), await create("비슷한 찻잔", inside)];
    const member = await outsideHoldOut(backstage, api.signUp);
    const elsewhere = await other.signIn(member.email, member.password);
    expect(await list(elsewhere, "home")).toMatchObject({ level: "shop" });
    expect((await post(member, [event(seen)])).status).toBe(202);
    await within(1_000, async () => (await list(elsewhere, "home")).items[0]?.id === alike.id);

    const paths = [
      ...["home", "cart", "order", "search", "mail"].map((place) => `${place}?recent=${seen.id}&limit=24`),
      `product?productId=${seen.id}&limit=24`,
      `category?category=${inside.categoryIds[0]}&limit=24`,
    ];
    const showing = async () => {
      const lists = await Promise.all([api, other].flatMap((by) => paths.map((path) => list(by, path))));
      return lists.filter((each) => idsOf(each).includes(alike.id)).length;
    };
    expect(await showing()).toBe(2 * paths.length);
    const sell = { delta: -100, reason: "분실" };
    const sku = alike.variants[0]?.sku;
    await api.request("POST", `/api/v1/admin/stock/${sku}/adjust`, sell, await api.signInOwner());
    // The worker of a busy machine has other jobs, too.
    await within(2_000, async () => (await showing()) === 0);
  });

  test("offers a member again what the member bought", async () => {
    const product = await create("다시 사는 차");
    const member = await outsideHoldOut(backstage, api.signUp);
    await member.buy(product.variants[0]?.id ?? "");
    await backstage.delivered();
    // A new product is known a moment later.
    const again = async () => {
      const { level, items } = await list(member, "order");
      return [level, items[0]?.id, items[0]?.reason.kind];
    };
    await expect.poll(again).toEqual(["history", product.id, "repeat"]);
  });

  test("that is asked for wrongly is refused", async () => {
    const status = async (path: string) =>
      (await api.request("GET", `/api/v1/recommendations/${path}`)).status;
    expect(await status("window")).toBe(404);
    expect(await status("home?recent=abc")).toBe(400);
    expect(await status("home?limit=101")).toBe(400);
  });
});

describe("rules of staff", () => {
  test("hold in every process from the answer on, and until they end", async () => {
    const owner = await api.signInOwner();
    const product = await create("먼저 보일 잔");
    const rule = { kind: "pin", placement: "search", productId: product.id, reason: "기획전" };
    await list(other, "search");
    const made = await api.request<{ id: string }>(
      "POST",
      "/api/v1/admin/recommendations/rules",
      rule,
      owner,
    );
    expect(made.status).toBe(201);
    for (const by of [api, other])
      expect(await list(by, "search?limit=1")).toMatchObject({
        items: [{ id: product.id, reason: { kind: "picked" } }],
      });
    expect(idsOf(await list(api, "mail?limit=1"))).not.toEqual([product.id]);
    const path = `/api/v1/admin/recommendations/rules/${made.body.id}`;
    expect((await api.request("DELETE", path, undefined, owner)).status).toBe(204);
    expect((await api.request("DELETE", path, undefined, owner)).status).toBe(404);
    const ended = await list(other, "search?limit=1");
    expect(ended.items[0]?.reason.kind).not.toBe("picked");
    const actions = await backstage.rows<{ action: string }>(
      "SELECT action FROM platform.audit_log WHERE subject = $1 ORDER BY seq",
      [`recommendation-rule:${made.body.id}`],
    );
    expect(actions.map(({ action }) => action)).toEqual(["recommendation.rule", "recommendation.unrule"]);
  });

  test("are for staff alone, and for products that exist", async () => {
    const rule = { kind: "pin", productId: randomUUID(), reason: "없는 상품" };
    const path = "/api/v1/admin/recommendations/rules";
    expect((await api.request("POST", path, rule)).status).toBe(401);
    const member = await api.signUp();
    expect((await member.request("POST", path, rule)).status).toBe(403);
    const owner = await api.signInOwner();
    expect((await api.request("POST", path, rule, owner)).status).toBe(404);
    expect((await api.request("POST", path, { ...rule, kind: "hide" }, owner)).status).toBe(400);
  });
});
