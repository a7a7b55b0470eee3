/** Whose fault a claim is decide staff; what it costs the buyer follows, and the buyer is told. */
import { afterAll, describe, expect, test } from "vitest";
import { arrived, claimant, claimDesk } from "./claim-desk.ts";
import { orderDesk } from "./desk.ts";
import { hire } from "./hire.ts";
import { openStage } from "./stage.ts";

const stage = await openStage();
afterAll(() => stage.close());
const { shopper, backstage, shop } = stage;
const claims = claimDesk(shopper);
const buyer = claimant(shopper);
const desk = orderDesk(shopper);

const found = (lineId: string, pieces: number) => [{ lineId, received: pieces, resellable: pieces }];
async function claimed(choice: object, pieces = 2) {
  const order = await arrived(stage, pieces);
  const made = await buyer.claim(order.placed, { lines: [{ lineId: order.lineId, quantity: 1 }], ...choice });
  return { ...order, claimId: made.body.claim.id, claim: made.body.claim };
}
const judgedMails = async (number: string) => {
  await backstage.delivered();
  return shop.mailbox
    .list({})
    .filter(({ subject }) => subject.includes("사유를 다시 확인했어요") && subject.endsWith(number));
};
const eventsOf = async (id: string) =>
  (await desk.read(id)).body.timeline
    .filter(({ type }) => /fault|fee/.test(type))
    .map(({ type, by }) => `${type} ${by?.kind}`);

describe("the fault of a return", () => {
  test("is decided at the approval, after a preview of both, and told once", async () => {
    const { placed, id, claimId } = await claimed({ fault: "seller" });
    expect((await claims.read(claimId)).body.faults).toMatchObject({
      buyer: { fee: { amount: 3_000 }, refund: { amount: { amount: 7_000 } } },
      seller: { fee: { amount: 0 }, refund: { amount: { amount: 10_000 } } },
    });
    const approved = await claims.approve(claimId, { fault: "buyer" });
    expect(approved.body).toMatchObject({
      status: "collecting",
      fault: "buyer",
      expected: { returnFee: { amount: 3_000 }, amount: { amount: 7_000 } },
    });
    // A repeat decides nothing anew.
    expect((await claims.approve(claimId, { fault: "seller" })).body.fault).toBe("buyer");
    expect(await eventsOf(id)).toEqual(["claim_fault_buyer staff"]);
    const [mail, ...more] = await judgedMails(placed.order.number);
    expect(more).toEqual([]);
    expect(mail?.text).toContain("단순 변심");
    expect(mail?.text).toContain("예상 환불 금액: 7,000원");
    await backstage.expectSound();
  });

  test("is decided at the inspection, and the refund follows it", async () => {
    const { placed, lineId, claimId } = await claimed({});
    await claims.approve(claimId);
    await claims.collected(claimId);
    const inspected = await claims.inspected(claimId, found(lineId, 1), { fault: "seller" });
    expect(inspected.body).toMatchObject({
      fault: "seller",
      faults: null,
      expected: { amount: { amount: 10_000 } },
    });
    expect((await claims.complete(claimId)).body.refunded).toMatchObject({ amount: 10_000 });
    expect(await judgedMails(placed.order.number)).toHaveLength(1);
    await backstage.expectSound();
  });

  test("stays when staff say nothing, or the same, and no mail goes out", async () => {
    const { placed, id, lineId, claimId } = await claimed({ fault: "seller" });
    expect((await claims.approve(claimId, { fault: "seller" })).body.fault).toBe("seller");
    await claims.collected(claimId);
    expect((await claims.inspected(claimId, found(lineId, 1))).body.fault).toBe("seller");
    expect(await eventsOf(id)).toEqual([]);
    expect(await judgedMails(placed.order.number)).toEqual([]);
  });

  test("is one of two words, and decided by staff alone", async () => {
    const { claimId } = await claimed({});
    expect(await claims.approve(claimId, { fault: "nobody" })).toMatchObject({ status: 400 });
    const path = `/api/v1/admin/claims/${claimId}/approve`;
    expect((await shopper.request("POST", path, { fault: "buyer" })).status).toBe(401);
    const reader = await hire(stage, "support");
    expect((await reader.request("POST", path, { fault: "buyer" })).status).toBe(403);
    expect((await claims.read(claimId)).body.status).toBe("requested");
  });
});

