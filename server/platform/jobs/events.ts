import type { Queryable } from "../db/db.ts";
import { subscribeConsumer } from "./queries.ts";

/** Tells the database which events a module handles, so that `platform.publish` writes one delivery for it. */
export async function subscribe(db: Queryable, consumer: string, types: readonly string[]): Promise<void> {
  await db.rows(subscribeConsumer, { consumer, types: [...types] });
}
