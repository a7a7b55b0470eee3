import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Backstage, openBackstage } from "../../../tests/support/backstage.ts";
import { client, type Problem, type Product } from "../../../tests/support/client.ts";
import { startReplica } from "../../../tests/support/replica.ts";
import { whileLocked } from "../../../tests/support/while-locked.ts";
import { newId } from "../../platform/ids.ts";
import { startTestShop } from "../../testing.ts";
import { inventory } from "../inventory/contract.ts";
import type { RestockNotice } from "./present.ts";
import { openWaiting, variantOf } from "./restock.fixture.ts";
import { MOST_NOTICES } from "./service/ask.ts";
import { NOTICES_PER_BATCH } from "./service/notify.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const replica = await startReplica(shop);
const waiting = openWaiting(shop);
const { api } = waiting;
const other = client(replica.url);
let backstage: Backstage;
beforeAll(async () => {
  const { databaseUrl, environment, sandbox } = shop;
  backstage = await openBackstage({ databaseUrl, environment, sandboxUrl: sandbox.url });
});
afterAll(async () => {
  await backstage.close();
  await waiting.close();
  await replica.stop();
  await shop.stop();
});

/** How many mails say that something is back. */
const mailsTo = async (email: string): Promise<number> => {
  await backstage.delivered();
  return shop.mailbox.list({ to: email }).filter(({ subject }) => subject.includes("재입고 알림")).length;
};

describe("a member who asks at a sold-out variant", () => {
  test("gets one mail when it is back, and the notice ends", async () => {
    const product = await waiting.soldOut("청화 찻잔");
    const member = await api.signUp({ name: "김서연" });
    const asked = await waiting.ask(member, product);
    expect(asked).toMatchObject({
      status: 201,
      body: {
        productId: product.id,
        variantId: variantOf(product).id,
        variant: { name: "청화 찻잔", productSlug: product.slug },
      },
    });
    expect(await waiting.noticesOf(member)).toEqual([asked.body]);
    await waiting.adjust(product, 3);
    const mail = await shop.mailbox.next({ to: member.email, subject: /재입고 알림: 청화 찻잔/ });
    expect(mail.text).toContain("김서연님");
    expect(mail.links).toContain(`${shop.url}/p/${product.slug}`);
    expect(await mailsTo(member.email)).toBe(1);
    expect(await waiting.noticesOf(member)).toEqual([]);
  });

  test("waits once, however often the member asks, in two processes at the same moment", async () => {
    const product = await waiting.soldOut();
    const member = await api.signUp();
    const elsewhere = await other.signIn(member.email, member.password);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) => waiting.ask(at % 2 ? elsewhere : member, product)),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(await waiting.noticesOf(member)).toHaveLength(1);
  });

  test("gets no second mail while the stock bounces, until the member asks again", async () => {
    const product = await waiting.soldOut();
    const member = await api.signUp();
    await waiting.ask(member, product);
    for (const delta of [1, -1, 1, -1, 1]) await waiting.adjust(product, delta);
    expect(await mailsTo(member.email)).toBe(1);
    await waiting.adjust(product, -1);
    await waiting.adjust(product, 1);
    expect(await mailsTo(member.email)).toBe(1);
    await waiting.adjust(product, -1);
    expect((await waiting.ask(member, product)).status).toBe(201);
    expect(await mailsTo(member.email)).toBe(1);
    await waiting.adjust(product, 1);
    expect(await mailsTo(member.email)).toBe(2);
  });

  test("is told by a release too: an order that was not paid gives its piece back", async () => {
    const product = await api.createProduct({ variants: [{ stock: 1 }] });
    const cart = await api.createCart();
    await api.addItem(cart.id, variantOf(product).id);
    const { order } = (await api.placeOrder(cart.id)).body;
    const member = await api.signUp();
    expect((await waiting.ask(member, product)).status).toBe(201);
    await backstage.port(inventory).release({ orderId: order.id });
    await shop.mailbox.next({ to: member.email, subject: /재입고 알림/ });
  });

  test("is told of a bundle when its parts are enough for one", async () => {
    const [cup, set] = [await waiting.soldOut(), await waiting.soldOut("찻잔 세트")];
    const proof = await api.signInOwner();
    const path = `/api/v1/admin/variants/${variantOf(set).sku}/parts`;
    const { headers } = await api.request("GET", path, undefined, proof);
    const version = { ...proof, "if-match": headers.get("etag") ?? "" };
    const parts = [{ sku: variantOf(cup).sku, quantity: 2 }];
    expect((await api.request("PUT", path, { parts }, version)).status).toBe(200);
    const member = await api.signUp();
    expect((await waiting.ask(member, set)).status).toBe(201);
    await waiting.adjust(cup, 1);
    expect(await mailsTo(member.email)).toBe(0);
    await waiting.adjust(cup, 1);
    expect(await mailsTo(member.email)).toBe(1);
  });

  test("is not told of a draft, and is told when it is for sale again", async () => {
    const product = await waiting.soldOut();
    const member = await api.signUp();
    await waiting.ask(member, product);
    await setStatus(product, "draft");
    await waiting.adjust(product, 5);
    expect(await mailsTo(member.email)).toBe(0);
    await setStatus(product, "active");
    expect(await mailsTo(member.email)).toBe(1);
  });

  test("takes it back, and no mail comes; another member cannot take it back", async () => {
    const product = await waiting.soldOut();
    const [member, stranger] = [await api.signUp(), await api.signUp()];
    const path = `/api/v1/me/restock-notices/${(await waiting.ask(member, product)).body.id}`;
    expect((await stranger.request("DELETE", path)).status).toBe(404);
    expect((await api.request("DELETE", path)).status).toBe(401);
    expect((await member.request("DELETE", path)).status).toBe(204);
    expect((await member.request("DELETE", path)).status).toBe(404);
    await waiting.adjust(product, 1);
    expect(await mailsTo(member.email)).toBe(0);
  });

  test("finds the notices in the export; leaving deletes them", async () => {
    const product = await waiting.soldOut();
    const member = await api.signUp();
    const { askedAt } = (await waiting.ask(member, product)).body;
    const exported = await member.request<{ restockNotices: unknown[] }>("GET", "/api/v1/me/export");
    expect(exported.body.restockNotices).toEqual([
      { productId: product.id, variantId: variantOf(product).id, askedAt },
    ]);
    const left = await member.request("DELETE", "/api/v1/me", { password: member.password });
    expect(left.status).toBe(204);
    await backstage.delivered();
    const rows = `SELECT FROM restock.notices WHERE member_id = '${member.id}'`;
    expect(await backstage.rows(rows)).toEqual([]);
  });
});

