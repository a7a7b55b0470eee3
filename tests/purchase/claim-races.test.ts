/** Claims under attack: one step many times at once, steps that exclude each other, wrong callers. */
import { afterAll, describe, expect, test } from "vitest";
import { client, newKey } from "../support/client.ts";
import { arrived, claimant, claimDesk } from "./claim-desk.ts";
import { orderDesk } from "./desk.ts";
import { openStage } from "./stage.ts";

const stage = await openStage();
afterAll(() => stage.close());
const { shopper, backstage } = stage;
const claims = claimDesk(shopper);
const buyer = claimant(shopper);

async function claimed(pieces = 1, by = shopper) {
  const order = await arrived(stage, pieces, { buyer: by });
  const made = await claimant(by).claim(order.placed, {
    lines: [{ lineId: order.lineId, quantity: pieces }],
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return { ...order, claimId: made.body.claim.id };
}

async function inspected(pieces = 1) {
  const claim = await claimed(pieces);
  await claims.approve(claim.claimId);
  await claims.collected(claim.claimId);
  const found = [{ lineId: claim.lineId, received: pieces, resellable: pieces }];
  expect((await claims.inspected(claim.claimId, found)).status).toBe(200);
  return claim;
}

const statusesOf = async (answers: Promise<{ status: number }>[]): Promise<number[]> =>
  (await Promise.all(answers)).map(({ status }) => status).toSorted((a, b) => a - b);

describe("the end of a claim gives the money back once", () => {
  test("by one key, by many, and without any, all at once", async () => {
    const { claimId, id } = await inspected(2);
    const key = newKey();
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => claims.complete(claimId, key)),
      ...Array.from({ length: 2 }, () => claims.complete(claimId)),
      ...Array.from({ length: 2 }, () => claims.complete(claimId, null)),
    ]);
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(body).toMatchObject({ status: "refunded", refunded: { amount: 17_000 } });
    }
    await backstage.delivered();
    expect((await orderDesk(shopper).read(id)).body.refunds).toHaveLength(1);
    expect((await claims.complete(claimId, key)).headers.get("idempotency-replayed")).toBe("true");
    await backstage.expectSound();
  });

  test("a key is one claim's, and a refused step is refused again", async () => {
    const [one, other] = [await inspected(), await claimed()];
    const key = newKey();
    expect((await claims.complete(one.claimId, key)).status).toBe(200);
    expect(await claims.complete(other.claimId, key)).toMatchObject({
      status: 422,
      body: { code: "IDEMPOTENCY_KEY_REUSED" },
    });
    expect((await claims.complete(other.claimId, "short")).status).toBe(400);
    expect((await claims.complete(other.claimId, newKey())).status).toBe(409);
  });
});

describe("steps that exclude each other", () => {
  test("approve and reject: one of them, and the buyer's withdrawal with them", async () => {
    for (let round = 0; round < 3; round += 1) {
      const { claimId, placed } = await claimed();
      await Promise.all([
        claims.approve(claimId),
        claims.reject(claimId),
        buyer.withdraw(placed, claimId),
        claims.approve(claimId),
      ]);
      const { status, steps } = (await buyer.list(placed)).body.items[0] ?? { status: "", steps: [] };
      expect(["collecting", "rejected", "withdrawn"]).toContain(status);
      const ends = steps.filter(({ type }) => /rejected|withdrawn/.test(type));
      expect(ends.length).toBeLessThanOrEqual(1);
    }
    await backstage.expectSound();
  });

  test("two inspections that saw different things: the first counts, once", async () => {
    const { claimId, lineId, variant } = await claimed(2);
    await claims.approve(claimId);
    await claims.collected(claimId);
    const found = (resellable: number) => [{ lineId, received: 2, resellable }];
    await Promise.all([claims.inspected(claimId, found(2)), claims.inspected(claimId, found(0))]);
    await backstage.delivered();
    const [line] = (await claims.read(claimId)).body.lines;
    const { onHand } = await stage.levels(variant.sku);
    expect(onHand).toBe(8 + (line?.resellable ?? Number.NaN));
    await backstage.expectSound();
  });

  test("the last pieces of a line, claimed by many at once: one claim", async () => {
    const { placed, lineId } = await arrived(stage, 2);
    const claim = () => buyer.claim(placed, { lines: [{ lineId, quantity: 2 }] });
    expect(await statusesOf(Array.from({ length: 5 }, claim))).toEqual([201, 409, 409, 409, 409]);
    await backstage.expectSound();
  });
});

