/** The order of a search for one person, against the order that all visitors share. */
import { randomUUID } from "node:crypto";
import type { Static } from "typebox";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Backstage, openBackstage } from "../../../tests/support/backstage.ts";
import { type Client, client } from "../../../tests/support/client.ts";
import { startTestShop } from "../../testing.ts";
import { recommendations as contract } from "./contract.ts";
import { armOf } from "./experiments/buckets.ts";
import { visitorIdOf } from "./hashed-id.ts";
import type { Recommendations } from "./schemas.ts";
import { visitsOf } from "./visits.fixture.ts";

type List = Static<typeof Recommendations>;

const shop = await startTestShop({
  clusterUrl: inject("clusterUrl"),
  environment: { RECOMMENDATIONS_WAIT_MS: "5000" },
});
const api = client(shop.url);
let backstage: Backstage;
const WORDS = ["찻잔", "등", "담요", "공책"];
const groups: string[][] = [];
/** Each names all groups' goods: found equally well. */
const TIED = "달빛";
/** Found by its description alone, so after all others. */
let worse = "";
const sold = { options: [], variants: [{ options: {}, price: 10_000, stock: 100 }] };
beforeAll(async () => {
  const { databaseUrl, environment, sandbox } = shop;
  backstage = await openBackstage({ databaseUrl, environment, sandboxUrl: sandbox.url });
  for (const word of WORDS) {
    const names = Array.from({ length: 15 }, (_, at) => `${TIED} ${word} ${String.fromCharCode(97 + at)}`);
    const made = await Promise.all(names.map((name) => api.createProduct({ name, ...sold })));
    groups.push(made.map(({ id }) => id));
  }
  worse = (await api.createProduct({ name: "초 받침", description: "달빛 아래에서", ...sold })).id;
  const events = visitsOf(groups);
  for (let at = 0; at < events.length; at += 4_000)
    await backstage.port(contract).importSimulated({ events: events.slice(at, at + 4_000) });
  await backstage.port(contract).train({ cause: "command" });
});
afterAll(async () => {
  await backstage.close();
  await shop.stop();
});

const ask = async (by: Client, more = ""): Promise<List> => {
  const path = `/api/v1/recommendations/search?q=${encodeURIComponent(TIED)}&limit=24${more}`;
  const { status, body } = await by.request<List>("GET", path);
  expect(status).toBe(200);
  return body;
};
const idsOf = ({ items }: Pick<List, "items">): string[] => items.map(({ id }) => id);
const shared = (by: Client) =>
  by.request<{ items: { id: string }[] }>("GET", `/api/v1/products?q=${encodeURIComponent(TIED)}&limit=24`);
const look = (by: Client, productIds: readonly string[]) =>
  by.request("POST", "/api/v1/events", {
    events: productIds.map((productId, place) => ({
      ...{ id: randomUUID(), type: "view", productId },
      at: new Date(Date.now() - (place + 1) * 1_000).toISOString(),
    })),
  });
/** A guest who agreed, in this arm of the hold-out. */
async function guest(arm: "control" | "treated"): Promise<Client> {
  const [holdout] = await backstage.rows<{ id: string }>(
    "SELECT id FROM recommendations.experiments WHERE kind = 'holdout'",
  );
  for (;;) {
    const secret = randomUUID();
    if (armOf(holdout?.id ?? "", 200, visitorIdOf(secret)) !== arm) continue;
    const cookie = `visitor=${secret}`;
    return { ...api, request: (method, path, body) => api.request(method, path, body, { cookie }) };
  }
}

test("a stranger gets the list's own order, whatever the visit looked at", async () => {
  const { body } = await shared(api);
  const stranger = await ask(api);
  expect(idsOf(stranger)).toEqual(body.items.map(({ id }) => id));
  expect(stranger).toMatchObject({ level: "shop", model: null });
  expect(stranger.items[0]?.reason).toEqual({ kind: "found" });
  const visited = await ask(api, `&recent=${groups[0]?.slice(0, 3).join()}`);
  expect(idsOf(visited)).toEqual(idsOf(stranger));
});

test("a person who agreed gets equals by taste, and none that is found less well", async () => {
  const before = await shared(api);
  for (const group of [groups[1] ?? [], groups[3] ?? []]) {
    const member = await guest("control");
    const seen = group.slice(0, 2);
    await look(member, [worse, ...seen]);
    const own = await ask(member);
    expect(own.level).toBe("model");
    expect(own.model).not.toBeNull();
    expect(idsOf(own)).not.toContain(worse);
    // What was looked at comes first, the newest before.
    expect(idsOf(own).slice(0, 2)).toEqual(seen);
    expect(group).toEqual(expect.arrayContaining(idsOf(own).slice(2, 8)));
    // The list itself stays shared, to the byte.
    const list = await shared(member);
    expect(list.headers.get("etag")).toBe(before.headers.get("etag"));
    expect(list.body).toEqual(before.body);
  }
});

test("a person who said no, or is of the hold-out, gets the shared order", async () => {
  const stranger = idsOf(await ask(api));
  const refusing = await api.signUp();
  await refusing.request("PUT", "/api/v1/visitor", { personal: false });
  await look(refusing, groups[2]?.slice(0, 2) ?? []);
  expect(idsOf(await ask(refusing))).toEqual(stranger);
  const held = await guest("treated");
  await look(held, groups[2]?.slice(0, 2) ?? []);
  expect(idsOf(await ask(held))).toEqual(stranger);
});

test("what is sold out, or on the page, is left out; what finds nothing is an empty list", async () => {
  const member = await guest("control");
  const [hidden = ""] = groups[0] ?? [];
  const product = await api.request<{ variants: { sku: string }[] }>("GET", `/api/v1/products/${hidden}`);
  const sku = product.body.variants[0]?.sku;
  await look(member, [hidden]);
  expect(idsOf(await ask(member))[0]).toBe(hidden);
  expect(idsOf(await ask(member, `&without=${hidden}`))).not.toContain(hidden);
  const sell = { delta: -100, reason: "분실" };
  await api.request("POST", `/api/v1/admin/stock/${sku}/adjust`, sell, await api.signInOwner());
  await expect.poll(async () => idsOf(await ask(member))).not.toContain(hidden);
  const none = await api.request<List>("GET", "/api/v1/recommendations/search?q=zzzqqqxxx");
  expect(none.body).toMatchObject({ items: [], level: "none", model: null });
  const long = await api.request("GET", `/api/v1/recommendations/search?q=${"a".repeat(201)}`);
  expect(long.status).toBe(400);
});
