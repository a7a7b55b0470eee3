/** A member whose goods have arrived keeps the right to return them: leaving waits for the confirmation. */
import { afterAll, expect, test } from "vitest";
import { arrived, claimant, claimDesk } from "./claim-desk.ts";
import { openStage } from "./stage.ts";

const stage = await openStage();
afterAll(() => stage.close());

test("a delivered order keeps its member until the purchase is confirmed", async () => {
  const member = await stage.shopper.signUp();
  const { placed, id, lineId } = await arrived(stage, 2, { buyer: member });
  const open = [{ id, number: placed.order.number, status: "delivered" }];
  const leave = () => member.request("DELETE", "/api/v1/me");
  expect((await member.request("GET", "/api/v1/me/leaving")).body).toMatchObject({ openOrders: open });
  expect(await leave()).toMatchObject({ status: 409, body: { code: "OPEN_ORDERS", orders: open } });

  const buyer = claimant(member);
  const made = await buyer.claim(placed, { lines: [{ lineId, quantity: 1 }] });
  expect((await buyer.confirmPurchase(placed)).status).toBe(409);
  await claimDesk(stage.shopper).reject(made.body.claim.id);
  expect(await leave()).toMatchObject({ status: 409 });

  expect((await buyer.confirmPurchase(placed)).status).toBe(200);
  expect((await member.request("GET", "/api/v1/me/leaving")).body).toMatchObject({ openOrders: [] });
  expect((await leave()).status).toBe(204);
});
