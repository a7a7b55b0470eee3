/**
 * What staff do with a claim, step by step. The goods of an inspection return to the stock by the event
 * `claimMoved` (`follow-claim.ts`).
 */
import type { Caller } from "../../../../platform/audit-log/audit-log.ts";
import { DomainError } from "../../../../platform/errors.ts";
import type { OrdersContext } from "../../context.ts";
import type { ClaimStatus } from "../../contract.ts";
import { addEvent, record } from "../../service/change-order.ts";
import { type ClaimFault, feeOf } from "../claim.ts";
import { reservesEarly } from "../options.ts";
import type { ClaimRow } from "../queries.ts";
import * as queries from "../queries.ts";
import { holdOf } from "../replacements.ts";
import { type ClaimChange, changeClaim, type MoveFacts, move, refuse } from "./change-claim.ts";
import { releaseUnneeded, reserveReplacement } from "./claim-holds.ts";
import { getClaim } from "./read-claims.ts";

const step = (
  orders: OrdersContext,
  claimId: string,
  to: ClaimStatus,
  action: string,
  by: Caller,
  facts: MoveFacts = {},
): Promise<ClaimRow> =>
  changeClaim(orders, claimId, to, async ({ trx, order, claim, now }) => {
    await move(trx, claim, to, by, now, facts);
    await record(trx, action, order, by, now, {
      before: { status: claim.status },
      after: { claimId, status: to },
      ...(facts.decision !== undefined && { reason: facts.decision }),
    });
  });

/**
 * The goods may come back; another variant that the buyer wants is reserved. `fault`: as staff decide;
 * undefined: as the buyer said. Throws OUT_OF_STOCK, and, as all steps do, NOT_FOUND, WRONG_CLAIM_STATUS.
 */
export async function approve(
  orders: OrdersContext,
  claimId: string,
  fault: ClaimFault | undefined,
  by: Caller,
): Promise<ClaimRow> {
  const holdId = await reserveOther(orders, claimId);
  const decide = changeClaim(orders, claimId, "collecting", async (change) => {
    const { trx, order, claim, now } = change;
    // Another variant was named meanwhile, which is not reserved.
    const needed = claim.kind === "exchange" && reservesEarly(claim) ? holdOf(claim) : null;
    if (needed !== holdId) refuse(claim);
    await move(trx, claim, "collecting", by, now);
    await judgeFault(orders, change, fault, by);
    await record(trx, "claim_approve", order, by, now, {
      before: { status: claim.status, fault: claim.fault },
      after: { claimId, status: "collecting", fault: fault ?? claim.fault },
    });
  });
  return decide.finally(() => (holdId === null ? undefined : releaseUnneeded(orders, claimId, holdId)));
}

/** Returns the reservation of another variant. Null: the claim needs none yet. Throws OUT_OF_STOCK. */
async function reserveOther(orders: OrdersContext, claimId: string): Promise<string | null> {
  const claim = await getClaim(orders.db, claimId);
  if (claim.status !== "requested" || claim.kind !== "exchange" || !reservesEarly(claim)) return null;
  await reserveReplacement(orders, claim);
  return holdOf(claim);
}

/** Stores another fault than that of the claim, with an entry of the timeline. The buyer is told. */
async function judgeFault(
  { returnRules }: OrdersContext,
  { trx, order, claim, now }: ClaimChange,
  fault: ClaimFault | undefined,
  by: Caller,
): Promise<void> {
  if (fault === undefined || fault === claim.fault) return;
  const { id, kind } = claim;
  if (!(await trx.first(queries.storeFault, { id, fault, fee: feeOf(returnRules, kind) }))) refuse(claim);
  await addEvent(trx, order.id, `claim_fault_${fault}`, by, now, { claimId: id });
}

/** The buyer reads the reason. The pieces can be claimed again. */
export async function reject(
  orders: OrdersContext,
  claimId: string,
  reason: string,
  by: Caller,
): Promise<ClaimRow> {
  const rejected = await step(orders, claimId, "rejected", "claim_reject", by, { decision: reason });
  await releaseUnneeded(orders, claimId, holdOf(rejected));
  return rejected;
}

