import { sql } from "kysely";
import { Type } from "typebox";
import { afterAll, expect, inject, test } from "vitest";
import { contract, event } from "../contract/contract.ts";
import { connect } from "../db/db.ts";
import { prepared } from "../db/prepared.ts";
import { Closed } from "../schema.ts";
import { cloneDatabase } from "../testing/cluster.ts";
import { subscribe } from "./events.ts";
import { eventsOf, publish, publishAll } from "./publish.ts";

const database = await cloneDatabase(inject("clusterUrl"));
const db = connect({ url: database.url, size: 2 });
afterAll(async () => {
  await db.close();
  await database.drop();
});

const Taken = Closed({ hook: Type.Integer(), how: Type.Enum(["by hand", "by the owner's order"]) });
const Hung = Closed({ hook: Type.Integer() });
const { events } = contract(
  "cloakroom",
  {},
  { events: { taken: event({ version: 3, payload: Taken }), hung: event({ version: 1, payload: Hung }) } },
);

test("publishes one event per row, with the contract's name and version, and constants as is", async () => {
  await subscribe(db, "wardrobe", [events.taken.type]);
  const takeAll = prepared<{ hooks: number[] }, never>(
    (p) => sql`
      SELECT ${publish(events.taken, { hook: sql`hook`, how: "by the owner's order" })}
      FROM unnest(${p.hooks}::int[]) AS hook`,
  );
  await db.rows(takeAll, { hooks: [7, 8] });
  const { rows } = await db.pool.query(
    "SELECT consumer, message, due <= now() AS due FROM platform.outbox ORDER BY id",
  );
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({
    consumer: "wardrobe",
    due: true,
    message: { type: "cloakroom.taken", version: 3, payload: { hook: 7, how: "by the owner's order" } },
  });
});

test("an event with a delay is not due before it is over", async () => {
  await db.pool.query("DELETE FROM platform.outbox");
  const takeOne = prepared<object, never>(
    () => sql`SELECT ${publish(events.taken, { hook: sql`1`, how: "by hand" }, { delay: "1 hour" })}`,
  );
  await db.rows(takeOne, {});
  const { rows } = await db.pool.query(
    "SELECT due > now() + interval '59 minutes' AS later FROM platform.outbox",
  );
  expect(rows).toEqual([{ later: true }]);
});

test("many events are published at once as each alone, to each subscriber under one id", async () => {
  await db.pool.query("DELETE FROM platform.outbox");
  await subscribe(db, "wardrobe", [events.taken.type, events.hung.type]);
  await subscribe(db, "doorman", [events.taken.type]);
  const move = prepared<{ hooks: number[] }, { hook: number }>(
    (p) => sql`
      WITH moved AS (SELECT hook FROM unnest(${p.hooks}::int[]) AS hook), told AS (${publishAll([
        eventsOf(events.taken, { hook: sql`hook`, how: "by hand" }, sql`moved WHERE hook < 10`),
        eventsOf(events.hung, { hook: sql`hook` }, sql`moved WHERE hook > 10`, { delay: "1 hour" }),
      ])})
      SELECT hook FROM moved`,
  );
  expect(await db.rows(move, { hooks: [7, 8, 10, 11] })).toHaveLength(4);
  const alone = prepared<object, never>(
    () => sql`SELECT ${publish(events.taken, { hook: sql`9`, how: "by hand" })}`,
  );
  await db.rows(alone, {});
  const { rows } = await db.pool.query<{ consumer: string; message: { id: string; payload: object } }>(
    `SELECT consumer, message, due > now() + interval '59 minutes' AS later FROM platform.outbox
     ORDER BY message -> 'payload' -> 'hook', consumer`,
  );
  const taken = (hook: number) =>
    ["doorman", "wardrobe"].map((consumer) => ({
      consumer,
      message: expect.objectContaining({
        ...{ type: "cloakroom.taken", version: 3, payload: { hook, how: "by hand" } },
        occurredAt: expect.stringMatching(/^2\d{3}-\d\d-\d\dT[\d:]{8}\.\d{3}Z$/),
      }),
      later: false,
    }));
  const hung = {
    consumer: "wardrobe",
    message: expect.objectContaining({ type: "cloakroom.hung", version: 1, payload: { hook: 11 } }),
    later: true,
  };
  expect(rows).toEqual([...taken(7), ...taken(8), ...taken(9), hung]);
  const ids = rows.map(({ message }) => message.id);
  expect([ids[0], ids[2], ids[4]]).toEqual([ids[1], ids[3], ids[5]]);
  expect(new Set(ids).size).toBe(4);
  expect(Object.keys(rows[0]?.message ?? {}).sort()).toEqual(Object.keys(rows[4]?.message ?? {}).sort());
});

test("a payload that does not match the contract does not compile", () => {
  // @ts-expect-error: a field is missing
  publish(events.taken, { hook: sql`1` });
  // @ts-expect-error: no such field
  publish(events.taken, { hook: sql`1`, how: "by hand", colour: sql`2` });
  // @ts-expect-error: no such value
  publish(events.taken, { hook: sql`1`, how: "by force" });
});
