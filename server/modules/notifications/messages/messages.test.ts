/** Messages to phones, through HTTP: to whom, by which way, once, whatever the gateway does. */
import { randomInt } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { orderDesk } from "../../../../tests/purchase/desk.ts";
import { openStage } from "../../../../tests/purchase/stage.ts";
import { type Client, contact, newKey, type PlacedOrder } from "../../../../tests/support/client.ts";

const stage = await openStage();
const { shopper, backstage, shop } = stage;
const desk = orderDesk(shopper);
const variant = await stage.stock(1_000);
afterAll(() => stage.close());
beforeEach(() => backstage.clearFaults());

interface Row {
  readonly state: string;
  readonly channel: string;
  readonly code: string | null;
  readonly phone: string | null;
}

const newPhone = (prefix = "0107"): string => prefix + String(randomInt(10 ** 7)).padStart(7, "0");

async function buy(phone: string, { by = shopper as Client, language = "ko" } = {}): Promise<PlacedOrder> {
  const { id: cartId } = await by.createCart();
  await by.addItem(cartId, variant.id, 1);
  const { body: placed } = await by.request<PlacedOrder>(
    "POST",
    "/api/v1/orders",
    {
      ...{ cartId, contact: { ...contact, phone } },
      shippingAddress: { recipient: "김장터", phone, postcode: "04524", address1: "서울" },
    },
    { "idempotency-key": newKey(), "accept-language": language },
  );
  expect((await by.confirm(await by.approve(placed.payment.windowUrl))).status).toBe(200);
  return placed;
}

const ofKind = (kind: string): Promise<Row[]> =>
  backstage.rows<Row>(
    "SELECT state, channel, code, phone FROM notifications.messages WHERE kind = $1 ORDER BY created_at",
    [kind],
  );

/**
 * Runs the job until all messages have ended, beside the worker. What waits for its time, or is claimed by
 * the worker, gets another try at once, so that both often do the same.
 */
async function settled(): Promise<void> {
  await backstage.delivered();
  const hurry = `UPDATE notifications.messages SET due_at = now(), claimed_until = NULL
    WHERE ended_at IS NULL RETURNING state`;
  for (let runs = 0; (await backstage.rows(hurry)).length > 0; runs += 1) {
    expect(runs).toBeLessThan(100);
    await backstage.run("notifications.sendMessages");
  }
}

const received = (phone: string) => shop.mailbox.list({ to: phone });

test("a buyer in Korean is told through Kakao, each step once, with the page of the parcel", async () => {
  const phone = newPhone();
  // Two steps within a second may be told in either order.
  const { order } = await buy(phone);
  await settled();
  await desk.prepare(order.id);
  const { body } = await desk.ship(order.id);
  await settled();
  await desk.deliver(body.shipments[0]?.id ?? "");
  await settled();
  const got = received(phone).toReversed();
  expect(got.map(({ subject }) => subject)).toEqual([
    "[알림톡] sandbox_order_paid",
    "[알림톡] sandbox_parcel_sent",
    "[알림톡] sandbox_order_delivered",
  ]);
  expect(got[0]?.text).toContain(`#{number}: ${order.number}`);
  expect(got[0]?.text).toContain("#{amount}: 13,000원");
  expect(got[1]?.links.join()).toContain("123456789012");
});

test("a buyer in English gets a long text message, and a landline gets none", async () => {
  const [phone, landline] = [newPhone(), "02-123-4567"];
  const { order } = await buy(phone, { language: "en" });
  await settled();
  const before = (await ofKind("order_paid")).length;
  await buy(landline);
  await settled();
  const [got, ...more] = received(phone);
  expect(more).toEqual([]);
  expect(got?.subject).toMatch(/^\[LMS\] /);
  expect(got?.text).toContain(`Order ${order.number}`);
  expect(await ofKind("order_paid")).toHaveLength(before);

  // The carrier is named as buyers in English know it.
  await desk.prepare(order.id);
  await desk.ship(order.id);
  await settled();
  expect(received(phone)[0]?.text).toContain("CJ Logistics 123456789012");
});

test("a member chooses SMS or none, and only the member", async () => {
  const member = await shopper.signUp();
  const choose = (orderMessages: unknown) => member.request("PATCH", "/api/v1/me", { orderMessages });
  expect((await member.request("GET", "/api/v1/me")).body).toMatchObject({ orderMessages: "kakao" });
  expect((await choose("fax")).status).toBe(400);
  expect((await shopper.request("PATCH", "/api/v1/me", { orderMessages: "off" })).status).toBe(401);
  const bySms = newPhone();
  expect(await choose("sms")).toMatchObject({ status: 200, body: { orderMessages: "sms" } });
  await buy(bySms, { by: member });
  await settled();
  const none = newPhone();
  expect((await choose("off")).status).toBe(200);
  await buy(none, { by: member });
  await settled();
  expect(received(bySms).map(({ subject }) => subject.slice(0, 5))).toEqual(["[LMS]"]);
  expect(received(none)).toEqual([]);
});

test("what Kakao cannot deliver goes as a text message; a number that does not exist ends it", async () => {
  const [withoutKakao, unknown] = [newPhone("0109999"), newPhone("0108888")].map((phone) =>
    phone.slice(0, 11),
  );
  await buy(withoutKakao ?? "");
  await buy(unknown ?? "");
  await settled();
  expect(received(withoutKakao ?? "").map(({ subject }) => subject.slice(0, 5))).toEqual(["[LMS]"]);
  expect(received(unknown ?? "")).toEqual([]);
  const rows = (await ofKind("order_paid")).slice(-2).toSorted((a, b) => (a.state < b.state ? -1 : 1));
  expect(rows).toEqual([
    { state: "delivered", channel: "sms", code: "4000", phone: null },
    { state: "failed", channel: "sms", code: "3058", phone: null },
  ]);
});

test("who leaves takes the open messages along", async () => {
  const member = await shopper.signUp();
  const phone = newPhone();
  await backstage.rows(
    `INSERT INTO notifications.messages
       (id, kind, channel, state, member_id, phone, content, due_at, created_at)
     VALUES (uuidv7(), 'order_paid', 'sms', 'waiting', $1, $2, '{"text": "a"}', 'infinity', now())`,
    [member.id, phone],
  );
  const { password } = member;
  expect((await member.request("DELETE", "/api/v1/me", { password })).status).toBe(204);
  await backstage.delivered();
  expect(await backstage.rows("SELECT FROM notifications.messages WHERE phone = $1", [phone])).toEqual([]);
});

describe("nothing is sent twice, and nothing is lost:", () => {
  test.each([
    ["open", "reset-after-effect"],
    ["confirm", "500-before-effect"],
    ["confirm", "reset-after-effect"],
    ["confirm", "429"],
    ["cancel", "500-after-effect"],
    ["get", "garbage"],
  ] as const)("%s with %s", async (operation, mode) => {
    await backstage.fault(operation, mode, 2, "solapi");
    // Only a batch of unknown fate is deleted.
    if (operation === "cancel") await backstage.fault("confirm", "500-before-effect", 1, "solapi");
    const phones = [newPhone(), newPhone()];
    for (const phone of phones) await buy(phone);
    await settled();
    for (const phone of phones) expect(received(phone), phone).toHaveLength(1);
    const ended = await backstage.rows(
      "SELECT FROM notifications.messages WHERE state <> 'delivered' AND code <> '3058'",
    );
    expect(ended).toEqual([]);
  });
});
