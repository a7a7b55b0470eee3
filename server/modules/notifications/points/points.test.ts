/** Mails of points that expire, with time passed in. */
import { afterAll, expect, test } from "vitest";
import { createTestClock } from "../../../../sandbox/testing.ts";
import { openStage } from "../../../../tests/purchase/stage.ts";
import { client, type Member } from "../../../../tests/support/client.ts";
import { grant } from "../../promotions/points/points.fixture.ts";

const DAY_MS = 24 * 3_600_000;
/** Noon in Korea. */
const clock = createTestClock(`${new Date().toISOString().slice(0, 10)}T03:00:00.000Z`);
const stage = await openStage({ clock });
const { backstage, shop } = stage;
afterAll(() => stage.close());

const staff = () => client(shop.url);

async function memberWith(...lots: readonly (readonly [amount: number, days: number])[]): Promise<Member> {
  const member = await staff().signUp();
  for (const [amount, days] of lots) {
    const expiresAt = new Date(clock.now().getTime() + days * DAY_MS).toISOString();
    expect((await grant(staff(), member.id, { amount, expiresAt })).status).toBe(201);
  }
  return member;
}

async function told({ email }: Member): Promise<string[]> {
  for (let run = 0; run < 2; run += 1) await backstage.run("notifications.warnOfPoints");
  await backstage.delivered();
  return shop.mailbox
    .list({ to: email })
    .filter(({ subject }) => subject.includes("곧 사라지는 포인트"))
    .map(({ text }) => [...text.matchAll(/: ([\d,]+P)/g)].map(([, points]) => points).join())
    .toReversed();
}

test("a member is told 30 and 7 days before, in one mail a day, and of each only once", async () => {
  const member = await memberWith([1_000, 30], [20, 30], [300, 7], [77, 20], [5, 31]);
  expect(await told(member)).toEqual(["300P,1,020P"]);
  clock.advance(DAY_MS);
  expect(await told(member)).toEqual(["300P,1,020P", "5P"]);
  clock.advance(12 * DAY_MS);
  expect(await told(member)).toEqual(["300P,1,020P", "5P", "77P"]);
});

test("a day away and the night delay the mail; what is spent meanwhile is told no more", async () => {
  const [late, spent] = [await memberWith([40, 31]), await memberWith([60, 31])];
  expect(await told(late)).toEqual([]);
  clock.advance(2 * DAY_MS + 10 * 3_600_000);
  expect(await told(late)).toEqual([]);
  clock.advance(11 * 3_600_000);
  await grant(staff(), spent.id, { amount: -60 });
  expect(await told(late)).toEqual(["40P"]);
  expect(await told(spent)).toEqual([]);
});
