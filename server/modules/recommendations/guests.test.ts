import { randomUUID } from "node:crypto";
import type { Static } from "typebox";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Backstage, openBackstage } from "../../../tests/support/backstage.ts";
import { type Client, client, type Problem, type Product } from "../../../tests/support/client.ts";
import { startReplica } from "../../../tests/support/replica.ts";
import { startTestShop } from "../../testing.ts";
import { visitorIdOf } from "./hashed-id.ts";
import { outsideHoldOut } from "./hold-out.fixture.ts";
import type { Recommendations } from "./schemas.ts";

type List = Static<typeof Recommendations>;
type Headers = Readonly<Record<string, string>>;

const environment = { RECOMMENDATIONS_WAIT_MS: "5000" };
const shop = await startTestShop({ clusterUrl: inject("clusterUrl"), environment });
const replica = await startReplica(shop);
const api = client(shop.url);
const other = client(replica.url);
let backstage: Backstage;
beforeAll(async () => {
  const { databaseUrl, sandbox } = shop;
  backstage = await openBackstage({ databaseUrl, sandboxUrl: sandbox.url, environment: shop.environment });
});
afterAll(async () => {
  await backstage.close();
  await replica.stop();
  await shop.stop();
});

const event = (productId: string, more: object = {}) => ({
  ...{ id: randomUUID(), type: "view", at: new Date().toISOString(), productId },
  ...more,
});
const post = async (by: Client, events: object[], headers: Headers = {}): Promise<number> =>
  (await by.request<{ accepted: number }>("POST", "/api/v1/events", { events }, headers)).body.accepted;
const list = async (by: Client, path: string, headers: Headers = {}): Promise<List> =>
  (await by.request<List>("GET", `/api/v1/recommendations/${path}`, undefined, headers)).body;
const create = (name: string): Promise<Product> =>
  api.createProduct({ name, options: [], variants: [{ options: {}, price: 10_000, stock: 100 }] });
/** A guest who says yes: the cookie, and the id that events have. */
async function guest(): Promise<{ headers: Headers; id: string }> {
  const yes = await api.request("PUT", "/api/v1/visitor", { personal: true });
  const cookie = yes.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  return { headers: { cookie }, id: visitorIdOf(cookie.slice("visitor=".length)) };
}
/** What is stored that names the person. */
const storedOf = (id: string) =>
  backstage.rows<{ type: string }>(
    `SELECT type FROM recommendations.events WHERE visitor_id = $1 OR member_id = $1
     UNION ALL SELECT 'history' FROM recommendations.histories WHERE person_id = $1
     UNION ALL SELECT 'exposure' FROM recommendations.exposures WHERE person_id = $1
     UNION ALL SELECT 'order' FROM recommendations.order_persons WHERE visitor_id = $1 OR member_id = $1
     ORDER BY type`,
    [id],
  );
/** The same without what experiments note, which they do later. */
const typesOf = async (id: string) =>
  (await storedOf(id)).map(({ type }) => type).filter((type) => type !== "exposure");

describe("a guest's purchase", () => {
  async function place(product: Product) {
    const cart = await api.createCart();
    await api.addItem(cart.id, product.variants[0]?.id ?? "");
    const { body } = await api.placeOrder(cart.id);
    const pay = async () => {
      await api.confirm(await api.approve(body.payment.windowUrl));
      await backstage.delivered();
    };
    return { ...body, pay };
  }
  const tell = (orderId: string, token: string, headers: Headers) =>
    api.request<Problem | null>("PUT", `/api/v1/visitor/orders/${orderId}`, undefined, {
      ...headers,
      "x-guest-token": token,
    });

  test("is the guest's who agreed and whose browser placed it, and no other's", async () => {
    const product = await create("손님이 산 잔");
    const { order, guestToken, pay } = await place(product);
    const [mine, stranger] = [await outsideHoldOut(backstage, guest), await guest()];
    expect(await tell(order.id, "another token", stranger.headers)).toMatchObject({
      status: 404,
      body: { code: "NOT_FOUND" },
    });
    expect((await tell(randomUUID(), guestToken, stranger.headers)).status).toBe(404);
    // Without consent, nothing is kept.
    expect((await tell(order.id, guestToken, {})).status).toBe(204);
    expect((await tell(order.id, guestToken, mine.headers)).status).toBe(204);
    // Who tells it later changes nothing.
    expect((await tell(order.id, guestToken, stranger.headers)).status).toBe(204);
    await pay();
    expect(await typesOf(mine.id)).toEqual(["history", "order", "purchase"]);
    expect(await typesOf(stranger.id)).toEqual([]);
    const again = await list(other, "order", mine.headers);
    expect(again.items[0]).toMatchObject({ id: product.id, reason: { kind: "repeat" } });

    await api.request("PUT", "/api/v1/visitor", { personal: false }, mine.headers);
    expect(await typesOf(mine.id)).toEqual([]);
  });

  test("is the member's after a sign-in, and goes with the member", async () => {
    const product = await create("나중에 가입한 손님의 잔");
    const { order, guestToken, pay } = await place(product);
    const { headers, id } = await guest();
    await tell(order.id, guestToken, headers);
    const member = await api.signUp();
    await list(member, "home", headers);
    await pay();
    expect(await typesOf(id)).toEqual([]);
    expect(await typesOf(member.id)).toEqual(["history", "order", "purchase"]);
    await member.request("DELETE", "/api/v1/me", { password: member.password });
    await backstage.delivered();
    expect(await typesOf(member.id)).toEqual([]);
  });
});

