/** Traces: off unless a collector is named; then one leads through all processes, and tells no secret. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fastify from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { moduleNames } from "../../server/module-names.ts";
import { attendant, cloakroom, KEY } from "../../server/platform/contract/contract.fixture.ts";
import { serveContract } from "../../server/platform/contract/serve.ts";
import { sign } from "../../server/platform/contract/signature.ts";
import { freePorts } from "../../server/platform/processes/free-ports.ts";
import { startTracing } from "../../server/platform/tracing.ts";
import { openStage, type PurchaseStage } from "../purchase/stage.ts";
import { type ChildShop, startChildShop } from "../support/child-shop.ts";
import { client, contact, newKey, shippingAddress } from "../support/client.ts";

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number };
}
interface ExportedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly service: string;
}
interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly Omit<ExportedSpan, "service">[] }[];
  }[];
}

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const CALLER = "00f067aa0ba902b7";

let stage: PurchaseStage;
let collector: Server;
let collectorUrl: string;
const spans: ExportedSpan[] = [];
const bodies: string[] = [];
const textOf = (attributes: readonly Attribute[], key: string) =>
  attributes.find((attribute) => attribute.key === key)?.value.stringValue;
const intOf = (attributes: readonly Attribute[], key: string) =>
  Number(attributes.find((attribute) => attribute.key === key)?.value.intValue);

beforeAll(async () => {
  stage = await openStage();
  collector = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts).toString();
      bodies.push(body);
      for (const { resource, scopeSpans } of (JSON.parse(body) as Export).resourceSpans)
        for (const span of scopeSpans.flatMap((scope) => scope.spans))
          spans.push({ ...span, service: textOf(resource.attributes, "service.name") ?? "" });
      response.setHeader("content-type", "application/json").end("{}");
    });
  });
  await new Promise<void>((listening) => collector.listen(0, "127.0.0.1", listening));
  collectorUrl = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await stage.close();
  await new Promise((closed) => collector.close(closed));
});

const traced = { OTEL_TRACES_SAMPLER_ARG: "1" };
const traceparent = (flags: string) => ({ traceparent: `00-${TRACE}-${CALLER}-${flags}` });

describe("with a collector, a shop of two processes", () => {
  let [front, inventory]: [ChildShop | null, ChildShop | null] = [null, null];
  const lines: string[] = [];
  const place = async (flags: string) => {
    const shopper = client(front?.url ?? "");
    const { id } = await stage.stock(5);
    const { id: cartId } = await shopper.createCart();
    await shopper.addItem(cartId, id);
    const headers = { "idempotency-key": newKey(), ...traceparent(flags) };
    const order = { cartId, contact, shippingAddress };
    expect((await shopper.request("POST", "/api/v1/orders", order, headers)).status).toBe(201);
    return cartId;
  };

  test("sends one trace of an order, from the client's span down to the statements", async () => {
    const others = moduleNames.filter((name) => name !== "inventory");
    const [frontPort = 0, peerPort = 0] = await freePorts(2);
    const at = (port: number) => `http://127.0.0.1:${port}`;
    const shared = { ...stage.shop.environment, ...traced, OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl };
    inventory = await startChildShop({
      ...shared,
      ROLES: "api",
      MODULES: "inventory",
      INTERNAL_PORT: String(peerPort),
      PEERS: others.map((name) => `${name}=${at(frontPort)}`).join(","),
    });
    front = await startChildShop(
      {
        ...shared,
        ROLES: "api",
        MODULES: others.join(","),
        INTERNAL_PORT: String(frontPort),
        PEERS: `inventory=${at(peerPort)}`,
      },
      { logLevel: "debug", onLine: (line) => lines.push(line) },
    );
    const cartId = await place("01");
    for (const process of [front, inventory]) expect(await process.end("SIGTERM")).toBe(0);

    const own = spans.filter(({ traceId }) => traceId === TRACE);
    const byId = new Map(own.map((span) => [span.spanId, span]));
    const request = own.find(({ name }) => name === "POST /api/v1/orders");
    expect(request?.parentSpanId).toBe(CALLER);
    const call = own.find(({ name }) => name === "inventory.reserve");
    const served = own.find(({ name }) => name === "POST /internal/inventory/reserve");
    expect(served).toMatchObject({ service: "jangteo-inventory", parentSpanId: call?.spanId });
    const statement = own.find(
      ({ service, attributes }) =>
        service === "jangteo-inventory" && textOf(attributes, "db.query.text") !== undefined,
    );
    expect(statement?.parentSpanId).toBe(served?.spanId);
    // Each span but the first hangs below another one of the trace.
    for (const { name, parentSpanId } of own)
      if (name !== request?.name) expect([name, byId.has(parentSpanId ?? "")]).toEqual([name, true]);

    // What the shopper typed, and the id that opens the cart, stay in the shop.
    const sent = bodies.join("\n");
    for (const secret of [cartId, contact.phone, contact.email, contact.name])
      expect(sent).not.toContain(secret);
    const logged = lines.find((line) => line.includes('"route":"/api/v1/orders"'));
    expect(JSON.parse(logged ?? "{}")).toMatchObject({ traceId: TRACE });
  });
});

test("the span of an internal call has the status of its answer, also when the module throws", async () => {
  const log = { info: () => undefined, warn: () => undefined };
  const tracing = await startTracing({ endpoint: collectorUrl, ratio: 1, service: "cloakroom", log });
  const app = fastify();
  const path = "/internal/cloakroom/take";
  serveContract(app, cloakroom, attendant, { keys: [KEY], log: { ...log, error: () => undefined } });
  const answered: number[] = [];
  for (const owner of ["kim", "late", "clumsy"]) answered.push(await take({ owner, hooks: 2 }));
  answered.push(await take({ owner: "kim" }));
  await app.close();
  await tracing.stop();

  expect(answered).toEqual([200, 409, 500, 400]);
  const served = spans.filter(({ name }) => name === `POST ${path}`);
  expect(served.map(({ attributes }) => intOf(attributes, "http.response.status_code"))).toEqual(answered);
  expect(served.map(({ attributes }) => textOf(attributes, "error.type"))).toEqual([
    ...[undefined, undefined, "500", undefined],
  ]);

  async function take(input: object): Promise<number> {
    const payload = JSON.stringify(input);
    const authorization = sign(KEY, "test", new Date(), { method: "POST", path, body: payload });
    const headers = { "content-type": "application/json", authorization };
    return (await app.inject({ method: "POST", url: path, payload, headers })).statusCode;
  }
});

test("a collector that is away changes nothing for shoppers, and the process ends in time", async () => {
  const [nowhere = 0] = await freePorts(1);
  const shop = await startChildShop({
    ...stage.shop.environment,
    ...traced,
    ROLES: "api",
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${nowhere}`,
  });
  expect((await fetch(`${shop.url}/api/v1/categories`)).status).toBe(200);
  expect(await shop.end("SIGTERM")).toBe(0);
});

test("without a collector nothing is sent, whatever the caller's trace says", async () => {
  const lines: string[] = [];
  const shop = await startChildShop(
    { ...stage.shop.environment, ROLES: "api" },
    { logLevel: "debug", onLine: (line) => lines.push(line) },
  );
  const before = bodies.length;
  expect((await fetch(`${shop.url}/api/v1/categories`, { headers: traceparent("01") })).status).toBe(200);
  expect(await shop.end("SIGTERM")).toBe(0);
  expect(bodies.length).toBe(before);
});
