/** `node stock.ts OPTIONS`: the owner makes a product. Prints its variant and its pages. */
import { client } from "../../../tests/support/client.ts";

export interface StockOptions {
  readonly shopUrl: string;
  readonly email: string;
  readonly password: string;
}

export interface StockedProduct {
  readonly variantId: string;
  readonly pages: readonly string[];
}

const { shopUrl, email, password }: StockOptions = JSON.parse(process.argv[2] ?? "{}");
const owner = await client(shopUrl).signIn(email, password);
const product = {
  name: "리허설 머그컵",
  status: "active",
  options: [],
  variants: [{ sku: "REHEARSAL-MUG", options: {}, price: 12_900, stock: 100_000 }],
};
const { status, body } = await owner.request<{ slug: string; variants: { id: string }[] }>(
  "POST",
  "/api/v1/admin/products",
  product,
);
if (status !== 201) throw new Error(`the product was not made: ${status} ${JSON.stringify(body)}`);
const stocked: StockedProduct = {
  variantId: body.variants[0]?.id ?? "",
  pages: ["/", `/p/${body.slug}`, "/products", "/en", "/api/v1/products"],
};
console.log(JSON.stringify(stocked));
process.exit(0);