describe("routes without a declared body", () => {
  test.each([
    ["an order", "orders", "prepare"],
    ["a claim", "claims", "turn-into-return"],
    ["a claim", "claims", "fee-received"],
  ])("refuse unknown fields: %s, %s/…/%s", async (_, room, step) => {
    const { id, claimId } = await claimed({});
    const target = room === "orders" ? id : claimId;
    const send = async (body: object) =>
      shopper.request("POST", `/api/v1/admin/${room}/${target}/${step}`, body, await shopper.signInOwner());
    expect(await send({ fault: "buyer", "a/b": 1 })).toMatchObject({
      status: 400,
      body: {
        code: "INVALID_INPUT",
        errors: [
          { pointer: "/fault", code: "UNKNOWN_FIELD" },
          { pointer: "/a~1b", code: "UNKNOWN_FIELD" },
        ],
      },
    });
    expect(await send([1])).toMatchObject({ status: 400, body: { errors: [{ pointer: "", code: "TYPE" }] } });
    expect((await send({})).body).not.toMatchObject({ code: "INVALID_INPUT" });
  });
});

describe("an exchange at the buyer's fault", () => {
  async function inspected(choice: object = {}, pieces = 2) {
    const order = await claimed({ kind: "exchange", ...choice }, pieces);
    await claims.approve(order.claimId);
    await claims.collected(order.claimId);
    expect((await claims.inspected(order.claimId, found(order.lineId, 1))).status).toBe(200);
    return order;
  }

  test("shows its fee before it is asked for, and sends nothing before it is received", async () => {
    const { placed, variant, id, lineId, claimId, claim } = await inspected();
    const choice = { kind: "exchange", lines: [{ lineId, quantity: 1 }] };
    expect((await buyer.quote(placed, choice)).body).toMatchObject({ refund: null, fee: { amount: 6_000 } });
    expect((await buyer.quote(placed, { ...choice, fault: "seller" })).body.fee.amount).toBe(0);
    expect(claim.fee).toMatchObject({ amount: { amount: 6_000 }, state: "due" });
    expect(await claims.reship(claimId)).toMatchObject({
      status: 409,
      body: { code: "CLAIM_FEE_DUE", fee: 6_000 },
    });
    await backstage.delivered();
    expect(await stage.levels(variant.sku)).toMatchObject({ reserved: 0 });
    const received = await Promise.all([1, 2, 3].map(() => claims.feeReceived(claimId)));
    expect(received.map(({ status, body }) => [status, body.fee?.state])).toEqual(
      Array.from({ length: 3 }, () => [200, "received"]),
    );
    expect(await claims.feeWaived(claimId)).toMatchObject({ status: 409, body: { code: "NO_CLAIM_FEE" } });
    expect((await claims.reship(claimId)).body.status).toBe("reshipping");
    expect(await eventsOf(id)).toEqual(["claim_fee_received staff"]);
    await backstage.expectSound();
  });

  test("is sent when staff waive the fee with a reason, or decide that the seller is at fault", async () => {
    const waived = await inspected();
    expect((await claims.feeWaived(waived.claimId, "")).status).toBe(400);
    expect((await claims.feeWaived(waived.claimId)).body.fee).toMatchObject({
      state: "waived",
      note: "단골 손님",
    });
    expect((await claims.reship(waived.claimId)).status).toBe(200);
    const judged = await claimed({ kind: "exchange" });
    await claims.approve(judged.claimId, { fault: "seller" });
    expect(await claims.feeReceived(judged.claimId)).toMatchObject({ body: { code: "NO_CLAIM_FEE" } });
    await claims.collected(judged.claimId);
    await claims.inspected(judged.claimId, found(judged.lineId, 1));
    expect((await claims.reship(judged.claimId)).status).toBe(200);
  });

  test("owes a received fee back when it is rejected, turned, or the seller's fault after all", async () => {
    const turned = await inspected();
    await claims.feeReceived(turned.claimId);
    expect((await claims.turn(turned.claimId)).body).toMatchObject({
      ...{ kind: "return", expected: { returnFee: { amount: 0 } } },
      fee: { amount: { amount: 6_000 }, state: "owed_back" },
    });
    const rejected = await claimed({ kind: "exchange" });
    await claims.feeReceived(rejected.claimId);
    expect((await claims.reject(rejected.claimId)).body.fee?.state).toBe("owed_back");
    const judged = await claimed({ kind: "exchange" });
    await claims.feeReceived(judged.claimId);
    expect((await claims.approve(judged.claimId, { fault: "seller" })).body.fee?.state).toBe("owed_back");
    await claims.collected(judged.claimId);
    const back = await claims.inspected(judged.claimId, found(judged.lineId, 1), { fault: "buyer" });
    expect(back.body.fee?.state).toBe("received");
    const other = await claimed({ kind: "exchange" });
    await claims.feeReceived(other.claimId);
    await claims.approve(other.claimId, { fault: "seller" });
    await claims.collected(other.claimId);
    await claims.turn(other.claimId);
    const asReturn = await claims.inspected(other.claimId, found(other.lineId, 1), { fault: "buyer" });
    expect(asReturn.body.fee?.state).toBe("owed_back");
  });

  test("that is owed back is paid back once, in whole, with the reference of its transfer", async () => {
    const { claimId, id } = await claimed({ kind: "exchange" });
    const paid = { amount: 6_000, reference: "국민 1130-042" };
    expect(await claims.feePaidBack(claimId, paid)).toMatchObject({ body: { code: "NO_CLAIM_FEE" } });
    await claims.feeReceived(claimId);
    expect(await claims.feePaidBack(claimId, paid)).toMatchObject({ status: 409 });
    await claims.reject(claimId);
    for (const body of [
      { amount: 6_000 },
      { ...paid, reference: "" },
      { ...paid, amount: -1 },
      { ...paid, by: 1 },
    ])
      expect((await claims.feePaidBack(claimId, body)).status).toBe(400);
    expect(await claims.feePaidBack(claimId, { ...paid, amount: 5_999 })).toMatchObject({
      status: 422,
      body: { code: "AMOUNT_MISMATCH" },
    });
    const answers = await Promise.all(
      [paid, { ...paid, reference: "신한 7" }, { ...paid, reference: "우리 8" }].map((body) =>
        claims.feePaidBack(claimId, body),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const { body } = await claims.read(claimId);
    expect(body.fee).toMatchObject({ amount: { amount: 6_000 }, state: "paid_back" });
    expect((await claims.feePaidBack(claimId, { ...paid, reference: body.fee?.note ?? "" })).status).toBe(
      200,
    );
    const { timeline } = (await desk.read(id)).body;
    expect(timeline.filter(({ type }) => type === "claim_fee_paid_back")).toMatchObject([
      { amount: { amount: 6_000 }, text: body.fee?.note, by: { kind: "staff" } },
    ]);
    const entries = await backstage.rows(
      "SELECT after FROM platform.audit_log WHERE action = 'order.claim_fee_paid_back' AND subject = $1",
      [`order:${id}`],
    );
    expect(entries).toMatchObject([{ after: { claimId, amount: 6_000, reference: body.fee?.note } }]);
  });

  test("paid back is due again when it is the buyer's fault after all", async () => {
    const { claimId, lineId } = await claimed({ kind: "exchange" });
    await claims.feeReceived(claimId);
    await claims.approve(claimId, { fault: "seller" });
    await claims.feePaidBack(claimId, { amount: 6_000, reference: "국민 1" });
    await claims.collected(claimId);
    const judged = await claims.inspected(claimId, found(lineId, 1), { fault: "buyer" });
    expect(judged.body.fee).toMatchObject({ state: "due", note: null });
    expect(await claims.reship(claimId)).toMatchObject({ body: { code: "CLAIM_FEE_DUE" } });
  });

  test("is no fee of members or strangers to settle", async () => {
    const { claimId } = await claimed({ kind: "exchange" });
    for (const step of ["fee-received", "fee-waived", "fee-paid-back"]) {
      const path = `/api/v1/admin/claims/${claimId}/${step}`;
      const body = step === "fee-paid-back" ? { amount: 6_000, reference: "국민 1" } : { reason: "왜요" };
      expect((await shopper.request("POST", path, body)).status).toBe(401);
      const member = await shopper.signUp();
      expect((await member.request("POST", path, body)).status).toBe(403);
    }
    const unknown = "019aa000-0000-7000-8000-000000000001";
    expect((await claims.feeReceived(unknown)).status).toBe(404);
  });
});

describe("a replacement that has arrived", () => {
  test("can be claimed once more, is refunded once, and comes back to the stock", async () => {
    const { placed, variant, id, lineId } = await arrived(stage, 1);
    const one = { lines: [{ lineId, quantity: 1 }], fault: "seller" };
    const bring = async (kind: "exchange" | "return") => {
      const { id: claimId } = (await buyer.claim(placed, { kind, ...one })).body.claim;
      await claims.approve(claimId);
      await claims.collected(claimId);
      await claims.inspected(claimId, found(lineId, 1));
      await backstage.delivered();
      return claimId;
    };
    for (let round = 0; round < 2; round += 1) {
      const claimId = await bring("exchange");
      expect(await buyer.claim(placed, { kind: "return", ...one })).toMatchObject({ status: 409 });
      await claims.reship(claimId);
      await backstage.delivered();
      expect(await stage.levels(variant.sku)).toEqual({ onHand: 9, reserved: 0 });
      expect((await claims.complete(claimId)).body.status).toBe("done");
      await backstage.expectSound();
    }
    const returned = await bring("return");
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 10, reserved: 0 });
    expect((await claims.complete(returned)).body.refunded).toEqual(placed.order.total);
    expect(await buyer.claim(placed, { kind: "return", ...one })).toMatchObject({ status: 409 });
    expect((await desk.read(id)).body).toMatchObject({
      status: "returned",
      items: [{ shipped: 1, claimed: 3, exchanged: 2, returned: 1 }],
    });
    await backstage.expectSound();
  });
});
