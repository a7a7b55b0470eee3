import { createServer, get, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { contracts } from "./contracts.ts";
import { passOn } from "./gateway.ts";
import { systemClock } from "./platform/clock.ts";
import { createApp } from "./platform/http/app.ts";
import { createLog } from "./platform/log.ts";
import { freePorts } from "./platform/processes/free-ports.ts";
import { problemTexts } from "./problems.ts";

const peer = createServer((request, response) => {
  if (request.url?.includes("hop"))
    response.setHeader("x-hop", "1").setHeader("connection", "x-hop, keep-alive");
  response.setHeader("x-asked", `${request.method} ${request.url}`).end(JSON.stringify(request.headers));
});
await new Promise<void>((resolve) => peer.listen(0, "127.0.0.1", resolve));
const { port } = peer.address() as AddressInfo;
const [nobody] = await freePorts(1);
const gateway = createApp({
  log: createLog("silent", {}),
  problemTexts,
  clock: systemClock,
  publicUrl: "http://shop.test",
  authenticate: () => Promise.reject(new Error("the gateway asks nobody")),
});
passOn(gateway, {
  peers: [
    { baseUrl: `http://127.0.0.1:${port}`, routes: contracts.cart.routes },
    { baseUrl: `http://127.0.0.1:${nobody}`, routes: contracts.orders.routes },
  ],
  web: undefined,
  sandbox: `http://127.0.0.1:${port}`,
  publicUrl: "http://localhost:3000",
});
afterAll(async () => {
  await gateway.close();
  peer.close();
});

const url = await gateway.listen({ port: 0, host: "127.0.0.1" });

test.each([{}, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }])(
  "a peer that is away is a 503 in the shop's own words, not a defect of ours: %j",
  async (init) => {
    const answer = await fetch(`${url}/api/v1/orders`, init);
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("retry-after")]).toEqual([
      503,
      "application/problem+json",
      "1",
    ]);
    expect(await answer.json()).toMatchObject({ code: "PEER_UNAVAILABLE" });
  },
);

test("a peer hears the client's address from the gateway, whatever the client says of it", async () => {
  const answer = await fetch(`${url}/api/v1/carts/1`, { headers: { "x-forwarded-for": "203.0.113.9" } });
  expect(await answer.json()).toMatchObject({ "x-forwarded-for": "127.0.0.1" });
});

test("what an upstream says of its own connection is not passed on", async () => {
  for (const path of ["/api/v1/carts/hop", "/sandbox/receipts/hop"]) {
    const { status, headers } = await sayingClose(`${url}${path}`);
    expect([status, headers.connection, headers["keep-alive"], headers["x-hop"]]).toEqual([
      200,
      "close",
      undefined,
      undefined,
    ]);
  }
});

/** What a client gets that closes its connection. `fetch` hides what is said of it. */
const sayingClose = (
  address: string,
): Promise<{ status: number | undefined; headers: IncomingHttpHeaders }> =>
  new Promise((resolve, reject) => {
    const asked = get(address, { agent: false, headers: { connection: "close" } }, (response) => {
      response.resume();
      response.once("end", () => resolve({ status: response.statusCode, headers: response.headers }));
    });
    asked.once("error", reject);
  });

test("a peer hears our id of the request, and the trace of the client", async () => {
  const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  const headers = { "x-request-id": "what-a-client-says", traceparent };
  const answer = await fetch(`${url}/api/v1/carts/1`, { headers });
  const heard = (await answer.json()) as Record<string, string>;
  expect(heard).toMatchObject({ traceparent, "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/) });
});

test("X-Forwarded-For and X-Request-Id are believed from our gateway and named proxies alone", async () => {
  for (const [trusted, ip] of [
    [{ trustedProxies: true }, "198.51.100.7"],
    [{ trustedProxies: "127.0.0.1" }, "198.51.100.7"],
    [{ trustedProxies: "10.0.0.0/8" }, "127.0.0.1"],
    [{}, "127.0.0.1"],
  ] as const) {
    const app = createApp({
      log: createLog("silent", {}),
      problemTexts,
      clock: systemClock,
      publicUrl: "http://shop.test",
      authenticate: () => Promise.reject(new Error("nobody signs in here")),
      ...trusted,
    });
    app.get("/ip", (request) => ({ ip: request.ip }));
    const given = { "x-forwarded-for": "198.51.100.7", "x-request-id": "4bf92f3577b34da6a3ce929d0e0e4736" };
    const answer = await app.inject({ url: "/ip", headers: given });
    expect(answer.json()).toEqual({ ip });
    const kept = answer.headers["x-request-id"] === given["x-request-id"];
    expect(kept).toBe(ip === given["x-forwarded-for"]);
    await app.close();
  }
});

test.each([
  ["GET", "/window?orderId=1"],
  ["POST", "/window?orderId=1"],
  ["GET", "/receipts/1"],
  ["POST", "/deposits/X1"],
  ["GET", "/mailbox?q=kim"],
  ["GET", "/mailbox/1/body"],
])("of the sandbox people see its pages: %s /sandbox%s", async (method, path) => {
  const answer = await fetch(`${url}/sandbox${path}`, { method });
  expect([answer.status, answer.headers.get("x-asked")]).toEqual([200, `${method} ${path}`]);
});

test.each([
  ["DELETE", "/mailbox/messages"],
  ["POST", "/mailbox"],
  ["GET", "/sandbox/payments"],
  ["POST", "/sandbox/faults"],
  ["POST", "/v1/payments/confirm"],
  ["GET", "/mailboxes"],
])("its switches and its API are not for the public: %s /sandbox%s", async (method, path) => {
  const answer = await fetch(`${url}/sandbox${path}`, { method });
  expect([404, 405]).toContain(answer.status);
  expect(answer.headers.get("x-asked")).toBeNull();
});

test("pages are served at addresses that cannot be decoded, too; the API refuses them", async () => {
  const app = createApp({
    log: createLog("silent", {}),
    problemTexts,
    clock: systemClock,
    publicUrl: "http://shop.test",
    authenticate: () => Promise.reject(new Error("nobody signs in here")),
    pages: true,
  });
  const shared = { serve: () => false, find: () => null, close: () => {} };
  passOn(app, {
    peers: [],
    web: { url: `http://127.0.0.1:${port}`, shared },
    sandbox: undefined,
    publicUrl: "http://shop.test",
  });
  const address = await app.listen({ port: 0, host: "127.0.0.1" });
  for (const [path, asked] of [
    ["/p/%ED%95", "/p/%25ED%2595"],
    ["/products?q=%00", "/products?q=%2500"],
    ["/p/%EC%BB%B5", "/p/%EC%BB%B5"],
  ]) {
    expect((await fetch(`${address}${path}`)).headers.get("x-asked")).toBe(`GET ${asked}`);
  }
  const joined = await fetch(`${address}//other.test/p/cup`);
  expect(joined.headers.get("x-asked")).toBe("GET /other.test/p/cup");
  for (const method of ["PUT", "DELETE", "OPTIONS"]) {
    const refused = await fetch(`${address}/p/cup`, { method });
    expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
  }
  const form = await fetch(`${address}/sign-in`, { method: "POST", body: new URLSearchParams({ a: "b" }) });
  expect([form.status, form.headers.get("x-asked")]).toEqual([200, "POST /sign-in"]);
  expect((await fetch(`${address}/api/v1/products/%ED%95`)).status).toBe(400);
  await app.close();
});
