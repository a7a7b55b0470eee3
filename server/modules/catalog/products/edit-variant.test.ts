import { afterAll, describe, expect, inject, test } from "vitest";
import { client, type Product } from "../../../../tests/support/client.ts";
import { startReplica } from "../../../../tests/support/replica.ts";
import { startTestShop } from "../../../testing.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const replica = await startReplica(shop);
const api = client(shop.url);
const other = client(replica.url);
const owner = await api.signInOwner();
const member = await api.signUp();
afterAll(async () => {
  await replica.stop();
  await shop.stop();
});

const UNKNOWN = "01890a5d-ac96-774b-bcce-b302099a8057";
let cups = 0;
async function newCup() {
  cups += 1;
  return api.createProduct({
    options: [{ name: "크기", values: ["소", "대", "특대"] }],
    variants: [
      { sku: `CUP-${cups}-S`, options: { 크기: "소" }, price: 5_000 },
      { sku: `CUP-${cups}-L`, options: { 크기: "대" }, price: 7_000 },
    ],
  });
}
const skusOf = ({ variants }: Product) => variants.map(({ sku }) => sku);
const page = async (id: string, from = other) =>
  (await from.request<Product>("GET", `/api/v1/products/${id}`)).body;
const call = (method: string, path: string, body?: unknown, headers = owner) =>
  api.request(method, `/api/v1/admin/${path}`, body, headers);

