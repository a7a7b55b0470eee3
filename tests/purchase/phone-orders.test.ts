/** Orders by phone as an attacker or a hurried member of staff sends them. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type HeaderFields, newKey, type Order, type Problem } from "../support/client.ts";
import { orderDesk } from "./desk.ts";
import { openStage } from "./stage.ts";

const stage = await openStage({ webhooks: true });
afterAll(() => stage.close());
const { shopper, backstage } = stage;
const desk = orderDesk(shopper);
let owner: HeaderFields;
beforeAll(async () => {
  owner = await shopper.signInOwner();
});

const contact = { name: "전화손님", email: "caller@example.com", phone: "010-7654-3210" };
const shippingAddress = {
  ...{ recipient: "전화손님", phone: "010-7654-3210" },
  ...{ postcode: "04524", address1: "서울 비밀로 1" },
};
const place = (body: object, key = newKey()) =>
  shopper.request<Partial<Problem> & { order: Order }>(
    "POST",
    "/api/v1/admin/orders",
    { contact, shippingAddress, ...body },
    { ...owner, "idempotency-key": key },
  );

test("one key sent by many at once places one order, and reserves its goods once", async () => {
  const { sku } = await stage.stock(10);
  const key = newKey();
  const body = { lines: [{ sku, quantity: 2 }] };
  const answers = await Promise.all(Array.from({ length: 6 }, () => place(body, key)));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  expect(new Set(answers.map((each) => each.body.order.id)).size).toBe(1);
  expect(await stage.levels(sku)).toEqual({ onHand: 10, reserved: 2 });
  expect(await place({ lines: [{ sku, quantity: 3 }] }, key)).toMatchObject({
    status: 422,
    body: { code: "IDEMPOTENCY_KEY_REUSED" },
  });
  await backstage.expectSound();
});

test("the last piece is one caller's, however many members of staff place an order for it", async () => {
  const { sku } = await stage.stock(1);
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => place({ lines: [{ sku, quantity: 1 }] })),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409]);
  expect(await stage.levels(sku)).toEqual({ onHand: 1, reserved: 1 });
  await backstage.expectSound();
});

describe("an order", () => {
  test("keeps its price when the product's changes, and gives its goods back once", async () => {
    const { sku } = await stage.stock(5, 10_000);
    const { order } = (await place({ lines: [{ sku, quantity: 1 }] })).body;
    const variant = `/api/v1/admin/variants/${sku}`;
    expect((await shopper.request("PATCH", variant, { price: 99_000 }, owner)).status).toBe(204);
    const read = (await desk.read(order.id)).body;
    expect([read.items[0]?.unitPrice.amount, read.total]).toEqual([10_000, order.total]);
    await Promise.all([desk.cancel(order.id, {}), desk.cancel(order.id, {})]);
    expect(await stage.levels(sku)).toEqual({ onHand: 5, reserved: 0 });
    await backstage.expectSound();
  });

  test("leaves no name, address, phone or e-mail of its buyer in the audit log", async () => {
    const { sku } = await stage.stock(5);
    const { order } = (await place({ lines: [{ sku, quantity: 1 }] })).body;
    const rows = await backstage.rows<{ entry: string }>(
      "SELECT audit_log::text AS entry FROM platform.audit_log WHERE subject = $1",
      [`order:${order.id}`],
    );
    expect(rows).toHaveLength(1);
    for (const secret of ["전화손님", "caller@", "7654", "비밀로"])
      expect(rows[0]?.entry).not.toContain(secret);
  });
});

describe("an input that is refused reserves nothing:", () => {
  test.each<[string, (line: { sku: string; quantity: number }) => object]>([
    ["a coupon", (line) => ({ lines: [line], coupons: ["SPRING"] })],
    ["points", (line) => ({ lines: [line], points: 1_000 })],
    ["a total of the caller", (line) => ({ lines: [line], total: 1 })],
    ["a price of the caller", (line) => ({ lines: [{ ...line, unitPrice: 1 }] })],
    ...[0, -1, 1.5, 1_000, "1", null].map((quantity): [string, (line: { sku: string }) => object] => [
      `a quantity of ${quantity}`,
      ({ sku }) => ({ lines: [{ sku, quantity }] }),
    ]),
    ["201 lines", (line) => ({ lines: Array.from({ length: 201 }, () => line) })],
    ["a SKU that is none", (line) => ({ lines: [{ ...line, sku: "가".repeat(500) }] })],
    ["a member who is no id", (line) => ({ lines: [line], memberId: "nobody" })],
    ["a name with NUL", (line) => ({ lines: [line], contact: { ...contact, name: "a\u0000b" } })],
    [
      "an e-mail with a header of its own",
      (line) => ({ lines: [line], contact: { ...contact, email: "caller@example.com\r\nBcc: x@y.test" } }),
    ],
    ["a phone that is no number", (line) => ({ lines: [line], contact: { ...contact, phone: "전화" } })],
    ["no time to pay", (line) => ({ lines: [line], payWithinHours: 0 })],
    ["an unknown language", (line) => ({ lines: [line], language: "xx" })],
  ])("%s", async (_name, bodyOf) => {
    const { sku } = await stage.stock(9);
    const refused = await place(bodyOf({ sku, quantity: 1 }));
    expect([refused.status, refused.body.code]).toEqual([400, "INVALID_INPUT"]);
    expect(await stage.levels(sku)).toEqual({ onHand: 9, reserved: 0 });
  });

  test("a key that is too short", async () => {
    const { sku } = await stage.stock(9);
    expect((await place({ lines: [{ sku, quantity: 1 }] }, "short")).status).toBe(400);
    expect(await stage.levels(sku)).toEqual({ onHand: 9, reserved: 0 });
  });
});

describe("a member whose order nothing would open is refused:", () => {
  const refusedOf = async (memberId: string) => {
    const { sku } = await stage.stock(3);
    const answer = await place({ lines: [{ sku, quantity: 1 }], memberId });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: "INVALID_INPUT", errors: [{ pointer: "/memberId", code: "UNKNOWN" }] },
    });
    expect(await stage.levels(sku)).toEqual({ onHand: 3, reserved: 0 });
  };

  test("an id that no account has", () => refusedOf(randomUUID()));

  test("a member who left", async () => {
    const member = await shopper.signUp();
    expect((await member.request("DELETE", "/api/v1/me")).status).toBe(204);
    await refusedOf(member.id);
    await backstage.delivered();
    await refusedOf(member.id);
  });

  test("a disabled account, until it is enabled again", async () => {
    const member = await shopper.signUp();
    const turn = async (step: "disable" | "enable") => {
      const path = `/api/v1/admin/members/${member.id}/${step}`;
      expect((await shopper.request("POST", path, { reason: "확인 중이에요" }, owner)).status).toBe(204);
    };
    await turn("disable");
    await refusedOf(member.id);
    await turn("enable");
    const { sku } = await stage.stock(3);
    expect((await place({ lines: [{ sku, quantity: 1 }], memberId: member.id })).status).toBe(201);
  });
});
