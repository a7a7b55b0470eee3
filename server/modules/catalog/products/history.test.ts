import { afterAll, expect, inject, test } from "vitest";
import { client } from "../../../../tests/support/client.ts";
import { startTestShop } from "../../../testing.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const owner = await api.signInOwner();
const member = await api.signUp();
afterAll(() => shop.stop());

interface History {
  readonly items: { action: string; actor: object; differences: unknown[] }[];
  readonly nextCursor: string | null;
}
const address = (id: string, query = "") => `/api/v1/admin/products/${id}/history${query}`;
const won = (amount: number) => ({ amount, currency: "KRW" });

test("the history of a product has each edit with what was and what is, the newest first", async () => {
  const { id, name } = await api.createProduct({ variants: [{ sku: "PAST-1", price: 5_000 }] });
  const product = `/api/v1/admin/products/${id}`;
  await api.request("PATCH", product, { name: "새 이름" }, { ...owner, "if-match": '"1"' });
  await api.request("PATCH", "/api/v1/admin/variants/PAST-1", { price: 6_000 }, owner);
  await api.createProduct({ name: "다른 상품" });
  const first = await api.request<History>("GET", address(id, "?limit=2"), undefined, owner);
  expect(first.body.items).toMatchObject([
    {
      action: "price.change",
      actor: { kind: "member" },
      differences: [{ pointer: "/variants/PAST-1/price", was: won(5_000), now: won(6_000) }],
    },
    { action: "product.edit", differences: [{ pointer: "/name", was: name, now: "새 이름" }] },
  ]);
  const rest = address(id, `?limit=2&cursor=${first.body.nextCursor}`);
  const second = await api.request<History>("GET", rest, undefined, owner);
  expect([second.body.items.map(({ action }) => action), second.body.nextCursor]).toEqual([
    ["product.create"],
    null,
  ]);
});

test("without a sign-in it is 401, for a member 403, of nothing 404, with a wrong cursor 400", async () => {
  const unknown = "01890a5d-ac96-774b-bcce-b302099a8057";
  expect((await api.request("GET", address(unknown))).status).toBe(401);
  expect((await api.request("GET", address(unknown), undefined, member.proof)).status).toBe(403);
  expect((await api.request("GET", address(unknown), undefined, owner)).status).toBe(404);
  expect((await api.request("GET", address(unknown, "?cursor=x"), undefined, owner)).status).toBe(400);
});
