import { connect, type Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { problemTexts } from "../../problems.ts";
import { systemClock } from "../clock.ts";
import { createLog } from "../log.ts";
import { everyone } from "./access.ts";
import { limitChanges } from "./admission.ts";
import { type App, createApp } from "./app.ts";

let app: App;
const waiting: (() => void)[] = [];
afterEach(async () => {
  for (const answer of waiting.splice(0)) answer();
  await app.close();
});

/** An app whose routes answer when the test lets them. */
async function open(most: number): Promise<string> {
  app = createApp({
    log: createLog("silent", {}),
    problemTexts,
    clock: systemClock,
    publicUrl: "https://shop.example",
    authenticate: async () => {
      throw new Error("these routes are open to everyone");
    },
  });
  const handler = () => new Promise((resolve) => waiting.push(() => resolve({})));
  app.post("/api/v1/orders", { config: { access: everyone } }, handler);
  const config = { access: everyone, neverRefusedForLoad: true } as const;
  app.post("/api/v1/payments/confirm", { config }, handler);
  app.get("/api/v1/products", { config: { access: everyone } }, async () => ({}));
  // After the routes, as the public server does.
  limitChanges(app, most);
  return app.listen({ port: 0, host: "127.0.0.1" });
}

const send = (url: string, path: string, method = "POST") => fetch(`${url}/api/v1/${path}`, { method });

/** Until the app works on so many requests. */
async function underWay(count: number): Promise<void> {
  while (waiting.length < count) await turn();
}

test("a change beyond the limit is 503 OVERLOADED with Retry-After; reads and payments go on", async () => {
  const url = await open(2);
  const [first, second] = [send(url, "orders"), send(url, "orders")];
  await underWay(2);
  const refused = await send(url, "orders");
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "2"]);
  expect(await refused.json()).toMatchObject({ code: "OVERLOADED", status: 503 });
  expect((await send(url, "products", "GET")).status).toBe(200);
  const payment = send(url, "payments/confirm");
  await underWay(3);
  for (const answer of waiting.splice(0)) answer();
  expect([(await first).status, (await second).status, (await payment).status]).toEqual([200, 200, 200]);
  const later = send(url, "orders");
  await underWay(1);
  waiting.pop()?.();
  expect((await later).status).toBe(200);
});

test("a client that goes away frees its place", async () => {
  const url = await open(1);
  const { port, hostname } = new URL(url);
  const gone: Socket = connect(Number(port), hostname);
  gone.write("POST /api/v1/orders HTTP/1.1\r\nhost: shop.example\r\ncontent-length: 0\r\n\r\n");
  await underWay(1);
  expect((await send(url, "orders")).status).toBe(503);
  gone.destroy();
  const [abandoned] = waiting.splice(0);
  let retried = send(url, "orders");
  // Refused until the server has seen that the connection is closed.
  while (waiting.length === 0) {
    const answer = await Promise.race([retried, turn().then(() => null)]);
    if (answer) retried = send(url, "orders");
  }
  waiting.pop()?.();
  expect((await retried).status).toBe(200);
  abandoned?.();
});
