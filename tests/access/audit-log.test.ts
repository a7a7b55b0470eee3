import { afterAll, expect, inject, test } from "vitest";
import { startTestShop } from "../../server/testing.ts";
import { client, productOf } from "../support/client.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const owner = await api.signInOwner();
const ownerId = (await api.request<{ id: string }>("GET", "/api/v1/me", undefined, owner)).body.id;
afterAll(() => shop.stop());

interface Entry {
  readonly subject: string;
}

/** The entries of a subject, the oldest first. */
async function entriesOf(action: string, subject: string): Promise<Entry[]> {
  const path = `/api/v1/admin/audit-log?limit=100&action=${action}`;
  const { items } = (await api.request<{ items: Entry[] }>("GET", path, undefined, owner)).body;
  return items.filter((entry) => entry.subject === subject).toReversed();
}

const byOwner = () => ({
  actor: { kind: "member", id: ownerId, name: "점주" },
  ip: "127.0.0.1",
  requestId: expect.any(String),
});

test("the audit log names the maker of a product, with its prices", async () => {
  const input = productOf({
    name: "백자 접시",
    slug: "plate",
    variants: [{ sku: "PLATE-1", price: 12_000 }],
  });
  const { body } = await api.request<{ id: string }>("POST", "/api/v1/admin/products", input, owner);
  const after = {
    name: "백자 접시",
    slug: "plate",
    status: "active",
    skus: [{ sku: "PLATE-1", price: 12_000 }],
  };
  expect(await entriesOf("product.create", `product:${body.id}`)).toMatchObject([
    { ...byOwner(), before: null, after },
  ]);
});

test("a product that is refused leaves no entry", async () => {
  await api.createProduct({ slug: "taken" });
  const count = async () =>
    (await api.request<{ items: Entry[] }>("GET", "/api/v1/admin/audit-log?limit=100", undefined, owner)).body
      .items.length;
  const before = await count();
  expect(
    (await api.request("POST", "/api/v1/admin/products", productOf({ slug: "taken" }), owner)).status,
  ).toBe(409);
  expect(await count()).toBe(before);
});

test("the audit log names the author of a price change, with both prices", async () => {
  const [variant] = (await api.createProduct({ variants: [{ sku: "CUP-1", price: 10_000 }] })).variants;
  const path = `/api/v1/admin/variants/${variant?.id}`;
  await api.request("PATCH", path, { price: 9_000, compareAtPrice: 10_000 }, owner);
  expect(await entriesOf("price.change", `variant:${variant?.id}`)).toMatchObject([
    {
      ...byOwner(),
      before: { sku: "CUP-1", price: 10_000, compareAtPrice: null },
      after: { sku: "CUP-1", price: 9_000, compareAtPrice: 10_000 },
    },
  ]);
});

test("the audit log names the author of a stock change, with both quantities and the reason", async () => {
  await api.createProduct({ variants: [{ sku: "BOWL-1", stock: 10 }] });
  const path = "/api/v1/admin/stock/BOWL-1/adjust";
  await api.request("POST", path, { delta: -3, reason: "깨짐" }, owner);
  expect((await api.request("POST", path, { delta: -30, reason: "깨짐" }, owner)).status).toBe(409);
  expect(await entriesOf("stock.adjust", "stock:BOWL-1@main")).toMatchObject([
    { ...byOwner(), before: { onHand: 10 }, after: { onHand: 7 }, reason: "깨짐" },
  ]);
});
