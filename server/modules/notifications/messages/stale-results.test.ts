/** A worker that is late with the results of a batch. Time is passed in. */
import { afterAll, expect, test } from "vitest";
import { createTestClock } from "../../../../sandbox/testing.ts";
import { openStage } from "../../../../tests/purchase/stage.ts";
import { whileLocked } from "../../../../tests/support/while-locked.ts";

const clock = createTestClock("2031-05-01T03:00:00.000Z");
const stage = await openStage({ clock });
const { shopper, backstage, shop } = stage;
afterAll(() => stage.close());

test("a message that went out in another batch meanwhile is neither ended nor delayed", async () => {
  await shopper.buy((await stage.stock(1)).id);
  await backstage.delivered();
  await backstage.run("notifications.sendMessages");
  // The gateway knows this batch, and no result of the messages below.
  const [sent] = await backstage.rows<{ batch: string }>(
    "SELECT batch FROM notifications.messages WHERE batch IS NOT NULL",
  );
  // One is overdue, the result of the other one may still come.
  const messages = await backstage.rows<{ id: string }>(
    `INSERT INTO notifications.messages (id, kind, channel, state, phone, content, batch, due_at, created_at)
     SELECT uuidv7(), 'order_delivered', 'kakao', 'accepted', '+821071234567', '{"text": "a"}', $1,
       $2::timestamptz + interval '1 minute', $2::timestamptz - age * interval '1 day'
     FROM unnest(ARRAY[0, 4]) AS age RETURNING id`,
    [sent?.batch, clock.now()],
  );
  const ids = messages.map(({ id }) => `'${id}'`).join();
  await whileLocked(
    shop.databaseUrl,
    `UPDATE notifications.messages SET channel = 'sms', batch = 'another', due_at = 'infinity'
     WHERE id IN (${ids})`,
    1,
    () => {
      clock.advance(61_000);
      return backstage.run("notifications.sendMessages");
    },
  );
  const state = { state: "accepted", batch: "another", due: "infinity" };
  expect(
    await backstage.rows(
      `SELECT state, batch, due_at::text AS due FROM notifications.messages WHERE id IN (${ids})`,
    ),
  ).toEqual([state, state]);
});