async function setStatus(product: Product, status: string): Promise<void> {
  const proof = await api.signInOwner();
  const path = `/api/v1/admin/products/${product.id}`;
  const { headers } = await api.request("GET", path, undefined, proof);
  const version = { ...proof, "if-match": headers.get("etag") ?? "" };
  expect((await api.request("PATCH", path, { status }, version)).status).toBe(200);
}

describe("asking is refused", () => {
  test("to a guest, for what can be bought, and for unknown products and variants", async () => {
    const product = await waiting.soldOut();
    const inStock = await api.createProduct();
    const member = await api.signUp();
    expect((await waiting.ask(api, product)).status).toBe(401);
    expect(await waiting.ask(member, inStock)).toMatchObject({ status: 409, body: { code: "IN_STOCK" } });
    expect(await waiting.noticesOf(member)).toEqual([]);
    const post = (idOrSlug: string, body: unknown) =>
      member.request<Problem>("POST", `/api/v1/products/${idOrSlug}/restock-notices`, body);
    const variantId = variantOf(product).id;
    expect(await post("no-such-product", { variantId })).toMatchObject({ status: 404 });
    expect(await post(inStock.id, { variantId })).toMatchObject({
      status: 404,
      body: { code: "UNKNOWN_VARIANT" },
    });
    expect((await post(product.id, { variantId: "x" })).body.errors?.[0]?.pointer).toBe("/variantId");
    expect((await post(product.id, { variantId, at: 1 })).status).toBe(400);
    await setStatus(product, "archived");
    expect(await post(product.id, { variantId })).toMatchObject({ status: 404 });
  });

  test("beyond the limit, also to requests that arrive together", async () => {
    const member = await api.signUp();
    await backstage.rows(
      `INSERT INTO restock.notices (id, member_id, product_id, variant_id, asked_at)
       SELECT uuidv7(), $1, uuidv4(), uuidv4(), now() FROM generate_series(1, $2)`,
      [member.id, MOST_NOTICES - 1],
    );
    const products = await Promise.all(Array.from({ length: 4 }, () => waiting.soldOut()));
    const answers = await Promise.all(products.map((product) => waiting.ask(member, product)));
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(3);
    for (const { body } of refused) expect(body).toMatchObject({ code: "NOTICE_LIMIT", most: MOST_NOTICES });
  });
});

