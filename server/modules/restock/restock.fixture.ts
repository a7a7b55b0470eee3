/** Products that sell out and come back, and members who wait, in a shop of server/testing.ts. */
import { type ApiResponse, type Client, client, type Product } from "../../../tests/support/client.ts";
import { connect } from "../../platform/db/db.ts";
import { newId } from "../../platform/ids.ts";
import type { TestShop } from "../../testing.ts";
import type { RestockNotice } from "./present.ts";

export interface Waiting {
  readonly api: Client;
  /** A product of which nothing is there. */
  soldOut(name?: string): Promise<Product>;
  ask(member: Client, product: Product): Promise<ApiResponse<RestockNotice>>;
  noticesOf(member: Client): Promise<RestockNotice[]>;
  /** Adds pieces, or takes them away. */
  adjust(product: Product, delta: number): Promise<void>;
  /** Accounts that wait for the product, without the work of a sign-up. Returns their e-mails. */
  crowd(product: Product, size: number): Promise<string[]>;
  close(): Promise<void>;
}

export const variantOf = ({ variants }: Product): Product["variants"][number] => {
  const [variant] = variants;
  if (!variant) throw new Error("a product has a variant");
  return variant;
};

export function openWaiting(shop: TestShop): Waiting {
  const api = client(shop.url);
  const db = connect({ url: shop.databaseUrl, size: 1 });
  return {
    api,
    soldOut: (name = "달항아리 머그") =>
      api.createProduct({ name, variants: [{ sku: `R-${newId()}`.slice(0, 40), options: {}, stock: 0 }] }),
    ask: (member, product) =>
      member.request<RestockNotice>("POST", `/api/v1/products/${product.slug}/restock-notices`, {
        variantId: variantOf(product).id,
      }),
    noticesOf: async (member) =>
      (await member.request<{ items: RestockNotice[] }>("GET", "/api/v1/me/restock-notices")).body.items,
    async adjust(product, delta) {
      const path = `/api/v1/admin/stock/${variantOf(product).sku}/adjust`;
      const { status } = await api.request("POST", path, { delta, reason: "입고" }, await api.signInOwner());
      if (status !== 200) throw new Error(`the stock was not adjusted: ${status}`);
    },
    async crowd(product, size) {
      const emails = Array.from({ length: size }, () => `crowd-${newId()}@members.test`);
      for (const email of emails) {
        const id = newId();
        await db.script(`
          INSERT INTO members.accounts (id, email, email_key, name, password_hash, created_at, updated_at)
          VALUES ('${id}', '${email}', '${email}', '기다림', '$argon2id$none', now(), now());
          INSERT INTO restock.notices (id, member_id, product_id, variant_id, asked_at)
          VALUES (uuidv7(), '${id}', '${product.id}', '${variantOf(product).id}', now())`);
      }
      return emails;
    },
    close: () => db.close(),
  };
}