test("another member sees, makes and withdraws no claim of an order", async () => {
  const [owner, stranger] = [await shopper.signUp(), await shopper.signUp()];
  const { placed, claimId, lineId } = await claimed(1, owner);
  const other = claimant(stranger);
  const body = { lines: [{ lineId, quantity: 1 }] };
  expect((await other.list(placed)).status).toBe(404);
  expect((await other.claim(placed, body)).status).toBe(404);
  expect((await other.quote(placed, body)).status).toBe(404);
  expect((await other.withdraw(placed, claimId)).status).toBe(404);
  const theirs = await claimed(1, stranger);
  expect((await other.withdraw(theirs.placed, claimId)).status).toBe(404);
  expect((await stranger.request("POST", `/api/v1/admin/claims/${claimId}/approve`)).status).toBe(403);
});

test("texts that are too long, or no text at all, are refused", async () => {
  const { placed, claimId, lineId } = await claimed(2);
  const body = { lines: [{ lineId, quantity: 1 }] };
  for (const reason of ["", "   ", "가".repeat(5_000), "a\u0000b"]) {
    expect((await buyer.claim(placed, { ...body, reason })).status, reason.slice(0, 9)).toBe(400);
    expect((await claims.reject(claimId, reason)).status, reason.slice(0, 9)).toBe(400);
  }
  const parcel = { carrier: "가".repeat(41), trackingNumber: "1".repeat(41) };
  expect((await claims.collected(claimId, parcel)).status).toBe(400);
  expect((await buyer.claim(placed, { lines: [{ lineId, quantity: 0 }] })).status).toBe(400);
  expect((await buyer.claim(placed, { lines: [{ lineId, quantity: 1.5 }] })).status).toBe(400);
  expect((await claims.list(`?q=${"가".repeat(101)}`)).status).toBe(400);
});

describe("staff find claims", () => {
  test("by number, e-mail, name, a part of the phone, and the SKU of what is claimed", async () => {
    const { claimId, placed, variant } = await claimed();
    const found = async (q: string, more = "") =>
      (await claims.list(`?q=${encodeURIComponent(q)}${more}`)).body.items.map(({ id }) => id);
    const { number } = placed.order;
    for (const q of [
      number,
      number.slice(2, 9),
      number.toLowerCase(),
      number.replace("-", "").toLowerCase(),
      variant.sku,
      variant.sku.toLowerCase(),
    ])
      expect(await found(q), q).toEqual([claimId]);
    const parts = [
      "김",
      "김장",
      "김장터",
      "kim@shopper.test",
      "SHOPPER",
      "+8210",
      "1234-56",
      "5678",
      "010-1234",
    ];
    for (const q of parts) expect((await found(q)).includes(claimId), q).toBe(true);
    expect(await found(number, "&status=refunded")).toEqual([]);
    expect(await found(number, "&kind=exchange")).toEqual([]);
    expect(await found("100%")).toEqual([]);
    expect((await claims.list(`?q=${number}`)).body.counts).toMatchObject({ requested: 1, refunded: 0 });
  });

  test("by the first digits of a phone number that few have", async () => {
    const { claimId } = await claimed();
    await backstage.rows(
      `UPDATE orders.claims SET order_contact = order_contact || '{"phone": "+821098763041"}' WHERE id = $1`,
      [claimId],
    );
    for (const q of ["010-987", "010-9", "98-763"])
      expect((await claims.list(`?q=${q}`)).body.items, q).toMatchObject([{ id: claimId }]);
  });

  test("no former member: the copy of the name leaves with the order's", async () => {
    const member = await shopper.signUp({ name: "사라질이름" });
    const { claimId, id } = await claimed(1, member);
    await claims.reject(claimId);
    await backstage.rows(
      `UPDATE orders.orders SET contact = '{"name": "탈퇴한 회원", "email": "left@member.invalid",
        "phone": "000-0000-0000"}' WHERE id = $1`,
      [id],
    );
    const [copy] = await backstage.rows<{ name: string }>(
      "SELECT order_contact ->> 'name' AS name FROM orders.claims WHERE id = $1",
      [claimId],
    );
    expect(copy?.name).toBe("탈퇴한 회원");
  });
});

test("a page begins after the one before, also of a search", async () => {
  for (let count = 0; count < 3; count += 1) await claimed();
  const staff = claimDesk(client(stage.shop.url));
  for (const filter of ["", "&q=shopper", "&status=requested"]) {
    const all = (await staff.list(`?limit=100${filter}`)).body.items.map(({ id }) => id);
    const first = (await staff.list(`?limit=2${filter}`)).body;
    const second = (await staff.list(`?limit=2&cursor=${first.nextCursor}${filter}`)).body;
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.slice(0, 4));
  }
});
