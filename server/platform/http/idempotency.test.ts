import { afterAll, beforeEach, describe, expect, inject, test } from "vitest";
import { client, newKey } from "../../../tests/support/client.ts";
import { problemTexts } from "../../problems.ts";
import { connect } from "../db/db.ts";
import { DomainError } from "../errors.ts";
import { createLog } from "../log.ts";
import { cloneDatabase } from "../testing/cluster.ts";
import { everyone } from "./access.ts";
import { createApp } from "./app.ts";
import { type Claim, createIdempotency, type IdempotentResult } from "./idempotency.ts";

const MINUTE_MS = 60_000;

interface Made {
  readonly id: string;
  readonly run: number;
}
/** What the routes do; each test says it anew. */
let work: (claim: Claim) => Promise<IdempotentResult<unknown>>;
let claims: Claim[];
let aheadMs = 0;

const database = await cloneDatabase(inject("clusterUrl"));
const db = connect({ url: database.url, size: 10 });
const clock = { now: () => new Date(Date.now() + aheadMs) };
const idempotency = createIdempotency(db, clock, problemTexts);
const app = createApp({
  log: createLog("silent", {}),
  problemTexts,
  clock,
  publicUrl: "http://shop.test",
  authenticate: async () => {
    throw new DomainError("UNAUTHENTICATED");
  },
});
for (const path of ["/things", "/others/:id"]) {
  app.post(path, { config: { access: everyone } }, (request, reply) =>
    idempotency.run(request, reply, (claim) => {
      claims.push(claim);
      return work(claim);
    }),
  );
}
const api = client(await app.listen({ host: "127.0.0.1", port: 0 }));
afterAll(async () => {
  await app.close();
  await db.close();
  await database.drop();
});
beforeEach(() => {
  claims = [];
  work = async ({ resume }) => ({ status: 201, body: { id: resume, run: claims.length } });
});

const send = <Body = Made>(key: string, body: unknown = { name: "a" }, path = "/things") =>
  api.request<Body>("POST", path, body, { "idempotency-key": key });
const replayed = (answer: { headers: Headers }) => answer.headers.get("idempotency-replayed");

test("a repeat gets the same answer and says that it is one", async () => {
  const key = newKey();
  const [first, second] = [await send(key), await send(key)];
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body).toEqual(first.body);
  expect([replayed(first), replayed(second)]).toEqual([null, "true"]);
  expect(claims).toHaveLength(1);
});

