/** Options may be called like what every JavaScript object has: `constructor`, `toString`. */
import { afterAll, expect, inject, test } from "vitest";
import { type Cart, client, type Product } from "../../../../tests/support/client.ts";
import { startTestShop } from "../../../testing.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
afterAll(() => shop.stop());

interface ListBody {
  readonly total: number;
  readonly facets: { readonly options: readonly object[] };
}

const values = ["toString", "valueOf", "검정"];
/** English words for one of the values: the others are shown as they are. */
const translations = { en: { name: "Wrench", options: { 검정: "Black" } } };
const variants = values.map((value) => ({ sku: value === "검정" ? "hasOwnProperty" : value, stock: 3 }));

test("such options and SKUs are shown, filtered, put into a cart and translated as any other", async () => {
  const product = await api.createProduct({
    name: "constructor",
    options: [{ name: "constructor", values }],
    variants: variants.map((variant, at) => ({ ...variant, options: { constructor: values[at] ?? "" } })),
    translations,
  });
  const korean = { name: "constructor", values, label: "constructor" };
  const shown = Object.fromEntries(values.map((value) => [value, value]));
  expect(product.options).toEqual([{ ...korean, valueLabels: shown }]);
  expect(product.variants.map(({ image }) => image)).toEqual([null, null, null]);

  const english = { "accept-language": "en" };
  const page = await api.request<Product>("GET", `/api/v1/products/${product.id}`, undefined, english);
  expect(page.body.options).toEqual([{ ...korean, valueLabels: { ...shown, 검정: "Black" } }]);

  const list = await api.request<ListBody>(
    "GET",
    "/api/v1/products?option.constructor=toString",
    undefined,
    english,
  );
  expect(list.body).toMatchObject({ total: 1, facets: { options: [{ label: "constructor" }] } });
  expect(list.body.facets.options[0]).toMatchObject({
    values: expect.arrayContaining([
      { value: "toString", label: "toString", count: 1 },
      { value: "검정", label: "Black", count: 1 },
    ]),
  });

  const { id } = await api.createCart();
  await api.addItem(id, product.variants[0]?.id ?? "");
  const cart = await api.request<Cart>("GET", `/api/v1/carts/${id}`, undefined, english);
  expect(cart.body.items).toMatchObject([{ options: [{ label: "constructor", value: "toString" }] }]);
});
