/** What staff see of a member's purchases. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { newKey } from "../support/client.ts";
import { hire } from "./hire.ts";
import { buyAs, placeAs } from "./member-shopping.ts";
import { openStage, type PurchaseStage } from "./stage.ts";

const won = (amount: number) => ({ amount, currency: "KRW" });
let stage: PurchaseStage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

interface Listed {
  readonly id: string;
  readonly orders: object;
}
interface Orders {
  readonly items: { readonly id: string }[];
  readonly nextCursor: string | null;
}

test("the list and the page of a member have orders and what was spent, less refunds", async () => {
  const [support, member, other] = await Promise.all([
    hire(stage, "support"),
    stage.shopper.signUp(),
    stage.shopper.signUp(),
  ]);
  const { id: variantId } = await stage.stock(100, 30_000);
  const kept = await buyAs(member, [[variantId, 2]]);
  const canceled = await buyAs(member, [[variantId, 1]]);
  const unpaid = await placeAs(member, [[variantId, 1]]);
  const answer = await member.request(
    "POST",
    `/api/v1/orders/${canceled.order.id}/cancel`,
    { reason: "마음이 바뀌었어요" },
    { "idempotency-key": newKey() },
  );
  expect(answer.status).toBe(200);

  const bought = { count: 1, spent: kept.order.total };
  const page = await support.request<object>("GET", `/api/v1/admin/members/${member.id}`);
  expect(page.body).toMatchObject({
    email: expect.stringContaining("***"),
    orders: bought,
    marketing: [
      { code: "marketing_email", agreed: false },
      { code: "marketing_sms", agreed: false },
      { code: "marketing_push", agreed: false },
    ],
  });
  const list = await support.request<{ items: Listed[] }>("GET", "/api/v1/admin/members?limit=100");
  const sumsOf = (id: string) => list.body.items.find((item) => item.id === id)?.orders;
  expect([sumsOf(member.id), sumsOf(other.id)]).toEqual([bought, { count: 0, spent: won(0) }]);

  const path = `/api/v1/admin/members/${member.id}/orders`;
  const first = (await support.request<Orders>("GET", `${path}?limit=2`)).body;
  const rest = (await support.request<Orders>("GET", `${path}?limit=2&cursor=${first.nextCursor}`)).body;
  expect([...first.items, ...rest.items]).toMatchObject([
    { id: unpaid.order.id, status: "pending_payment", number: unpaid.order.number },
    { id: canceled.order.id, status: "canceled", refunded: canceled.order.total },
    { id: kept.order.id, status: "paid", total: kept.order.total, refunded: won(0), itemCount: 1 },
  ]);
  expect(rest.nextCursor).toBeNull();
});

test("the orders of a member are for staff who may read orders, and of a member that exists", async () => {
  const [catalogue, member] = await Promise.all([hire(stage, "catalogue"), stage.shopper.signUp()]);
  const path = `/api/v1/admin/members/${member.id}/orders`;
  expect((await stage.shopper.request("GET", path)).status).toBe(401);
  expect((await member.request("GET", path)).status).toBe(403);
  expect((await catalogue.request("GET", path)).status).toBe(403);
  const owner = await stage.shopper.signInOwner();
  const asOwner = (address: string) => stage.shopper.request("GET", address, undefined, owner);
  expect((await asOwner(`${path}?limit=0`)).status).toBe(400);
  expect((await asOwner(`${path}?cursor=x`)).status).toBe(400);
  expect((await asOwner(path.replace(member.id, "01890a5d-ac96-774b-bcce-b302099a8057"))).status).toBe(404);
});
