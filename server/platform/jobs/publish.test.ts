import { sql } from "kysely";
import { Type } from "typebox";
import { afterAll, expect, inject, test } from "vitest";
import { contract, event } from "../contract/contract.ts";
import { connect } from "../db/db.ts";
import { prepared } from "../db/prepared.ts";
import { Closed } from "../schema.ts";
import { cloneDatabase } from "../testing/cluster.ts";
import { subscribe } from "./events.ts";
import { publish } from "./publish.ts";

const database = await cloneDatabase(inject("clusterUrl"));
const db = connect({ url: database.url, size: 2 });
afterAll(async () => {
  await db.close();
  await database.drop();
});

const Taken = Closed({ hook: Type.Integer(), how: Type.Enum(["by hand", "by the owner's order"]) });
const { events } = contract("cloakroom", {}, { events: { taken: event({ version: 3, payload: Taken }) } });

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

test("a payload that does not match the contract does not compile", () => {
  // @ts-expect-error: a field is missing
  publish(events.taken, { hook: sql`1` });
  // @ts-expect-error: no such field
  publish(events.taken, { hook: sql`1`, how: "by hand", colour: sql`2` });
  // @ts-expect-error: no such value
  publish(events.taken, { hook: sql`1`, how: "by force" });
});