describe("a variant", () => {
  test("is added with its stock, and every process shows it", async () => {
    const { id } = await newCup();
    await page(id);
    const variant = { sku: `CUP-${cups}-XL`, options: { 크기: "특대" }, price: 4_000, stock: 6 };
    const { status, body, headers } = await call("POST", `products/${id}/variants`, variant);
    expect([status, headers.get("etag")]).toEqual([201, expect.stringMatching(/^"2\./)]);
    expect(body).toMatchObject({ sku: variant.sku, price: { amount: 4_000 }, inStock: true });
    const shown = await page(id);
    expect([shown.price.amount, shown.variants[2]?.available]).toEqual([4_000, 6]);
  });

  test("is changed by its SKU and by its id", async () => {
    const { id, variants } = await newCup();
    const [small, large] = variants;
    await page(id);
    expect((await call("PATCH", `variants/${small?.sku}`, { price: 6_000 })).status).toBe(204);
    expect((await call("PATCH", `variants/${large?.id}`, { compareAtPrice: 9_000 })).status).toBe(204);
    expect((await page(id)).variants).toMatchObject([
      { price: { amount: 6_000 } },
      { price: { amount: 7_000 }, compareAtPrice: { amount: 9_000 } },
    ]);
    expect((await call("PATCH", `variants/${large?.sku}`, { compareAtPrice: null })).status).toBe(204);
    expect((await page(id)).variants[1]?.compareAtPrice).toBeUndefined();
  });

  test("is removed, and the cheapest one that is left gives the price", async () => {
    const product = await newCup();
    const [small, large] = skusOf(product);
    expect((await call("DELETE", `variants/${small}`)).status).toBe(204);
    const shown = await page(product.id);
    expect([skusOf(shown), shown.price.amount]).toEqual([[large], 7_000]);
    expect((await call("DELETE", `variants/${small}`)).body.code).toBe("UNKNOWN_VARIANT");
    const last = await call("DELETE", `variants/${large}`);
    expect([last.status, last.body.code]).toEqual([409, "LAST_VARIANT"]);
  });

  test("that is removed while the other one is leaves one of the two", async () => {
    for (let round = 0; round < 5; round += 1) {
      const product = await newCup();
      const answers = await Promise.all(skusOf(product).map((sku) => call("DELETE", `variants/${sku}`)));
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
      expect(skusOf(await page(product.id))).toHaveLength(1);
    }
  });

  test("with a SKU or a combination that is taken is refused, also of 5 at once", async () => {
    const { id, variants } = await newCup();
    const taken = { sku: variants[0]?.sku, options: { 크기: "특대" }, price: 1 };
    expect((await call("POST", `products/${id}/variants`, taken)).body).toMatchObject({
      status: 409,
      code: "SKU_TAKEN",
    });
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, at) =>
        call("POST", `products/${id}/variants`, {
          sku: `X-${cups}-${at}`,
          options: { 크기: "특대" },
          price: 1,
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400, 400]);
  });

  test("tells what its product is called, to staff of the stock too", async () => {
    const { id, variants } = await newCup();
    const [small] = variants;
    const { status, body } = await call("GET", `variants/${small?.sku}`);
    const { name: productName } = await page(id);
    expect([status, body]).toEqual([
      200,
      { id: small?.id, sku: small?.sku, options: { 크기: "소" }, productId: id, productName },
    ]);
    expect((await call("GET", `variants/${small?.id}`)).body).toEqual(body);
    expect((await call("GET", "variants/no-such-sku")).body).toMatchObject({ code: "UNKNOWN_VARIANT" });
    expect((await call("GET", `variants/${"x".repeat(65)}`)).status).toBe(404);
    expect((await call("GET", `variants/${small?.sku}`, undefined, {})).status).toBe(401);
    expect((await call("GET", `variants/${small?.sku}`, undefined, member.proof)).status).toBe(403);
    await call("DELETE", `variants/${small?.sku}`);
    expect((await call("GET", `variants/${small?.sku}`)).status).toBe(404);
  });

  test("of an old version of the product is 412", async () => {
    const { variants } = await newCup();
    await call("PATCH", `variants/${variants[0]?.sku}`, { price: 6_000 });
    const stale = { ...owner, "if-match": '"1"' };
    const answer = await call("PATCH", `variants/${variants[0]?.sku}`, { price: 1 }, stale);
    expect([answer.status, answer.body.code]).toEqual([412, "STALE_EDIT"]);
  });

  test("of nobody is 404; without a sign-in 401, by a member 403", async () => {
    const { id, variants } = await newCup();
    const address = `variants/${variants[0]?.sku}`;
    expect(
      (await call("POST", `products/${UNKNOWN}/variants`, { sku: "a", options: {}, price: 1 })).status,
    ).toBe(404);
    for (const method of ["PATCH", "DELETE"]) {
      const body = method === "PATCH" ? { price: 1 } : undefined;
      for (const unknown of [UNKNOWN, "no-such-sku"])
        expect((await call(method, `variants/${unknown}`, body)).body.code).toBe("UNKNOWN_VARIANT");
      expect((await call(method, address, body, {})).status).toBe(401);
      expect((await call(method, address, body, member.proof)).status).toBe(403);
    }
    expect((await call("POST", `products/${id}/variants`, {}, {})).status).toBe(401);
  });
});

describe("a product of 1,000 variants", () => {
  const words = (letter: string) => Array.from({ length: 10 }, (_, at) => `${letter}${at}`);
  const [one, two, three] = [words("가"), words("나"), words("다")];
  const variants = one
    .flatMap((a) => two.flatMap((b) => three.map((c) => ({ 색: a, 크기: b, 소재: c }))))
    .map((chosen, at) => ({ sku: `THOUSAND-${at}`, options: chosen, price: 1_000 + at, stock: 1 }));
  const options = [
    { name: "색", values: one },
    { name: "크기", values: two },
    { name: "소재", values: three },
  ];

  test("is created and edited, and one more variant is refused", async () => {
    const { id } = await api.createProduct({ options, variants });
    const read = await call("GET", `products/${id}`);
    const etag = { ...owner, "if-match": read.headers.get("etag") ?? "" };
    const changed = variants.map(({ sku, price }) => ({ sku, price: price + 1 }));
    expect((await call("PATCH", `products/${id}`, { variants: changed }, etag)).status).toBe(200);
    expect((await page(id)).price.amount).toBe(1_001);
    const more = { sku: "THOUSAND-1000", options: { 색: "가0", 크기: "나0", 소재: "다0" }, price: 1 };
    const refused = await call("POST", `products/${id}/variants`, more);
    expect(refused.body.errors).toMatchObject([{ pointer: "/variants", code: "MAX_ITEMS" }]);
  });

  test("with four options is refused", async () => {
    const body = {
      name: "x",
      status: "draft",
      options: [...options, { name: "넷", values: ["a"] }],
      variants,
    };
    const { status, body: problem } = await call("POST", "products", body);
    expect([status, problem.errors?.[0]?.pointer]).toEqual([400, "/options"]);
  });
});
