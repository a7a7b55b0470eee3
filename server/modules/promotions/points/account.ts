/**
 * The account of a member's points, whose lock comes first in every transaction that changes them.
 *
 * Stored: lots, of which each has what is left of it; the sums of the account; the ledger.
 * Always: available = the lots' rests; held = the holds; balance = available + held − debt = the ledger.
 * Points that come in pay a debt first, so that a member has a debt or available points, never both.
 */
import type { Transaction } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import type { PointKind } from "../contract.ts";
import * as queries from "./queries.ts";

interface Account {
  readonly memberId: string;
  readonly now: Date;
}

interface LedgerEntry {
  readonly kind: PointKind;
  readonly cause: string;
  readonly amount: number;
  readonly orderId?: string | null;
  readonly reason?: string | null;
}

/** Locks the account, and lets go what has expired. False: the member left, and has no points any more. */
export async function lockPoints(trx: Transaction, { memberId, now }: Account): Promise<boolean> {
  const account = await trx.first(queries.lockAccount, { memberId });
  if (!account || account.left) return false;
  const expired = await trx.first(queries.expireLots, { memberId, now });
  if (!expired) return true;
  await addEntry(trx, { memberId, now }, { kind: "expired", cause: newId(now), amount: -expired.points });
  return true;
}

/** False: there is an entry of this kind and cause. */
export async function addEntry(
  trx: Transaction,
  { memberId, now }: Account,
  { kind, cause, amount, orderId = null, reason = null }: LedgerEntry,
): Promise<boolean> {
  const entry = { id: newId(now), memberId, kind, cause, orderId, amount, reason, now };
  return (await trx.first(queries.insertEntry, entry)) !== null;
}

interface NewLot {
  readonly points: number;
  readonly source: queries.PointSource;
  readonly expiresAt: Date;
}

export async function addLot(trx: Transaction, { memberId, now }: Account, lot: NewLot): Promise<void> {
  await trx.rows(queries.insertLot, { id: newId(now), memberId, ...lot, now });
}

/** Points that were put into lots count as available; a debt is paid from the lots. */
export async function makeAvailable(
  trx: Transaction,
  { memberId }: Account,
  { points, unheld = 0 }: { readonly points: number; readonly unheld?: number },
): Promise<void> {
  const added = await trx.first(queries.addAvailable, { memberId, points, unheld });
  if (added && added.paid > 0) await trx.rows(queries.takeFromLots, { memberId, points: added.paid });
}

/** Takes points, those that expire first. Throws POINTS_REFUSED when there are fewer. */
export async function takePoints(
  trx: Transaction,
  { memberId }: Account,
  { points, toHeld = 0 }: { readonly points: number; readonly toHeld?: number },
): Promise<{ lotId: string; points: number }[]> {
  const taken = await trx.first(queries.takeAvailable, { memberId, points, toHeld });
  if (!taken) throw new DomainError("POINTS_REFUSED", { reason: "NOT_ENOUGH" });
  return trx.rows(queries.takeFromLots, { memberId, points });
}
