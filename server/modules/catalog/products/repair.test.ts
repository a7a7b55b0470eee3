import { afterAll, expect, inject, test, vi } from "vitest";
import { type Client, client, type Product, productOf } from "../../../../tests/support/client.ts";
import { startReplica } from "../../../../tests/support/replica.ts";
import { whileLocked } from "../../../../tests/support/while-locked.ts";
import { systemClock } from "../../../platform/clock.ts";
import { listenForChanges } from "../../../platform/db/changes.ts";
import { connect } from "../../../platform/db/db.ts";
import { newId } from "../../../platform/ids.ts";
import { createLog } from "../../../platform/log.ts";
import { startTestShop } from "../../../testing.ts";
import { NO_LIMITS } from "../../inventory/inventory.fixture.ts";
import { inventoryModule } from "../../inventory/module.ts";
import { consumers } from "../consumers.ts";
import type { CatalogContext } from "../context.ts";
import { catalog as contract, PRODUCTS_CHANGED } from "../contract.ts";
import { currentIndex } from "../product-index/refresh-index.ts";
import { copyAvailability } from "./copy-availability.ts";
import { createProduct } from "./create-product.ts";
import { editProduct, storeEdit } from "./edit-product.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const replica = await startReplica(shop);
const api = client(shop.url);
const other = client(replica.url);
const db = connect({ url: shop.databaseUrl, size: 4 });
const changes = await listenForChanges(shop.databaseUrl, db.pool, createLog("silent", {}));
const { port } = inventoryModule(db, systemClock, changes, NO_LIMITS);
const storage = { find: async () => null, put: async () => {}, remove: async () => {} };
const catalog: CatalogContext = {
  db,
  changes,
  clock: systemClock,
  inventory: port,
  storage,
  index: currentIndex(db),
  currency: "KRW",
};
const close = async () => {
  await changes.close();
  await db.close();
};
afterAll(async () => {
  await close();
  await replica.stop();
  await shop.stop();
});

const newest = async (from: Client) =>
  (await from.request<{ items: { slug: string }[] }>("GET", "/api/v1/products?limit=1")).body.items[0]?.slug;
const inStock = async (from: Client, name: string) =>
  (await from.request<{ items: { inStock: boolean }[] }>("GET", `/api/v1/products?q=${name}`)).body.items[0]
    ?.inStock;

test("after a crash before openStock, a product gets its stock and every process shows it", async () => {
  await Promise.all([newest(api), newest(other)]);
  const died = new Error("killed");
  const dying: CatalogContext = {
    ...catalog,
    inventory: { ...catalog.inventory, openStock: () => Promise.reject(died) },
  };
  const product = productOf({ slug: "half-made", variants: [{ stock: 7 }] });
  await expect(createProduct(dying, product, null)).rejects.toBe(died);
  for (const from of [api, other]) {
    await vi.waitFor(
      async () => {
        const { body } = await from.request<Product>("GET", "/api/v1/products/half-made");
        expect(body.variants[0]?.available).toBe(7);
        expect(await newest(from)).toBe("half-made");
      },
      { timeout: 60_000 },
    );
  }
});

const by = {
  actor: { kind: "key", id: newId(), name: "test" },
  origin: { ip: "127.0.0.1", userAgent: "test", requestId: "test" },
} as const;

test("an edit that its process could not publish, because it died, is shown by every process", async () => {
  const { id, slug } = await api.createProduct({ name: "옛 이름" });
  const nameIn = async (from: Client) =>
    (await from.request<Product>("GET", `/api/v1/products/${slug}`)).body.name;
  for (const from of [api, other]) expect(await nameIn(from)).toBe("옛 이름");
  await storeEdit(catalog, { id, version: null, change: () => ({ name: "새 이름" }), by });
  for (const from of [api, other])
    await vi.waitFor(async () => expect(await nameIn(from)).toBe("새 이름"), { timeout: 20_000 });
});

test("what an edit has published is repeated by its name: no page is drawn twice for it", async () => {
  const { id } = await api.createProduct({});
  const said: unknown[] = [];
  const speaking: CatalogContext = {
    ...catalog,
    changes: {
      ...changes,
      publish(...message) {
        said.push(["publish", ...message]);
        return changes.publish(...message);
      },
      repeat(...message) {
        said.push(["repeat", ...message]);
        return changes.repeat(...message);
      },
    },
  };
  await editProduct(speaking, { id, version: null, change: () => ({ name: "다른 이름" }), by });
  const { type, version } = contract.events.productEdited;
  const payload = { productId: id, stock: [] };
  const occurredAt = new Date().toISOString();
  await consumers(speaking)[type]?.({ id: newId(), type, version, occurredAt, payload });
  expect(said).toEqual([
    ["publish", PRODUCTS_CHANGED, [id], "version 2"],
    ["repeat", PRODUCTS_CHANGED, [id], "version 2"],
  ]);
});

test("lists end with the current figure when an old one is written after a new one", async () => {
  const { name, variants } = await api.createProduct({ variants: [{ sku: "SLOW-1", stock: 0 }] });
  const variantIds = variants.map(({ id }) => id);
  const asked = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  let first = true;
  const slow: CatalogContext = {
    ...catalog,
    inventory: {
      ...catalog.inventory,
      async availability(input) {
        const levels = await catalog.inventory.availability(input);
        if (!first) return levels;
        first = false;
        asked.resolve();
        await gate.promise;
        return levels;
      },
    },
  };
  const late = copyAvailability(slow, variantIds);
  await asked.promise;
  await api.request(
    "POST",
    "/api/v1/admin/stock/SLOW-1/adjust",
    { delta: 5, reason: "count" },
    await api.signInOwner(),
  );
  await vi.waitFor(async () => expect(await inStock(api, encodeURIComponent(name))).toBe(true), {
    timeout: 60_000,
  });
  gate.resolve();
  await late;
  expect(await inStock(api, encodeURIComponent(name))).toBe(true);
});

test("a product whose variants are marked sold out at once, each by itself, is sold out", async () => {
  const inventory = {
    ...catalog.inventory,
    availability: async ({ variantIds }: { variantIds: string[] }) =>
      variantIds.map((variantId) => ({ variantId, available: 0 })),
  };
  const { id, name, variants } = await api.createProduct({
    variants: [{ stock: 1 }, { stock: 1 }, { stock: 1 }],
  });
  const lock = `SELECT FROM catalog.products WHERE id = '${id}' FOR UPDATE`;
  await whileLocked(shop.databaseUrl, lock, 3, () =>
    Promise.all(variants.map((variant) => copyAvailability({ ...catalog, inventory }, [variant.id]))),
  );
  expect(await inStock(api, encodeURIComponent(name))).toBe(false);
});