export interface ReturnParcel {
  readonly carrier: string | undefined;
  readonly trackingNumber: string | undefined;
}

/** The goods have arrived at the shop. */
export const collected = (
  orders: OrdersContext,
  claimId: string,
  parcel: ReturnParcel,
  by: Caller,
): Promise<ClaimRow> => step(orders, claimId, "collected", "claim_collect", by, parcel);

interface InspectedLine {
  readonly lineId: string;
  readonly received: number;
  readonly resellable: number;
}

/** A line as staff report it; without `resellable` all that came back can be sold again. */
export type ReportedLine = Omit<InspectedLine, "resellable"> & { readonly resellable?: number };

/**
 * Stores what came back, and what of it can be sold again. Lines that are absent did not come back;
 * `reported` undefined: all that was announced came back, and can be sold again. `fault`:
 * as staff decide, who have seen the goods; undefined: as it is. Throws
 * TOO_MANY_PIECES for more than was announced, NOTHING_RECEIVED (the claim is to be rejected then).
 */
export const inspect = (
  orders: OrdersContext,
  claimId: string,
  reported: readonly ReportedLine[] | undefined,
  fault: ClaimFault | undefined,
  by: Caller,
): Promise<ClaimRow> =>
  changeClaim(orders, claimId, "inspected", async (change) => {
    const { trx, order, claim, now } = change;
    const all = claim.lines.map(({ lineId, quantity }) => ({ lineId, received: quantity }));
    const lines = judgeInspection(claim, (reported ?? all).map(withResellable));
    await move(trx, claim, "inspected", by, now);
    await trx.rows(queries.storeInspection, { id: claimId, lines: JSON.stringify(lines) });
    await judgeFault(orders, change, fault, by);
    await record(trx, "claim_inspect", order, by, now, {
      before: { fault: claim.fault },
      after: { claimId, lines, fault: fault ?? claim.fault },
    });
  });

const withResellable = (line: ReportedLine): InspectedLine => ({ resellable: line.received, ...line });

function judgeInspection(claim: ClaimRow, found: readonly InspectedLine[]): InspectedLine[] {
  const refused = found
    .map(({ lineId, received, resellable }) => {
      const left = claim.lines.find((line) => line.lineId === lineId)?.quantity ?? 0;
      return { lineId, requested: Math.max(received, resellable), left: Math.min(left, received) };
    })
    .filter(({ lineId, requested, left }) => requested > left || isRepeated(found, lineId));
  if (refused.length > 0) throw new DomainError("TOO_MANY_PIECES", { lines: refused });
  if (found.every(({ received }) => received === 0)) throw new DomainError("NOTHING_RECEIVED");
  const none = { received: 0, resellable: 0 };
  return claim.lines.map(({ lineId }) => ({
    ...none,
    ...found.find((each) => each.lineId === lineId),
    lineId,
  }));
}

const beforeReshipping: readonly ClaimStatus[] = ["requested", "collecting", "collected", "inspected"];

const isRepeated = (found: readonly InspectedLine[], lineId: string): boolean =>
  found.filter((each) => each.lineId === lineId).length > 1;

/**
 * An exchange whose goods are sold out becomes a return, at no cost for the buyer, and needs no goods. A
 * repeat changes nothing. Throws NOT_FOUND, WRONG_CLAIM_STATUS.
 */
export async function turnIntoReturn(orders: OrdersContext, claimId: string, by: Caller): Promise<ClaimRow> {
  const turned = await changeClaim(orders, claimId, null, async ({ trx, order, claim, now }) => {
    if (claim.kind === "return") return;
    if (!beforeReshipping.includes(claim.status)) refuse(claim);
    if (!(await trx.first(queries.turnIntoReturn, { id: claimId, from: claim.status }))) refuse(claim);
    await addEvent(trx, order.id, "claim_turned", by, now, { claimId });
    await record(trx, "claim_turn", order, by, now, { after: { claimId, kind: "return" } });
  });
  // The approval has reserved them, or a parallel `reship`.
  await releaseUnneeded(orders, claimId, holdOf(turned));
  return turned;
}
