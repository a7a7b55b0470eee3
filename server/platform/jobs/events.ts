import type { Queryable } from "../db/db.ts";
import { subscribeConsumer } from "./queries.ts";

/** Stores which events a module handles, so that publishing such an event writes an outbox row for it. */
export async function subscribe(db: Queryable, consumer: string, types: readonly string[]): Promise<void> {
  await db.rows(subscribeConsumer, { consumer, types: [...types] });
}
