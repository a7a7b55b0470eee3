/** Tracking numbers from the file of a carrier: each row sends an order. */
import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { importDesk } from "../../server/modules/imports/imports.fixture.ts";
import { orders as ordersContract } from "../../server/modules/orders/contract.ts";
import { orderDesk } from "./desk.ts";
import { openStage } from "./stage.ts";

const stage = await openStage({ webhooks: true });
afterAll(() => stage.close());
const desk = orderDesk(stage.shopper);
const files = await importDesk(stage.shopper);

const buy = async () => (await stage.shopper.buy((await stage.stock(5)).id, 2)).order;
const tableOf = (rows: readonly string[]) => `주문번호,택배사,운송장번호\n${rows.join("\n")}\n`;

test("a row sends all that is left of a paid order, once, whatever is repeated", async () => {
  const [one, other] = [await buy(), await buy()];
  await desk.prepare(other.id);
  const table = tableOf([
    `${one.number},CJ대한통운,000123456789`,
    `${one.number.toLowerCase()},CJ대한통운,000123456789`,
    `${other.number},lotte,LT-12345`,
  ]);
  const { checked, done } = await files.run("tracking", table);
  expect(checked).toMatchObject({ create: 2, update: 0, unchanged: 1, refused: 0 });
  expect(done).toMatchObject({ status: "done", result: { create: 2, unchanged: 1, refused: 0 } });
  expect((await desk.read(one.id)).body).toMatchObject({
    status: "shipped",
    shipments: [{ carrier: "CJ대한통운", trackingNumber: "000123456789", lines: [{ quantity: 2 }] }],
  });
  expect((await desk.read(other.id)).body).toMatchObject({ status: "shipped" });
  const again = await files.run("tracking", table);
  expect(again.done.result).toMatchObject({ create: 0, unchanged: 3, refused: 0 });
  expect((await desk.read(one.id)).body.shipments).toHaveLength(1);
  await stage.backstage.expectSound();
});

test("a row of an order that is unknown, unpaid, sent or on hold is refused, and the others go", async () => {
  const unpaid = await stage.place((await stage.stock(1)).id);
  const [sent, good, held] = [await buy(), await buy(), await buy()];
  await desk.hold(held.id);
  await desk.prepare(sent.id);
  await desk.ship(sent.id);
  const table = tableOf([
    "991231-NOBODY1,cj,1234567890",
    `${unpaid.order.number},cj,1234567890`,
    `${sent.number},cj,9999999999`,
    `${good.number},cj,`,
    `${good.number},,1234567890`,
    `${good.number},cj,<script>`,
    `${good.number},cj,1234567890`,
    `${good.number},cj,1234567899`,
    `${held.number},cj,1234567898`,
  ]);
  expect(await files.errorsOf("tracking", table)).toEqual([
    "2 주문번호 UNKNOWN_ORDER",
    "3 주문번호 NOTHING_TO_SEND",
    "4 주문번호 NOTHING_TO_SEND",
    "5 운송장번호 REQUIRED",
    "6 택배사 REQUIRED",
    "7 운송장번호 FORMAT",
    "9 주문번호 NOTHING_TO_SEND",
    "10 주문번호 NOTHING_TO_SEND",
  ]);
  const { done } = await files.run("tracking", table);
  expect(done.result).toMatchObject({ create: 1, refused: 8 });
  expect((await desk.read(good.id)).body.shipments).toMatchObject([{ trackingNumber: "1234567890" }]);
});

test("a batch that is repeated after a crash counts the same", async () => {
  const [one, other] = [await buy(), await buy()];
  const port = stage.backstage.port(ordersContract);
  const { body: me } = await stage.shopper.request<{ id: string }>(
    "GET",
    "/api/v1/me",
    undefined,
    files.staff,
  );
  const batch = {
    importId: randomUUID(),
    rows: [one, other].map(({ number }, at) => ({
      row: at + 2,
      number,
      carrier: "cj",
      trackingNumber: "7777-1",
    })),
    by: {
      actor: { kind: "member" as const, id: me.id, name: "점주" },
      origin: { ip: "127.0.0.1", userAgent: null, requestId: "test" },
    },
  };
  // The process died after the first row.
  await port.sendParcels({ ...batch, rows: batch.rows.slice(0, 1) });
  const outcomes = await port.sendParcels(batch);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["create", "create"]);
  expect(await port.sendParcels(batch)).toEqual(outcomes);
  for (const { id } of [one, other]) expect((await desk.read(id)).body.shipments).toHaveLength(1);
});

test("two imports at once send one parcel of each order", async () => {
  const orders = await Promise.all(Array.from({ length: 6 }, buy));
  const table = tableOf(orders.map(({ number }, at) => `${number},hanjin,55500000${at}`));
  const [first, second] = await Promise.all([files.run("tracking", table), files.run("tracking", table)]);
  expect(first.done.result.create + second.done.result.create).toBe(6);
  expect(first.done.result.unchanged + second.done.result.unchanged).toBe(6);
  for (const { id } of orders) expect((await desk.read(id)).body.shipments).toHaveLength(1);
});

test("needs order:fulfil", async () => {
  const member = await stage.shopper.signUp();
  expect((await files.upload("tracking", tableOf(["a,b,c"]), member.proof)).status).toBe(403);
});
