import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fastify from "fastify";
import { afterEach, describe, expect, test } from "vitest";
import { DomainError, PeerUnavailable } from "../errors.ts";
import { withTrace } from "../trace.ts";
import { BulkheadFull, bulkhead } from "./bulkhead.ts";
import { type CircuitBreaker, CircuitOpen, circuitBreaker } from "./circuit-breaker.ts";
import { attendant, type Cloakroom, cloakroom, KEY } from "./contract.fixture.ts";
import { bindRemote, type PeerOptions } from "./remote.ts";
import { retryBudget } from "./retry-budget.ts";
import { serveContract } from "./serve.ts";

/** What happens between the two processes when the network or the peer fails. */

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A peer that answers as `answer` says, and counts the requests. */
async function peer(answer: (...args: [...Parameters<RequestListener>, number]) => void) {
  const seen = { requests: 0, deadlines: [] as number[] };
  const server: Server = createServer((request, response) => {
    seen.requests++;
    seen.deadlines.push(Number(request.headers["x-deadline-ms"]));
    request.resume();
    answer(request, response, seen.requests);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return { seen, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const noWait = async () => {};
const bind = (baseUrl: string, options: Partial<PeerOptions> = {}): Cloakroom =>
  bindRemote(cloakroom, { baseUrl, caller: "test", key: KEY, wait: noWait, ...options });

const take = (port: Cloakroom) => port.take({ owner: "kim", hooks: 2 });
const ring = (port: Cloakroom) => port.ring({ times: 1 });

type Fault = Parameters<typeof peer>[0];
const reset: Fault = (request) => request.socket.resetAndDestroy();
const cutShort: Fault = (_request, response) => {
  response.writeHead(200, { "content-length": "100" });
  response.write('{"hook":', () => response.destroy());
};
const says = (status: number, body = ""): Fault => {
  return (_request, response) => response.writeHead(status).end(body);
};

const faults: [string, Fault][] = [
  ["a connection that is reset", reset],
  ["an answer that is cut short", cutShort],
  ["status 503", says(503)],
  ["a proxy's status 502", says(502)],
  ["a page that something in between sent", says(200, "<html>")],
];

describe.each(faults)("after %s", (_name, fault) => {
  test("a safe verb is asked again and succeeds", async () => {
    const { baseUrl, seen } = await peer((request, response, n) =>
      (n < 3 ? fault : says(200, '{"hook":7}'))(request, response, n),
    );
    await expect(take(bind(baseUrl))).resolves.toEqual({ hook: 7 });
    expect(seen.requests).toBe(3);
  });

  test("a safe verb that keeps failing is PeerUnavailable after three tries", async () => {
    const { baseUrl, seen } = await peer(fault);
    await expect(take(bind(baseUrl))).rejects.toBeInstanceOf(PeerUnavailable);
    expect(seen.requests).toBe(3);
  });

  test("a verb that is not safe is never sent twice", async () => {
    const { baseUrl, seen } = await peer(fault);
    await expect(ring(bind(baseUrl))).rejects.toBeInstanceOf(PeerUnavailable);
    expect(seen.requests).toBe(1);
  });
});

describe("a peer that hangs", () => {
  test("is PeerUnavailable within the deadline of the verb, all tries together", async () => {
    const { baseUrl, seen } = await peer(() => {});
    const began = performance.now();
    await expect(take(bind(baseUrl))).rejects.toBeInstanceOf(PeerUnavailable);
    expect(performance.now() - began).toBeLessThan(2 * cloakroom.calls.take.deadlineMs);
    expect(seen.requests).toBe(3);
  });

  test("learns with each try how long the caller waits", async () => {
    const { baseUrl, seen } = await peer(reset);
    await expect(take(bind(baseUrl, { clock: { now: () => new Date(0) } }))).rejects.toThrow();
    expect(seen.deadlines).toEqual([2000, 2000, 4000]);
  });
});

test("a port without a listener is PeerUnavailable", async () => {
  const { baseUrl } = await peer(() => {});
  for (const close of closing.splice(0)) await close();
  await expect(take(bind(baseUrl))).rejects.toBeInstanceOf(PeerUnavailable);
});

test.each([
  [200, '{"hook":"seven"}', "output of cloakroom.take does not fit the contract: /hook must be integer"],
  [401, "", "cloakroom.take does not accept the key of this process"],
  [409, "{}", "refusal of cloakroom.take does not fit"],
  [418, "", "cloakroom.take failed in its own process with status 418"],
])("an unreliable answer (%i %s) is a plain Error, after one try", async (status, body, words) => {
  const { baseUrl, seen } = await peer(says(status, body));
  const error: unknown = await take(bind(baseUrl)).catch((reason: unknown) => reason);
  expect(error).not.toBeInstanceOf(DomainError);
  expect(String(error)).toContain(words);
  expect(seen.requests).toBe(1);
});

test("fields that only a newer peer knows are dropped from its answer", async () => {
  const { baseUrl } = await peer(says(200, '{"hook":7,"floor":2}'));
  await expect(take(bind(baseUrl))).resolves.toEqual({ hook: 7 });
});

describe("the circuit of a peer", () => {
  function breakerWithClock(): { breaker: CircuitBreaker; pass(ms: number): void } {
    let nowMs = 0;
    const breaker = circuitBreaker({ clock: { now: () => new Date(nowMs) }, failures: 3, coolDownMs: 5000 });
    return {
      breaker,
      pass(ms) {
        nowMs += ms;
      },
    };
  }

  test("opens without answers, probes once after the cool-down, and closes on an answer", async () => {
    let down = true;
    const { baseUrl, seen } = await peer((...call) => (down ? reset : says(200))(...call));
    const { breaker, pass } = breakerWithClock();
    const port = bind(baseUrl, { breaker });
    for (let n = 0; n < 3; n++) await expect(ring(port)).rejects.toBeInstanceOf(PeerUnavailable);
    await expect(ring(port)).rejects.toMatchObject({ name: "PeerUnavailable", cause: new CircuitOpen() });
    expect(seen.requests).toBe(3);
    pass(5000);
    await expect(ring(port)).rejects.toBeInstanceOf(PeerUnavailable);
    expect(seen.requests).toBe(4);
    down = false;
    pass(5000);
    await ring(port);
    await ring(port);
    expect(seen.requests).toBe(6);
  });

  test("is not opened by refusals and failures of the module", async () => {
    const { baseUrl, seen } = await peer((request, response, n) =>
      (n % 2 ? says(409, '{"code":"CLOSED","details":{}}') : says(500))(request, response, n),
    );
    const port = bind(baseUrl, { breaker: breakerWithClock().breaker });
    for (let n = 0; n < 10; n++) await expect(ring(port)).rejects.not.toBeInstanceOf(PeerUnavailable);
    expect(seen.requests).toBe(10);
  });
});

describe("the retries of a peer", () => {
  test("are a tenth of its calls, so that a failing peer does not get three times its load", async () => {
    const { baseUrl, seen } = await peer(says(503));
    const breaker: CircuitBreaker = { run: (work) => work(), isOpen: false };
    const port = bind(baseUrl, { breaker, retries: retryBudget() });
    for (let n = 0; n < 100; n++) await expect(take(port)).rejects.toBeInstanceOf(PeerUnavailable);
    // Those saved up, and a tenth of a hundred.
    expect(seen.requests).toBeGreaterThanOrEqual(100 + 10);
    expect(seen.requests).toBeLessThanOrEqual(100 + 10 + 10);
  });

  test("are earned by its calls", () => {
    const retries = retryBudget({ perCall: 0.5, most: 2 });
    expect([retries.spend(), retries.spend(), retries.spend()]).toEqual([true, true, false]);
    retries.earn();
    expect(retries.spend()).toBe(false);
    retries.earn();
    expect([retries.spend(), retries.spend()]).toEqual([true, false]);
    for (let n = 0; n < 100; n++) retries.earn();
    expect([retries.spend(), retries.spend(), retries.spend()]).toEqual([true, true, false]);
  });
});

test("a peer that does not keep up holds a limited number of calls; others fail at once", async () => {
  const held: (() => void)[] = [];
  const { baseUrl, seen } = await peer((_request, response) =>
    held.push(() => response.writeHead(200).end('{"hook":7}')),
  );
  const port = bind(baseUrl, { places: bulkhead(2) });
  const slow = [take(port), take(port)];
  await expect(take(port)).rejects.toMatchObject({ name: "PeerUnavailable", cause: new BulkheadFull(2) });
  await expect.poll(() => held.length).toBe(2);
  for (const answer of held) answer();
  await expect(Promise.all(slow)).resolves.toEqual([{ hook: 7 }, { hook: 7 }]);
  expect(seen.requests).toBe(2);
});

describe("a chain of modules", () => {
  /** A cloakroom that hands `take` on to another one behind it. */
  async function front(behind: Cloakroom): Promise<string> {
    const app = fastify({ requestIdHeader: "x-request-id" });
    closing.push(() => app.close());
    const implementation: Cloakroom = { ...attendant, take: (coat) => behind.take(coat) };
    serveContract(app, cloakroom, implementation, { keys: [KEY] });
    return app.listen({ port: 0, host: "127.0.0.1" });
  }

  test("keeps 'did not answer' apart from a refusal all the way to the first caller", async () => {
    const { baseUrl, seen } = await peer(reset);
    await expect(take(bind(await front(bind(baseUrl))))).rejects.toBeInstanceOf(PeerUnavailable);
    expect(seen.requests).toBe(3);
  });

  test("has one request id and one trace", async () => {
    const seen: IncomingHttpHeaders[] = [];
    const { baseUrl } = await peer((request, response) => {
      seen.push(request.headers);
      response.writeHead(200).end('{"hook":7}');
    });
    const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    const trace = { requestId: "0123456789abcdef", traceparent, tracestate: "shop=1" };
    await withTrace(trace, async () => take(bind(await front(bind(baseUrl)))));
    expect(seen[0]).toMatchObject({ "x-request-id": trace.requestId, traceparent, tracestate: "shop=1" });
  });

  test("does not work longer than its first caller waits", async () => {
    const { baseUrl, seen } = await peer(says(200, '{"hook":7}'));
    await take(bind(await front(bind(baseUrl))));
    // The first try of the first caller has 2 s. Half of what remains goes to the next module.
    expect(seen.deadlines[0]).toBeLessThanOrEqual(1000);
  });
});

describe("how calls ended", () => {
  function observed() {
    const outcomes: string[] = [];
    const observe = (module: string, outcome: string, seconds: number) => {
      expect(seconds).toBeGreaterThan(0);
      outcomes.push(`${module} ${outcome}`);
    };
    return { outcomes, observe };
  }

  test("is told once for each call, however often it was tried", async () => {
    const { outcomes, observe } = observed();
    const { baseUrl } = await peer((request, response, number) =>
      number < 3 ? reset(request, response, number) : says(200, '{"hook":7}')(request, response, number),
    );
    await take(bind(baseUrl, { observe }));
    expect(outcomes).toEqual(["cloakroom answered"]);
  });

  test("tells a peer that is away from one that is not called any more", async () => {
    const { outcomes, observe } = observed();
    const breaker = circuitBreaker({ clock: { now: () => new Date(0) }, failures: 1 });
    const { baseUrl } = await peer(reset);
    const port = bind(baseUrl, { observe, breaker, places: bulkhead(1) });
    await expect(ring(port)).rejects.toBeInstanceOf(PeerUnavailable);
    expect(breaker.isOpen).toBe(true);
    await expect(ring(port)).rejects.toBeInstanceOf(PeerUnavailable);
    expect(outcomes).toEqual(["cloakroom no_answer", "cloakroom circuit_open"]);
  });

  test("tells when too many calls wait", async () => {
    const { outcomes, observe } = observed();
    const { baseUrl } = await peer(says(200, '{"hook":7}'));
    const port = bind(baseUrl, { observe, places: bulkhead(0) });
    await expect(ring(port)).rejects.toBeInstanceOf(PeerUnavailable);
    expect(outcomes).toEqual(["cloakroom full"]);
  });
});

test("a caller without a valid name or key is refused when binding", () => {
  expect(() => bind("http://127.0.0.1:1", { caller: "API 1" })).toThrow("cannot name a caller");
  expect(() => bind("http://127.0.0.1:1", { key: "" })).toThrow("no key is set");
});
