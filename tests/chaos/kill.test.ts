/** `kill -9` at any moment of a purchase: afterwards nothing is lost or doubled. */
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChildShop } from "../support/child-shop.ts";
import type { Client } from "../support/client.ts";
import {
  expectNothingLostOrDoubled,
  expectStockExact,
  passOneMinute,
  receiveShoppers,
  stockProduct,
} from "./shoppers.ts";
import { type ChaosWorld, clientsOf, openChaosWorld, randomFrom } from "./world.ts";

const SEED = Number(process.env.CHAOS_SEED ?? 20261122);
const PROGRAMS = 2;
const KILLS_EACH = 13;
const PIECES = 100_000;
/** At most, from ready to the kill. */
const LIFE_MS = 700;

const random = randomFrom(SEED);
let world: ChaosWorld;
beforeAll(async () => {
  world = await openChaosWorld(PROGRAMS);
});
afterAll(() => world.close());

test(`every purchase ends well through ${PROGRAMS * KILLS_EACH} kills (seed ${SEED})`, {
  timeout: 400_000,
}, async () => {
  const children = await Promise.all([world.start(0), world.start(1)]);
  const doors = clientsOf(world.ports);
  const variantId = await stockProduct(doors[0], PIECES);
  const shopping = receiveShoppers(
    async () => world.sandboxUrl,
    () => oneOf(doors),
    variantId,
  );

  await Promise.all(children.map(killRepeatedly));
  await passOneMinute(world.backstage, new Date());
  const survivors = await Promise.all([world.start(0), world.start(1)]);
  const purchases = await shopping.close();

  expect(purchases.length).toBeGreaterThan(PROGRAMS * KILLS_EACH);
  await expectNothingLostOrDoubled(world.backstage, purchases);
  await expectStockExact(world.backstage, variantId, PIECES);
  for (const survivor of survivors) expect(await survivor.end("SIGTERM")).toBe(0);
  await world.backstage.expectSound();
});

function oneOf(doors: readonly Client[]): Client {
  const chosen = doors[Math.floor(random() * doors.length)];
  if (!chosen) throw new Error("the shop has doors");
  return chosen;
}

/** After its last kill the program stays dead. */
async function killRepeatedly(started: ChildShop, at: number): Promise<void> {
  let child = started;
  for (let kills = 0; kills < KILLS_EACH; kills += 1) {
    await wait(random() * LIFE_MS);
    expect(await child.end("SIGKILL")).toBeNull();
    if (kills < KILLS_EACH - 1) child = await world.start(at);
  }
}
