/** A shop for one run: a database of its own, a product, a cart, an order, and the callers. */
import { migrateAll } from "../../server/migrations.ts";
import { readConfig } from "../../server/platform/config.ts";
import { startTestCluster } from "../../server/platform/testing/cluster.ts";
import { startTestShop } from "../../server/testing.ts";
import { type Client, client } from "../../tests/support/client.ts";
import type { FuzzIds } from "./document.ts";

export interface FuzzShop {
  readonly url: string;
  readonly api: Client;
  readonly ids: FuzzIds;
  stop(): Promise<void>;
}

export async function openFuzzShop(): Promise<FuzzShop> {
  const cluster = await startTestCluster((url) => migrateAll(readConfig({ DATABASE_URL: url })));
  const shop = await startTestShop({ clusterUrl: cluster.url });
  const stop = async (): Promise<void> => {
    await shop.stop();
    await cluster.stop();
  };
  try {
    const api = client(shop.url);
    return { url: shop.url, api, ids: await fill(api), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function fill(api: Client): Promise<FuzzIds> {
  const product = await api.createProduct({
    slug: "fuzz-mug",
    variants: [{ sku: "FUZZ-MUG", stock: 1_000 }],
  });
  const variant = product.variants[0]?.id ?? "";
  const cart = await api.createCart();
  const item = (await api.addItem(cart.id, variant)).body.items[0]?.id ?? "";
  const { order } = await api.buy(variant);
  const member = await api.signUp();
  const { slug, id } = product;
  return {
    product: id,
    slug,
    variant,
    sku: "FUZZ-MUG",
    cart: cart.id,
    item,
    order: order.id,
    member: member.id,
  };
}

export interface FuzzCaller {
  readonly name: string;
  /** Header fields with the proof; none for a guest. */
  readonly proof: Readonly<Record<string, string>>;
  /** Options of Schemathesis that choose operations. */
  readonly filters: readonly string[];
}

/** Operations that end the caller's session: they come last, with a caller of their own. */
const ENDING = ["/api/v1/auth/logout", "/api/v1/me/sessions", "/api/v1/me/sessions/{id}", "/api/v1/me"];

export async function callers({ api }: FuzzShop): Promise<readonly FuzzCaller[]> {
  const [member, leaver] = [await api.signUp(), await api.signUp()];
  const without = ENDING.flatMap((path) => ["--exclude-path", path]);
  const only = ENDING.flatMap((path) => ["--include-path", path]);
  return [
    { name: "guest", proof: {}, filters: [] },
    { name: "member", proof: member.proof, filters: without },
    { name: "owner", proof: await api.signInOwner(), filters: without },
    { name: "member who leaves", proof: leaver.proof, filters: only },
  ];
}
