/** What pages may send: events in the forms that browsers have, and the category of a page by its slug. */
import { randomUUID } from "node:crypto";
import type { Static } from "typebox";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Backstage, openBackstage } from "../../../tests/support/backstage.ts";
import { client, type HeaderFields, type Problem, type Product } from "../../../tests/support/client.ts";
import { startReplica } from "../../../tests/support/replica.ts";
import { startTestShop } from "../../testing.ts";
import type { Recommendations } from "./schemas.ts";

type List = Static<typeof Recommendations>;

const environment = { RECOMMENDATIONS_WAIT_MS: "5000" };
const shop = await startTestShop({ clusterUrl: inject("clusterUrl"), environment });
const replica = await startReplica(shop);
const api = client(shop.url);
const other = client(replica.url);
let backstage: Backstage;
let owner: HeaderFields;
beforeAll(async () => {
  const { databaseUrl, sandbox } = shop;
  backstage = await openBackstage({ databaseUrl, sandboxUrl: sandbox.url, environment: shop.environment });
  owner = await api.signInOwner();
});
afterAll(async () => {
  await backstage.close();
  await replica.stop();
  await shop.stop();
});

const create = (name: string, categoryIds: string[] = []): Promise<Product> =>
  api.createProduct({
    name,
    categoryIds,
    options: [],
    variants: [{ options: {}, price: 10_000, stock: 100 }],
  });
const event = (productId: string, more: object = {}) => ({
  ...{ id: randomUUID(), type: "view", at: new Date().toISOString(), productId },
  ...more,
});

describe("events as text", () => {
  const TEXT = { "content-type": "text/plain;charset=UTF-8" };
  const send = (body: unknown, headers: HeaderFields = {}) =>
    api.request<Problem & { accepted: number }>("POST", "/api/v1/events", JSON.stringify(body), {
      ...TEXT,
      ...headers,
    });
  const personOf = async (id: string) =>
    (
      await backstage.rows<{ person: string | null }>(
        "SELECT coalesce(member_id, visitor_id) AS person FROM recommendations.events WHERE id = $1",
        [id],
      )
    )[0]?.person;

  test("are those of a beacon with a string: stored once, beside the same ones as JSON", async () => {
    const product = await create("문자로 본 잔");
    const seen = event(product.id);
    expect(await send({ events: [seen] })).toMatchObject({ status: 202, body: { accepted: 1 } });
    const repeated = await api.request("POST", "/api/v1/events", { events: [seen] });
    expect(repeated.status).toBe(202);
    expect(await personOf(seen.id)).toBeNull();
    const [count] = await backstage.rows<{ count: number }>(
      "SELECT count FROM recommendations.day_counts WHERE product_id = $1",
      [product.id],
    );
    expect(count?.count).toBe(1);
  });

  test("are checked as JSON is", async () => {
    const product = await create("살펴본 글자 잔");
    expect(await send({ events: [event(product.id, { type: "sale" })] })).toMatchObject({
      status: 400,
      body: { code: "INVALID_INPUT", errors: [{ pointer: "/events/0/type" }] },
    });
    expect((await send({ events: [event(product.id)], extra: 1 })).status).toBe(400);
    const broken = await api.request("POST", "/api/v1/events", '{"events":', TEXT);
    expect(broken.status).toBe(400);
    const proto = await api.request("POST", "/api/v1/events", '{"__proto__":{"a":1}}', TEXT);
    expect(proto.status).toBe(400);
  });

  test("are a member's from the shop's own page, and are refused from another site's", async () => {
    const product = await create("회원이 글자로 본 잔");
    const member = await api.signUp();
    const cookie = `access=${(member.proof.authorization ?? "").replace("Bearer ", "")}`;
    const own = event(product.id);
    const sent = await send({ events: [own] }, { cookie, "sec-fetch-site": "same-origin" });
    expect(sent.status).toBe(202);
    expect(await personOf(own.id)).toBe(member.id);
    for (const evidence of [{ "sec-fetch-site": "cross-site" }, { origin: "https://evil.example" }, {}]) {
      const forged = event(product.id);
      const answer = await send({ events: [forged] }, { cookie, ...evidence });
      expect(answer).toMatchObject({ status: 403, body: { code: "CROSS_SITE" } });
      expect(await personOf(forged.id)).toBeUndefined();
    }
  });

  test("are the only text that the shop takes", async () => {
    const choice = await api.request("PUT", "/api/v1/visitor", '{"personal":true}', TEXT);
    expect(choice.status).toBe(415);
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expect((await api.request("POST", "/api/v1/events", "events=1", form)).status).toBe(415);
  });
});

describe("an event", () => {
  test("whose id comes in two cases, at two times, is one event", async () => {
    const product = await create("두 번 적은 잔");
    const id = randomUUID();
    const at = new Date(Date.now() - 1_000).toISOString();
    const events = [event(product.id, { id }), event(product.id, { id: id.toUpperCase(), at })];
    const sent = await api.request<{ accepted: number }>("POST", "/api/v1/events", { events });
    expect(sent).toMatchObject({ status: 202, body: { accepted: 1 } });
    await other.request("POST", "/api/v1/events", { events: [event(product.id, { id: id.toUpperCase() })] });
    const [count] = await backstage.rows<{ count: number }>(
      "SELECT count FROM recommendations.day_counts WHERE product_id = $1",
      [product.id],
    );
    expect(count?.count).toBe(1);
  });

  test("at a moment that is none is refused, and never an error of ours", async () => {
    const product = await create("윤초에 본 잔");
    for (const at of ["2016-12-31T23:59:60Z", "2026-02-30T00:00:00Z", "tomorrow", ""]) {
      const sent = await api.request<Problem>("POST", "/api/v1/events", {
        events: [event(product.id, { at })],
      });
      expect(sent).toMatchObject({ status: 400, body: { errors: [{ pointer: "/events/0/at" }] } });
    }
    const old = event(product.id, { at: "2026-01-01T00:00:00+23:59" });
    const late = await api.request<{ accepted: number }>("POST", "/api/v1/events", { events: [old] });
    expect(late).toMatchObject({ status: 202, body: { accepted: 0 } });
  });
});