test("20 in parallel with one key are one effect and one answer", async () => {
  const gate = Promise.withResolvers<void>();
  work = async ({ resume }) => {
    await gate.promise;
    return { status: 201, body: { id: resume, run: claims.length } };
  };
  const key = newKey();
  const answers = Array.from({ length: 20 }, () => send(key));
  await expect.poll(() => claims.length).toBe(1);
  gate.resolve();
  const all = await Promise.all(answers);
  expect(new Set(all.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
  expect(all.filter((each) => replayed(each) === null)).toHaveLength(1);
  expect(claims).toHaveLength(1);
});

test("the order of a body's fields does not matter, and quotes around a key neither", async () => {
  const key = newKey();
  const first = await send(key, { a: 1, b: { c: 2, d: [1, 2] } });
  const second = await send(`"${key}"`, '{ "b": {"d":[1,2],"c":2}, "a":1.0 }');
  expect([second.body, replayed(second)]).toEqual([first.body, "true"]);
});

test("the same key with another body or another address of the route is 422", async () => {
  const key = newKey();
  await send(key, { name: "a" });
  for (const body of [{ name: "b" }, { name: "a", more: null }, {}, undefined]) {
    expect((await send<{ code: string }>(key, body ?? "null")).body).toMatchObject({
      status: 422,
      code: "IDEMPOTENCY_KEY_REUSED",
    });
  }
  const other = newKey();
  expect((await send(other, {}, "/others/1")).status).toBe(201);
  expect((await send(other, {}, "/others/2")).status).toBe(422);
  expect(claims).toHaveLength(2);
});

test("one key on two routes is two requests", async () => {
  const key = newKey();
  expect([(await send(key)).status, (await send(key, { name: "a" }, "/others/1")).status]).toEqual([
    201, 201,
  ]);
  expect(claims).toHaveLength(2);
});

test.each([
  ["none", undefined, "REQUIRED"],
  ["an empty one", "", "REQUIRED"],
  ["a short one", "1234567", "FORMAT"],
  ["one of 256 characters", "x".repeat(256), "FORMAT"],
  ["one of 300 characters", "x".repeat(300), "FORMAT"],
  ["one with spaces", "eight or more", "FORMAT"],
  ["one that is not ASCII", "\u00e9".repeat(10), "FORMAT"],
])("a key that is no key is 400 with the header's name: %s", async (_name, key, code) => {
  const answer = await api.request(
    "POST",
    "/things",
    {},
    key === undefined ? {} : { "idempotency-key": key },
  );
  expect([answer.status, answer.body.errors]).toMatchObject([
    400,
    [{ pointer: "/headers/idempotency-key", code }],
  ]);
  expect(claims).toHaveLength(0);
});

test("keys of 8 and of 255 characters are keys", async () => {
  for (const length of [8, 255]) expect((await send("x".repeat(length))).status).toBe(201);
});

describe("an answer", () => {
  test("that refuses (4xx) is kept, with its details", async () => {
    work = async () => {
      throw new DomainError("OUT_OF_STOCK", {
        lines: [{ variantId: "a", requested: 2, available: claims.length }],
      });
    };
    const key = newKey();
    const [first, second] = [await send<{ lines: unknown }>(key), await send<{ lines: unknown }>(key)];
    expect([first.status, second.status, replayed(second), claims.length]).toEqual([409, 409, "true", 1]);
    expect(second.body.lines).toEqual(first.body.lines);
  });

  test.each([
    ["a failure of ours", () => new Error("our bug"), 500],
    ["a database that is away", () => new DomainError("DATABASE_UNAVAILABLE"), 503],
    ["too many requests", () => new DomainError("TOO_MANY_REQUESTS"), 429],
  ])("that passes is not kept: %s", async (_name, failure, status) => {
    const succeed = work;
    const key = newKey();
    work = async () => {
      throw failure();
    };
    expect((await send(key)).status).toBe(status);
    work = succeed;
    const again = await send(key);
    expect([again.status, replayed(again), claims.length]).toEqual([201, null, 2]);
    expect(claims[1]?.resume).toBe(claims[0]?.resume);
  });

  test("that is not final (ask later) is not kept", async () => {
    const finish = work;
    work = async () => ({ status: 202, body: { status: "confirming" }, final: false });
    const key = newKey();
    expect((await send(key)).status).toBe(202);
    work = finish;
    expect((await send(key)).status).toBe(201);
  });
});

describe("a holder that fell silent", () => {
  test("keeps its key while it is locked: others get 409", async () => {
    const gate = Promise.withResolvers<void>();
    const finish = work;
    work = async (claim) => {
      await gate.promise;
      return finish(claim);
    };
    const key = newKey();
    const first = send(key);
    await expect.poll(() => claims.length).toBe(1);
    expect((await send<{ code: string }>(key)).body).toMatchObject({
      status: 409,
      code: "REQUEST_IN_PROGRESS",
    });
    gate.resolve();
    expect((await first).status).toBe(201);
    expect(claims).toHaveLength(1);
  });

  test("loses it when the lock ends: one of many repeats takes over, under the same id", async () => {
    const finish = work;
    const silence = Promise.withResolvers<IdempotentResult<unknown>>();
    work = () => silence.promise;
    const key = newKey();
    const silent = send(key);
    await expect.poll(() => claims.length).toBe(1);
    work = finish;
    aheadMs = MINUTE_MS;
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(key)));
    aheadMs = 0;
    expect(new Set(answers.map(({ body }) => body.id))).toEqual(new Set([claims[0]?.resume]));
    expect(claims.map(({ takenOver }) => takenOver)).toEqual([false, true]);
    silence.resolve({ status: 201, body: { id: "too late", run: 0 } });
    await silent;
    expect((await send(key)).body).toEqual(answers[0]?.body);
  });
});

test("a holder that was overtaken ends nothing of its successor, which still works", async () => {
  const key = newKey();
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  work = async () => {
    const run = claims.length;
    await gates[run - 1]?.promise;
    return { status: 201, body: { run } };
  };
  const slow = send(key);
  await expect.poll(() => claims.length).toBe(1);
  aheadMs = MINUTE_MS;
  const successor = send(key);
  await expect.poll(() => claims.length).toBe(2);
  aheadMs = 0;
  gates[0]?.resolve();
  await slow;
  gates[1]?.resolve();
  expect((await successor).body).toEqual({ run: 2 });
  expect((await send(key)).body).toEqual({ run: 2 });
});

test("a key is as old as the shop's clock says, not the database's", async () => {
  aheadMs = 400 * 24 * 60 * MINUTE_MS;
  const key = newKey();
  await send(key);
  await idempotency.sweep();
  expect(replayed(await send(key))).toBe("true");
  aheadMs = 0;
});

test("keys are forgotten after seven days, not before", async () => {
  const key = newKey();
  await send(key);
  aheadMs = 6.9 * 24 * 60 * MINUTE_MS;
  await idempotency.sweep();
  expect(replayed(await send(key))).toBe("true");
  aheadMs = 7.1 * 24 * 60 * MINUTE_MS;
  await idempotency.sweep();
  aheadMs = 0;
  expect(replayed(await send(key))).toBeNull();
});
