/** Consents, choices and numbers that change while a message waits, through HTTP. It is noon in Seoul. */
import { randomInt } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestClock } from "../../../../sandbox/testing.ts";
import { openStage } from "../../../../tests/purchase/stage.ts";
import { type Client, contact, newKey, type PlacedOrder } from "../../../../tests/support/client.ts";

const clock = createTestClock("2031-05-01T03:00:00.000Z");
const stage = await openStage({ clock, environment: { MESSAGE_OPT_OUT: "0801234567" } });
const { shopper, backstage, shop } = stage;
afterAll(() => stage.close());
beforeEach(() => backstage.clearFaults());

beforeAll(async () => {
  const proof = await shopper.signInOwner();
  const lines = { closing: "다음 주에 겨울 할인을 해요", advertises: true };
  const path = "/api/v1/admin/messages/order_paid/ko";
  expect((await shopper.request("PUT", path, { lines }, proof)).status).toBe(200);
});

const ofMessages = (member: Client, orderMessages: string) =>
  member.request("PATCH", "/api/v1/me", { orderMessages });
const agreeTo = async (member: Client, sms: boolean): Promise<void> => {
  const { status } = await member.request("PUT", "/api/v1/me/agreements", { marketing: { sms } });
  expect(status).toBe(200);
};

/** A member who wants text messages with advertising has bought, and the message waits. */
async function waiting(): Promise<{ member: Client & { password: string }; phone: string }> {
  const member = await shopper.signUp();
  await ofMessages(member, "sms");
  await agreeTo(member, true);
  const phone = `0107${String(randomInt(10 ** 7)).padStart(7, "0")}`;
  const variant = await stage.stock(5);
  const { id: cartId } = await member.createCart();
  await member.addItem(cartId, variant.id, 1);
  // Nothing leaves before the test lets it.
  await backstage.fault("open", "500-before-effect", 1_000, "solapi");
  const { body } = await member.request<PlacedOrder>(
    "POST",
    "/api/v1/orders",
    {
      ...{ cartId, contact: { ...contact, phone } },
      shippingAddress: { recipient: "김장터", phone, postcode: "04524", address1: "서울" },
    },
    { "idempotency-key": newKey() },
  );
  const approved = await member.approve(body.payment.windowUrl);
  expect((await member.confirm(approved)).status).toBe(200);
  await backstage.delivered();
  const queued = await backstage.rows(
    "SELECT state FROM notifications.messages WHERE member_id = $1 AND content ->> 'advertising' IS NOT NULL",
    [member.id],
  );
  expect(queued).toEqual([{ state: "waiting" }]);
  return { member, phone };
}

async function sent(): Promise<void> {
  await backstage.clearFaults();
  const hurry = `UPDATE notifications.messages SET due_at = $1, claimed_until = NULL
    WHERE ended_at IS NULL RETURNING state`;
  for (let runs = 0; (await backstage.rows(hurry, [clock.now()])).length > 0; runs += 1) {
    expect(runs).toBeLessThan(100);
    await backstage.run("notifications.sendMessages");
  }
}
const received = (phone: string) => shop.mailbox.list({ to: phone });

test("a member who still agrees gets the lines that advertise, marked", async () => {
  const { phone } = await waiting();
  await sent();
  expect(received(phone).map(({ text }) => text.includes("(광고)"))).toEqual([true]);
});

test("a consent that is withdrawn while the message waits counts at once", async () => {
  const { member, phone } = await waiting();
  await agreeTo(member, false);
  await sent();
  const [got, ...more] = received(phone);
  expect(more).toEqual([]);
  expect(got?.text).not.toContain("겨울 할인");
  expect(got?.text).not.toContain("(광고)");
});

test("a member who wants no messages any more, or who is disabled, gets none", async () => {
  const [off, disabled] = [await waiting(), await waiting()];
  await ofMessages(off.member, "off");
  await backstage.rows("UPDATE members.accounts SET status = 'disabled' WHERE id = $1", [
    (disabled.member as unknown as { id: string }).id,
  ]);
  await sent();
  for (const { phone } of [off, disabled]) expect(received(phone)).toEqual([]);
  expect(await backstage.rows("SELECT FROM notifications.messages WHERE ended_at IS NULL")).toEqual([]);
});
