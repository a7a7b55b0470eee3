import { type RawBuilder, sql } from "kysely";
import type { Static } from "typebox";
import type { NamedEvent } from "../contract/contract.ts";

/** A payload field: an SQL expression, or a constant of the field's own type. */
type FieldSource<Value> = RawBuilder<unknown> | (Value & (string | number | boolean));

type PayloadSource<E extends NamedEvent> = {
  readonly [Field in keyof Static<E["payload"]>]-?: FieldSource<Static<E["payload"]>[Field]>;
};

/**
 * Returns an SQL expression that publishes an event in the transaction of its statement: one outbox row per
 * subscriber. It stands where a value stands, and publishes once per row:
 * `SELECT ${publish(orders.events.paid, { orderId: sql`id` })} FROM moved`. The fields are checked against
 * the contract. `delay` is a PostgreSQL interval ("1 second"): the event is not delivered before.
 */
export function publish<E extends NamedEvent>(
  event: E,
  payload: PayloadSource<E>,
  { delay = "0" }: { readonly delay?: string } = {},
): RawBuilder<unknown> {
  return sql`platform.publish(${sql.lit(event.type)}, ${sql.lit(event.version)},
    ${json(payload)}, ${sql.lit(delay)}::interval)`;
}

function json(payload: object): RawBuilder<unknown> {
  const fields = Object.entries(payload as Record<string, FieldSource<unknown>>).flatMap(([name, source]) => [
    sql.lit(name),
    typeof source === "object" ? source : sql.lit(source),
  ]);
  return sql`jsonb_build_object(${sql.join(fields)})`;
}

/** An event for each row of `from`, which is what follows FROM: `moved WHERE "to" = 'paid'`. */
export function eventsOf<E extends NamedEvent>(
  event: E,
  payload: PayloadSource<E>,
  from: RawBuilder<unknown>,
  { delay = "0" }: { readonly delay?: string } = {},
): RawBuilder<unknown> {
  return sql`SELECT ${sql.lit(event.type)} AS type, ${sql.lit(event.version)} AS version,
    ${json(payload)} AS payload, ${sql.lit(delay)}::interval AS delay FROM ${from}`;
}

/**
 * Returns the statement of a CTE that publishes many events: `told AS (${publishAll([eventsOf(…), …])})`.
 * For statements over many rows, where a call of `publish` for each row costs 0.1 ms. It does what
 * `platform.publish` does.
 */
export const publishAll = (events: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => sql`
  WITH happened AS MATERIALIZED (
    SELECT uuidv7() AS event_id, each.* FROM (${sql.join(events, sql` UNION ALL `)}) AS each
  )
  INSERT INTO platform.outbox (consumer, message, due)
  SELECT consumer, jsonb_build_object('id', event_id, 'type', type, 'version', version,
      'occurredAt', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'payload', payload),
    now() + delay
  FROM happened JOIN platform.subscriptions ON event_type = type`;
