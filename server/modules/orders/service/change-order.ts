/** What all changes of an order after its payment have in common: the lock, and what follows. */

import type { ActingStaff } from "../../../platform/audit-log/audit-log.ts";
import { maskedActor, recordAction } from "../../../platform/audit-log/audit-log.ts";
import type { Transaction } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import { answerRow } from "../../../platform/http/idempotency-queries.ts";
import { insertEvent, lockOrder } from "../change-queries.ts";
import type { OrderStatus } from "../contract.ts";
import { nextStatuses } from "../fulfilment.ts";
import { transitions } from "../order.ts";
import * as queries from "../queries.ts";

/** Who changes an order: its buyer, a job of the shop, or staff. */
export type ChangedBy = "buyer" | "shop" | ActingStaff;

/** As an event stores it: events outlive accounts, so a name is masked. */
export const actorFields = (by: ChangedBy): object =>
  typeof by === "string" ? { kind: by } : maskedActor(by);

/** Locks an order and returns it as it is then. Throws NOT_FOUND. */
export async function lock(trx: Transaction, id: string): Promise<queries.StoredOrder> {
  // Two statements: the second one sees what the transaction that held the lock has written.
  if (!(await trx.first(lockOrder, { id }))) throw new DomainError("NOT_FOUND");
  return read(trx, id);
}

export async function read(trx: Transaction, id: string): Promise<queries.StoredOrder> {
  const order = await trx.first(queries.findOrders, { ids: [id] });
  if (!order) throw new DomainError("NOT_FOUND");
  return order;
}

/** Throws WRONG_ORDER_STATUS. */
export function demandStatus({ status }: queries.StoredOrder, allowed: readonly OrderStatus[]): void {
  if (!allowed.includes(status)) throw new DomainError("WRONG_ORDER_STATUS", { orderStatus: status });
}

export const addEvent = (
  trx: Transaction,
  orderId: string,
  type: string,
  by: ChangedBy,
  now: Date,
  data: object = {},
): Promise<unknown> =>
  trx.rows(insertEvent, { orderId, type, data: JSON.stringify({ by: actorFields(by), ...data }), now });

/** Moves a locked order. Throws WRONG_ORDER_STATUS for a move that `transitions` does not have. */
export async function move(
  trx: Transaction,
  { id, status }: Pick<queries.StoredOrder, "id" | "status">,
  to: OrderStatus,
  by: ChangedBy,
  now: Date,
  data: object = {},
): Promise<void> {
  const from = transitions[status].includes(to) ? [status] : [];
  const moved = await trx.first(queries.moveOrders, {
    rows: [{ id, from, to, now, data: { by: actorFields(by), ...data }, ...answerRow(null, null) }],
  });
  if (!moved) throw new DomainError("WRONG_ORDER_STATUS", { orderStatus: status });
}

/** Moves a locked order to the statuses that follow from its pieces and parcels. Returns those. */
export async function advance(
  trx: Transaction,
  orderId: string,
  by: ChangedBy,
  now: Date,
  data: object = {},
): Promise<readonly OrderStatus[]> {
  const order = await read(trx, orderId);
  const next = nextStatuses(order);
  let { status } = order;
  for (const to of next) {
    await move(trx, { id: orderId, status }, to, by, now, data);
    status = to;
  }
  return next;
}

/** Adds the entry of the audit log, as the last statement of the transaction. */
export const record = (
  trx: Transaction,
  action: string,
  order: Pick<queries.StoredOrder, "id" | "number">,
  by: ActingStaff,
  now: Date,
  facts: { readonly before?: object; readonly after?: object; readonly reason?: string } = {},
): Promise<void> => {
  const { before, after, reason } = facts;
  return recordAction(trx, {
    ...by,
    action: `order.${action}`,
    subject: `order:${order.id}`,
    ...(before && { before: { ...before } }),
    after: { number: order.number, ...after },
    ...(reason !== undefined && { reason }),
    now,
  });
};