describe("a no", () => {
  test("of a guest also holds for events that were on their way, until a yes", async () => {
    const product = await create("늦게 온 소식의 잔");
    const { headers, id } = await guest();
    await post(api, [event(product.id)], headers);
    await api.request("PUT", "/api/v1/visitor", { personal: false }, headers);
    // The browser sent it before it had the answer.
    await post(other, [event(product.id)], headers);
    expect(await list(other, "home", headers)).toMatchObject({ level: "shop" });
    // Exposures are stored after the answer, in order: when the next one is there, that one would be, too.
    const next = await guest();
    await list(other, "home", next.headers);
    await expect.poll(() => storedOf(next.id)).toEqual([{ type: "exposure" }]);
    expect(await storedOf(id)).toEqual([]);
    await api.request("PUT", "/api/v1/visitor", { personal: true }, headers);
    await post(api, [event(product.id)], headers);
    expect(await typesOf(id)).toEqual(["history", "view"]);
  });

  test("of a member holds for what another process was about to store", async () => {
    const product = await create("거절한 회원의 잔");
    const member = await api.signUp();
    const elsewhere = await other.signIn(member.email, member.password);
    await post(elsewhere, [event(product.id)]);
    await member.request("PUT", "/api/v1/visitor", { personal: false });
    await post(elsewhere, [event(product.id)]);
    expect(await storedOf(member.id)).toEqual([]);
  });

  test("also ends what was stored at the moment at which the rest was deleted", async () => {
    const product = await create("같은 순간의 잔");
    const [member, visitor] = [await api.signUp(), await guest()];
    await member.request("PUT", "/api/v1/visitor", { personal: false });
    await api.request("PUT", "/api/v1/visitor", { personal: false }, visitor.headers);
    await backstage.rows(
      `INSERT INTO recommendations.events (id, at, type, product_id, visitor_id, member_id, quantity)
       VALUES (gen_random_uuid(), now(), 'view', $1, $2, NULL, 1),
              (gen_random_uuid(), now(), 'view', $1, NULL, $3, 1)`,
      [product.id, visitor.id, member.id],
    );
    await backstage.run("recommendations.keepDays");
    expect([await storedOf(visitor.id), await storedOf(member.id)]).toEqual([[], []]);
  });
});