test("the list is read in pages, and by product", async () => {
  const member = await api.signUp();
  const products = [await waiting.soldOut(), await waiting.soldOut(), await waiting.soldOut()];
  for (const product of products) await waiting.ask(member, product);
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const path: string = `/api/v1/me/restock-notices?limit=2${cursor && `&cursor=${cursor}`}`;
    const { body } = await member.request<{ items: RestockNotice[]; nextCursor: string | null }>("GET", path);
    seen.push(...body.items.map(({ productId }) => productId));
    cursor = body.nextCursor;
  }
  expect(seen).toEqual(products.map(({ id }) => id).reverse());
  const path = `/api/v1/me/restock-notices?productId=${products[1]?.id}`;
  const { body } = await member.request<{ items: RestockNotice[] }>("GET", path);
  expect(body.items.map(({ productId }) => productId)).toEqual([products[1]?.id]);
  expect((await member.request("GET", "/api/v1/me/restock-notices?cursor=x")).status).toBe(400);
});

test("goods that arrive while members ask are missed by none of them", async () => {
  const product = await waiting.soldOut();
  const members = await Promise.all(Array.from({ length: 8 }, () => api.signUp()));
  const [answers] = await Promise.all([
    Promise.all(members.map((member) => waiting.ask(member, product))),
    waiting.adjust(product, 1),
  ]);
  await backstage.delivered();
  for (const [at, { email }] of members.entries())
    expect([answers[at]?.status, await mailsTo(email)]).toEqual(
      answers[at]?.status === 201 ? [201, 1] : [409, 0],
    );
  expect(await backstage.rows(`SELECT FROM restock.notices WHERE product_id = '${product.id}'`)).toEqual([]);
});

test("a notice that has found the goods by then is no refusal: its mail is on the way", async () => {
  const product = await waiting.soldOut();
  const member = await api.signUp();
  await waiting.adjust(product, 1);
  await backstage.delivered();
  const notices = `restock.notices WHERE product_id = '${product.id}'`;
  const asked = await whileLocked(
    shop.databaseUrl,
    "LOCK TABLE inventory.stock IN ACCESS EXCLUSIVE MODE",
    1,
    () => waiting.ask(member, product),
    // As the worker ends it, with its mail.
    () => expect.poll(() => backstage.rows(`DELETE FROM ${notices} RETURNING id`)).toHaveLength(1),
  );
  expect(asked.status).toBe(201);
  expect(await backstage.rows(`SELECT FROM ${notices}`)).toEqual([]);
});

test("a crowd of several batches and many variants at once: one mail each, from two processes", async () => {
  const products = await Promise.all(Array.from({ length: 5 }, () => waiting.soldOut()));
  const [popular] = products;
  if (!popular) throw new Error("there are five products");
  const crowds = [await waiting.crowd(popular, NOTICES_PER_BATCH + 30)];
  for (const product of products.slice(1)) crowds.push(await waiting.crowd(product, 5));
  const reference = newId();
  const lines = products.map((product) => ({ sku: variantOf(product).sku, counted: 2, expected: 0 }));
  const path = "/api/v1/admin/stock/counts";
  const counted = await other.request("POST", path, { id: reference, lines }, await other.signInOwner());
  expect(counted.status).toBe(200);
  const toCrowd = () => shop.mailbox.list().filter(({ to }) => to.startsWith("crowd-"));
  const size = crowds.flat().length;
  await expect.poll(() => toCrowd().length, { timeout: 80_000 }).toBeGreaterThanOrEqual(size);
  await backstage.delivered();
  const received = toCrowd();
  expect(received.map(({ to }) => to).sort()).toEqual(crowds.flat().sort());
});
