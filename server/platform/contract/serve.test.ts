import fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DomainError } from "../errors.ts";
import { eventMessage } from "../testing/event-message.ts";
import { attendant, cloakroom, KEY } from "./contract.fixture.ts";
import { type EventMessage, on } from "./contract.ts";
import { bindRemote, deliverRemote } from "./remote.ts";
import { type ServeLog, serveConsumers, serveContract } from "./serve.ts";
import { sign } from "./signature.ts";

const now = new Date("2026-03-01T09:00:00.000Z");
const clock = { now: () => now };
const PATH = "/internal/cloakroom/take";
const BODY = '{"owner":"kim","hooks":2}';

let app: FastifyInstance;
let logged: { fields: object; message: string }[];
let received: EventMessage[];
const log: ServeLog = {
  warn: (fields, message) => void logged.push({ fields, message }),
  error: (fields, message) => void logged.push({ fields, message }),
};

beforeEach(() => {
  logged = [];
  received = [];
  app = fastify();
  const options = { keys: ["the new one", KEY], clock, log };
  serveContract(app, cloakroom, attendant, options);
  serveConsumers(
    app,
    "kitchen",
    { ...on(cloakroom.events.full, async (_hooks, message) => void received.push(message)) },
    options,
  );
  serveConsumers(app, "door", { ...on(cloakroom.events.full, refuse) }, options);
});
afterEach(() => app.close());

async function refuse(): Promise<void> {
  throw new DomainError("NOT_NOW", { until: "19:00" });
}

function post(headers: Record<string, string>, payload = BODY) {
  return app.inject({
    method: "POST",
    url: PATH,
    payload,
    headers: { "content-type": "application/json", ...headers },
  });
}
const signed = (changes: { key?: string; at?: Date; body?: string; path?: string } = {}) =>
  sign(changes.key ?? KEY, "test", changes.at ?? now, {
    method: "POST",
    path: changes.path ?? PATH,
    body: changes.body ?? BODY,
  });

describe("an internal call", () => {
  test("is answered when it is signed with any of the accepted keys", async () => {
    const answers = [
      await post({ authorization: signed() }),
      await post({ authorization: signed({ key: "the new one" }) }),
    ];
    expect(answers.map((answer) => [answer.statusCode, answer.json()])).toEqual([
      [200, { hook: 42 }],
      [200, { hook: 42 }],
    ]);
  });

  test.each([
    ["without a signature", {}],
    ["with the wrong key", { authorization: signed({ key: "guess" }) }],
    ["with the signature of another body", { authorization: signed({ body: '{"owner":"lee","hooks":2}' }) }],
    ["with the signature of another call", { authorization: signed({ path: "/internal/cloakroom/ring" }) }],
    [
      "with a signature more than a minute old",
      { authorization: signed({ at: new Date(now.getTime() - 61_000) }) },
    ],
  ])("%s is 401 without a body", async (_case, headers: Record<string, string>) => {
    const answer = await post(headers);
    expect([answer.statusCode, answer.body]).toEqual([401, ""]);
    expect(logged).toMatchObject([{ message: "internal call refused: no valid signature" }]);
  });

  test.each(["0", "-5"])("with %s ms left for its caller is not begun: 503", async (left) => {
    const answer = await post({ authorization: signed(), "x-deadline-ms": left });
    expect([answer.statusCode, answer.body]).toEqual([503, ""]);
  });

  test("that is not JSON is 400", async () => {
    const answer = await post({ authorization: signed({ body: "{" }) }, "{");
    expect([answer.statusCode, answer.json()]).toEqual([
      400,
      { problems: [{ pointer: "", message: "is not JSON" }] },
    ]);
  });

  test("that is larger than 4 MiB is not read to its end", async () => {
    const answer = await post({}, `"${"x".repeat(4 * 1024 * 1024)}"`);
    expect([answer.statusCode, answer.body]).toEqual([413, ""]);
  });

  test("that fails unexpectedly is a bare 500 and one log line with the cause", async () => {
    const clumsy = '{"owner":"clumsy","hooks":2}';
    const answer = await post({ authorization: signed({ body: clumsy }) }, clumsy);
    expect([answer.statusCode, answer.body]).toEqual([500, ""]);
    expect(logged).toMatchObject([
      { message: "internal call failed", fields: { err: expect.any(Error), path: PATH } },
    ]);
  });

  test("leaves the other routes of the app as they are", async () => {
    app.post("/echo", async (request) => request.body);
    const answer = await app.inject({ method: "POST", url: "/echo", payload: { a: 1 } });
    expect(answer.json()).toEqual({ a: 1 });
  });
});

describe("an event for another process", () => {
  const message = eventMessage(cloakroom.events.full, { hooks: 40 }, now);
  const listen = async () => {
    const baseUrl = await app.listen({ port: 0, host: "127.0.0.1" });
    return deliverRemote({ baseUrl, caller: "worker", key: KEY, clock });
  };

  test("reaches the consumer of the module it is meant for, as it was sent", async () => {
    const deliver = await listen();
    await deliver("kitchen", message);
    expect(received).toEqual([message]);
  });

  test("that no consumer waits for is an error that says so", async () => {
    const deliver = await listen();
    await expect(deliver("kitchen", { ...message, type: "orders.paid" })).rejects.toThrow(
      "orders.paid is not an event that kitchen consumes",
    );
    await expect(deliver("kitchen", { ...message, type: "toString" })).rejects.toThrow(
      "toString is not an event",
    );
  });

  test("that its consumer refuses is not delivered", async () => {
    const deliver = await listen();
    await expect(deliver("door", message)).rejects.toMatchObject({
      code: "NOT_NOW",
      details: { until: "19:00" },
    });
  });

  test("with an invalid payload fails with a log line in the consuming process", async () => {
    const deliver = await listen();
    await expect(deliver("kitchen", { ...message, payload: {} })).rejects.toThrow(
      "failed in its own process",
    );
    expect(String(logged.map(({ fields }) => ("err" in fields ? fields.err : "")))).toContain(
      "payload of cloakroom.full",
    );
  });
});

test("several modules share one internal app", async () => {
  const both = fastify();
  serveContract(both, cloakroom, attendant, { keys: [KEY] });
  serveContract(both, { ...cloakroom, name: "annex" }, attendant, { keys: [KEY] });
  const baseUrl = await both.listen({ port: 0, host: "127.0.0.1" });
  const annex = bindRemote({ ...cloakroom, name: "annex" }, { baseUrl, caller: "test", key: KEY });
  await expect(annex.take({ owner: "kim", hooks: 1 })).resolves.toEqual({ hook: 41 });
  await both.close();
});

test("serving without a key is refused", () => {
  expect(() => serveContract(app, cloakroom, attendant, { keys: [] })).toThrow("need a key");
  expect(() => serveContract(app, cloakroom, attendant, { keys: [KEY, ""] })).toThrow("need a key");
});
