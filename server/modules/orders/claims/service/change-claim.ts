/** What all changes of a claim have in common: the lock of its order, the move, the event. */
import type { Transaction } from "../../../../platform/db/db.ts";
import { DomainError } from "../../../../platform/errors.ts";
import type { OrdersContext } from "../../context.ts";
import type { ClaimStatus } from "../../contract.ts";
import type { StoredOrder } from "../../queries.ts";
import { addEvent, type ChangedBy, lock } from "../../service/change-order.ts";
import { transitions } from "../claim.ts";
import * as queries from "../queries.ts";
import { getClaim } from "./read-claims.ts";

export interface ClaimChange {
  readonly trx: Transaction;
  readonly order: StoredOrder;
  readonly claim: queries.ClaimRow;
  readonly now: Date;
}

/**
 * Runs `work` while the order is locked, and returns the claim as it is then. A claim that is in the status
 * `to` already is left as it is, so that a double click changes nothing. Throws NOT_FOUND.
 */
export async function changeClaim(
  { db, clock }: OrdersContext,
  claimId: string,
  to: ClaimStatus | null,
  work: (change: ClaimChange) => Promise<unknown>,
): Promise<queries.ClaimRow> {
  const now = clock.now();
  const { orderId } = await getClaim(db, claimId);
  return db.transaction(async (trx) => {
    const order = await lock(trx, orderId);
    const claim = await getClaim(trx, claimId);
    if (claim.status === to) return claim;
    await work({ trx, order, claim, now });
    return getClaim(trx, claimId);
  });
}

export interface MoveFacts {
  readonly decision?: string;
  readonly carrier?: string | undefined;
  readonly trackingNumber?: string | undefined;
  /** Of the event. */
  readonly data?: object;
}

export const refuse = ({ status }: queries.ClaimRow): never => {
  throw new DomainError("WRONG_CLAIM_STATUS", { claimStatus: status });
};

/** Moves a claim of a locked order, with its event. Throws WRONG_CLAIM_STATUS. */
export async function move(
  trx: Transaction,
  claim: queries.ClaimRow,
  to: ClaimStatus,
  by: ChangedBy,
  now: Date,
  { decision, carrier, trackingNumber, data = {} }: MoveFacts = {},
): Promise<void> {
  const { id, orderId, kind, status: from } = claim;
  if (!transitions[kind][from].includes(to)) refuse(claim);
  const moved = await trx.first(queries.moveClaim, {
    ...{ id, kind, from, to, now },
    decision: decision ?? null,
    carrier: carrier ?? null,
    trackingNumber: trackingNumber ?? null,
  });
  if (!moved) refuse(claim);
  await addEvent(trx, orderId, `claim_${to}`, by, now, { claimId: id, ...data });
}
