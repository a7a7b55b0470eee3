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
  const fields = Object.entries(payload as Record<string, FieldSource<unknown>>).flatMap(([name, source]) => [
    sql.lit(name),
    typeof source === "object" ? source : sql.lit(source),
  ]);
  return sql`platform.publish(${sql.lit(event.type)}, ${sql.lit(event.version)},
    jsonb_build_object(${sql.join(fields)}), ${sql.lit(delay)}::interval)`;
}
