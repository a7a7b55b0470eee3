/** SIGTERM under load: accepted requests are finished, new ones are refused, and the program ends in time. */
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startBalancer } from "../support/balancer.ts";
import { client, newKey, type Product } from "../support/client.ts";
import { type ChaosWorld, openChaosWorld } from "./world.ts";

let world: ChaosWorld;
beforeAll(async () => {
  world = await openChaosWorld(2);
});
afterAll(() => world.close());

/** Longer than a confirm takes on a busy machine: a payment of unknown fate is not what is tested. */
const PAYMENT_TIMEOUT_MS = "20000";

const variantOf = ({ variants: [variant] }: Product): string => {
  if (!variant) throw new Error("a product has a variant");
  return variant.id;
};

test("after SIGTERM a program is not ready, finishes its requests, and ends with 0 within 10 s", async () => {
  const program = await world.start(0, { SHUTDOWN_DELAY_MS: "3000", PAYMENT_TIMEOUT_MS });
  const shopper = client(program.url);
  const variantId = variantOf(await shopper.createProduct());
  // These payments are slow, so that they are in flight when the program gets the signal.
  await world.backstage.fault("confirm", "slow:2500", 10);
  const payments = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const { id } = await shopper.createCart();
      await shopper.addItem(id, variantId);
      return shopper.approve((await shopper.placeOrder(id)).body.payment.windowUrl);
    }),
  );
  const answers = Promise.all(payments.map((approved) => shopper.confirm(approved)));
  await expect
    .poll(
      async () =>
        (await world.backstage.rows("SELECT FROM payments.attempts WHERE state = 'CONFIRMING'")).length,
      { interval: 10 },
    )
    .toBe(10);

  const began = performance.now();
  const ended = program.end("SIGTERM");
  await expect
    .poll(() => fetch(`${program.opsUrl}/readyz`).then(({ status }) => status), { interval: 5 })
    .toBe(503);
  expect((await fetch(`${program.url}/api/v1/categories`)).status).toBe(200);
  expect((await answers).map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
  expect(await ended).toBe(0);
  expect(performance.now() - began).toBeLessThan(10_000);
  await expect(fetch(`${program.url}/api/v1/categories`)).rejects.toThrow();

  const successor = await world.start(0);
  await world.backstage.expectSound();
  await successor.end("SIGTERM");
});

test("programs that are restarted in turn behind a balancer fail no request", async () => {
  const balancer = await startBalancer();
  const environment = { SHUTDOWN_DELAY_MS: "500", PUBLIC_URL: balancer.url, PAYMENT_TIMEOUT_MS };
  const programs = await Promise.all([world.start(0, environment), world.start(1, environment)]);
  for (const program of programs) await balancer.add(program);
  const shopper = client(balancer.url);
  const variantId = variantOf(await shopper.createProduct({ variants: [{ stock: 10_000 }] }));

  let closing = false;
  let purchases = 0;
  const failures: string[] = [];
  const note = (step: string, answer: { status: number; body: unknown }, expected: number): void => {
    if (answer.status !== expected) failures.push(`${step}: ${answer.status} ${JSON.stringify(answer.body)}`);
  };
  async function shop(): Promise<void> {
    while (!closing && failures.length === 0) {
      const cart = await shopper.request<{ id: string }>("POST", "/api/v1/carts", {});
      note("cart", cart, 201);
      note("item", await shopper.addItem(cart.body.id, variantId), 200);
      const placed = await shopper.placeOrder(cart.body.id, {}, newKey());
      note("order", placed, 201);
      const approved = await shopper.approve(placed.body.payment.windowUrl);
      note("confirm", await shopper.confirm(approved), 200);
      note("page", await shopper.request("GET", "/api/v1/products?limit=5"), 200);
      purchases += 1;
      await wait(10);
    }
  }
  const shoppers = Array.from({ length: 4 }, shop);
  for (const at of [0, 1, 0, 1]) {
    const old = programs[at];
    if (!old) throw new Error("there are two programs");
    expect(await old.end("SIGTERM")).toBe(0);
    balancer.remove(old);
    const successor = await world.start(at, environment);
    await balancer.add(successor);
    programs[at] = successor;
    await wait(200);
  }
  closing = true;
  await Promise.all(shoppers);
  expect(failures).toEqual([]);
  expect(purchases).toBeGreaterThan(20);
  await world.backstage.expectSound();
  for (const program of programs) await program.end("SIGTERM");
  await balancer.close();
});