test("what is not sold yet, or no more, is in no list, though its page is there", async () => {
  const category = await api.request<{ id: string }>(
    "POST",
    "/api/v1/admin/categories",
    { slug: "seasons", name: "계절" },
    owner,
  );
  const hour = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
  const season = (name: string, period: object) =>
    api.createProduct({
      ...{ name, categoryIds: [category.body.id], options: [], ...period },
      variants: [{ options: {}, price: 10_000, stock: 100 }],
    });
  const now = await season("계절 잔 지금", { salesFrom: hour(-1), salesUntil: hour(1) });
  const soon = await season("계절 잔 곧", { salesFrom: hour(1) });
  const gone = await season("계절 잔 끝", { salesUntil: hour(-1) });
  for (const path of [
    "category?category=seasons&limit=24",
    `product?productId=${now.id}&limit=24`,
    `search?q=${encodeURIComponent("계절 잔")}&limit=24`,
    `home?recent=${now.id}&limit=24`,
  ]) {
    const { status, body } = await api.request<List>("GET", `/api/v1/recommendations/${path}`);
    expect(status).toBe(200);
    const ids = body.items.map(({ id }) => id);
    expect([soon.id, gone.id].filter((id) => ids.includes(id))).toEqual([]);
    if (!path.includes(now.id)) expect(ids).toContain(now.id);
  }
});

describe("the category of a page", () => {
  const category = async (slug: string, parentId?: string): Promise<{ id: string }> =>
    (
      await api.request<{ id: string }>(
        "POST",
        "/api/v1/admin/categories",
        { slug, name: slug, ...(parentId && { parentId }) },
        owner,
      )
    ).body;
  const inCategory = async (of: string, by = api): Promise<string[]> => {
    const path = `/api/v1/recommendations/category?limit=24&category=${of}`;
    const { status, body } = await by.request<List>("GET", path);
    expect(status).toBe(200);
    return body.level === "category" ? body.items.map(({ id }) => id) : [];
  };

  test("is named by its slug as everywhere, or by its id, and has what is below it", async () => {
    const kitchen = await category("kitchen-shelf");
    const pots = await category("pots", kitchen.id);
    const [shelf, pot] = [await create("선반", [kitchen.id]), await create("냄비", [pots.id])];
    for (const by of [api, other])
      for (const name of ["kitchen-shelf", kitchen.id, kitchen.id.toUpperCase()]) {
        const shown = await inCategory(name, by);
        expect(shown.slice(0, 2).sort()).toEqual([shelf.id, pot.id].sort());
      }
    expect((await inCategory("pots"))[0]).toBe(pot.id);
    expect(await inCategory("no-such")).toEqual([]);
    const bad = await api.request("GET", "/api/v1/recommendations/category?category=a_b");
    expect(bad.status).toBe(400);
  });

  test("keeps its name in every process when staff change its slug", async () => {
    const { id } = await category("old-name");
    const product = await create("이름이 바뀌는 잔", [id]);
    for (const by of [api, other]) expect((await inCategory("old-name", by))[0]).toBe(product.id);
    const path = `/api/v1/admin/categories/${id}`;
    const etag = (await api.request("GET", path, undefined, owner)).headers.get("etag") ?? "";
    const headers = { ...owner, "if-match": etag };
    const renamed = await api.request("PATCH", path, { slug: "new-name" }, headers);
    expect(renamed.status).toBe(200);
    for (const by of [api, other]) {
      expect((await inCategory("new-name", by))[0]).toBe(product.id);
      expect(await inCategory("old-name", by)).toEqual([]);
    }
  });
});

describe("ids with commas", () => {
  const listOf = async (query: string) => {
    const { status, body } = await api.request<List>("GET", `/api/v1/recommendations/${query}`);
    return { status, ids: body.items?.map(({ id }) => id) ?? [] };
  };

  test("are the same in both cases, as an id alone is", async () => {
    const [seen, beside] = [await create("큰 글자 잔"), await create("작은 글자 잔")];
    const all = await listOf("home?limit=100");
    expect(all.ids).toEqual(expect.arrayContaining([seen.id, beside.id]));
    const upper = seen.id.toUpperCase();
    const without = await listOf(`home?limit=100&without=${upper}`);
    expect([without.status, without.ids.includes(seen.id)]).toEqual([200, false]);
    expect(without.ids).toContain(beside.id);
    const cart = await listOf(`cart?limit=100&recent=${upper}`);
    expect([cart.status, cart.ids.includes(seen.id)]).toEqual([200, false]);
    expect((await listOf(`home?recent=${upper},x`)).status).toBe(400);
  });

  test("a list has 100 products at most, as every list", async () => {
    expect((await listOf("home?limit=100")).status).toBe(200);
    for (const limit of ["0", "101", "1.5", "x"])
      expect((await listOf(`home?limit=${limit}`)).status).toBe(400);
  });
});