describe("an attacker", () => {
  test("who knows the id of a member or a guest reads, takes and deletes nothing of them", async () => {
    const product = await create("남의 잔");
    const [member, victim] = [await api.signUp(), await guest()];
    await post(member, [event(product.id)]);
    await post(api, [event(product.id)], victim.headers);
    const thief = await api.signUp();
    for (const id of [member.id, victim.id]) {
      const headers = { cookie: `visitor=${id}` };
      expect(await list(api, "home", headers)).toMatchObject({ level: "shop" });
      await list(thief, "home", headers);
      await api.request("PUT", "/api/v1/visitor", { personal: false }, headers);
      expect(await typesOf(id)).toEqual(["history", "view"]);
    }
    expect(await typesOf(thief.id)).toEqual([]);
  });

  test("makes nothing popular by quantities, foreign products, times and types", async () => {
    const product = await create("억지로 띄우는 잔");
    const soon = new Date(Date.now() + 4 * 60_000).toISOString();
    const ids = Array.from({ length: 100 }, () => randomUUID());
    expect(
      await post(
        api,
        ids.map((id) => event(randomUUID(), { id })),
      ),
    ).toBe(0);
    const pumped = [
      event(product.id, { quantity: 1_000, position: 1_000, requestId: "x".repeat(64), placement: "home" }),
      event(product.id, { type: "cart", quantity: 1_000, at: soon }),
      event(product.id, { type: "purchase", quantity: 1_000 }),
      event(product.id, { at: "9999-12-31T23:59:59.999Z" }),
      event(product.id, { at: "1970-01-01T00:00:00.000Z" }),
    ];
    expect(await post(api, pumped)).toBe(2);
    for (let again = 0; again < 3; again += 1) await post(other, pumped);
    const counts = await backstage.rows<{ type: string; count: number }>(
      "SELECT type, count FROM recommendations.day_counts WHERE product_id = $1 ORDER BY type",
      [product.id],
    );
    expect(counts).toEqual([
      { type: "cart", count: 1 },
      { type: "view", count: 1 },
    ]);
    const [latest] = await backstage.rows<{ ahead: boolean }>(
      `SELECT max(at) > now() + interval '1 minute' AS ahead FROM recommendations.events
       WHERE product_id = $1`,
      [product.id],
    );
    expect(latest?.ahead).toBe(false);
  });

  test("who asks with rubbish is refused or gets a list, never an error of ours", async () => {
    const product = await create("엉뚱한 질문의 잔");
    const status = async (path: string, method = "GET", headers: Headers = {}) =>
      (await api.request(method, `/api/v1/recommendations/${path}`, undefined, headers)).status;
    const many = Array.from({ length: 20 }, () => randomUUID()).join();
    expect(await status(`home?recent=${many}`)).toBe(200);
    expect(await status(`home?recent=${many},${randomUUID()}`)).toBe(400);
    for (const bad of [
      ...["home?limit=1e9", "home?limit=-1", "home?recent=%00", "home?recent=,,", "home?recent[]=a"],
      ...["home?limit=2&limit=3", "home?unknown=1", "%E0%A4%A", "home?productId=1"],
    ])
      expect([bad, await status(bad)]).toEqual([bad, expect.toBeOneOf([400, 404])]);
    for (const cookie of ["visitor=", "visitor=%00", `visitor=${"x".repeat(4_000)}`, "visitor='--"])
      expect(await status("home", "GET", { cookie })).toBe(200);
    expect(await status(`product?productId=${product.id}`, "HEAD")).toBe(200);
    expect(await status("home", "POST")).toBe(405);
  });

  test("who sends from another site, or without end, is refused", async () => {
    const product = await create("쏟아붓는 잔");
    const sent = (headers: Headers) =>
      api.request("POST", "/api/v1/events", { events: [event(product.id)] }, headers);
    for (const headers of [{ origin: "https://evil.example" }, { "sec-fetch-site": "same-site" }])
      expect((await sent(headers)).status).toBe(403);
    const flood = await Promise.all(
      Array.from({ length: 40 }, () =>
        other.request<Problem>("POST", "/api/v1/events", {
          events: Array.from({ length: 100 }, () => event(product.id)),
        }),
      ),
    );
    const refusals = flood.filter(({ status }) => status === 429);
    expect(refusals.length).toBeGreaterThan(5);
    expect(refusals[0]?.headers.get("retry-after")).toBeTruthy();
  });

  test("finds no list of a person in a shared cache", async () => {
    const { headers } = await api.request("GET", "/api/v1/recommendations/home");
    expect(headers.get("cache-control")).toBe("private, no-store");
  });
});

test("staff choose among the last active visitors, without reading what they did", async () => {
  const owner = await api.signInOwner();
  const [product, another] = [await create("둘러본 잔"), await create("또 본 잔")];
  const [first, last, silent] = [await guest(), await guest(), await guest()];
  await post(api, [event(product.id)], first.headers);
  await post(api, [event(product.id), event(another.id)], last.headers);
  const path = "/api/v1/admin/recommendations/visitors";
  const { status, body } = await api.request<{ items: { id: string; interactions: number }[] }>(
    "GET",
    path,
    undefined,
    { ...owner },
  );
  expect(status).toBe(200);
  const seen = body.items.map(({ id }) => id);
  expect(seen.slice(0, 2)).toEqual([last.id, first.id]);
  expect(body.items[0]?.interactions).toBe(2);
  expect(seen).not.toContain(silent.id);
  expect(Object.keys(body.items[0] ?? {}).sort()).toEqual(["at", "id", "interactions"]);
  expect((await api.request("GET", path)).status).toBe(401);
  expect((await (await api.signUp()).request("GET", path)).status).toBe(403);
  expect((await api.request("GET", `${path}?q=1`, undefined, { ...owner })).status).toBe(400);
});
