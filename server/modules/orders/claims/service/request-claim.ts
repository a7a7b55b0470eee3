/**
 * A buyer returns pieces or has them exchanged. The claim has the id that the request's key stands for, so
 * that a request that took the key over after a crash finds what was stored. The pieces are counted on their
 * lines while the order is locked, so that no piece is in two claims.
 */
import type { Static } from "typebox";
import { DomainError } from "../../../../platform/errors.ts";
import type { Claim as HeldKey } from "../../../../platform/http/idempotency.ts";
import { type AnswerSlot, finishedKey, finishKey } from "../../../../platform/http/idempotency-queries.ts";
import type { Language } from "../../../../platform/language.ts";
import type { OrdersContext } from "../../context.ts";
import type { ClaimKind } from "../../contract.ts";
import type { StoredOrder } from "../../queries.ts";
import { mergePieces, type Pieces } from "../../refund-amounts.ts";
import { addEvent, demandStatus, lock } from "../../service/change-order.ts";
import {
  type ClaimFault,
  claimableStatuses,
  deadlineOf,
  feeOf,
  type ReturnRules,
  tooManyClaimed,
} from "../claim.ts";
import { presentClaim } from "../present.ts";
import * as queries from "../queries.ts";
import { planReturn, type ReturnPlan } from "../return-amounts.ts";
import type { OneClaim } from "../schemas.ts";
import { changeClaim, move } from "./change-claim.ts";
import { getClaim } from "./read-claims.ts";

export interface ClaimChoice {
  readonly kind: ClaimKind;
  readonly pieces: readonly Pieces[];
  readonly fault: ClaimFault;
}
export interface ClaimRequest extends ClaimChoice {
  readonly orderId: string;
  readonly reason: string;
}

interface Judged {
  readonly pieces: Pieces[];
  /** Null: an exchange gives no money back. */
  readonly plan: ReturnPlan | null;
}

/** Throws WRONG_ORDER_STATUS, TOO_MANY_PIECES, CLAIM_TOO_LATE. */
export function judge(order: StoredOrder, choice: ClaimChoice, rules: ReturnRules, now: Date): Judged {
  demandStatus(order, claimableStatuses);
  const pieces = mergePieces(choice.pieces);
  const lines = tooManyClaimed(order.lines, pieces);
  if (lines.length > 0) throw new DomainError("TOO_MANY_PIECES", { lines });
  // A replacement begins the time anew when it has arrived.
  const parcels = order.shipments.filter((each) => each.claimId === null || each.deliveredAt !== null);
  const until = deadlineOf(parcels, pieces, choice.fault === "buyer" ? rules.days : rules.faultDays);
  if (until && now >= until) throw new DomainError("CLAIM_TOO_LATE", { until: until.toISOString() });
  if (choice.kind === "exchange") return { pieces, plan: null };
  return { pieces, plan: planReturn(order, pieces, { fault: choice.fault, fee: rules.fee }) };
}

/** Throws what `judge` throws. `stored`: the answer for repeats was stored with the claim. */
export async function requestClaim(
  { db, clock, returnRules }: OrdersContext,
  request: ClaimRequest,
  language: Language,
  slot: HeldKey & AnswerSlot,
): Promise<{ readonly body: Static<typeof OneClaim>; readonly stored: boolean }> {
  const now = clock.now();
  const { orderId, kind, fault, reason } = request;
  const id = slot.resume;
  return db.transaction(async (trx) => {
    const order = await lock(trx, orderId);
    const earlier = await trx.first(queries.findClaim, { id });
    if (earlier) return { body: { claim: presentClaim(earlier, order, language) }, stored: false };
    const { pieces } = judge(order, request, returnRules, now);
    const returnFee = feeOf(returnRules, kind);
    const lines = JSON.stringify(pieces);
    await trx.rows(queries.insertClaim, { id, orderId, kind, fault, reason, returnFee, lines, now });
    await addEvent(trx, orderId, "claim_requested", "buyer", now, { claimId: id });
    const body = { claim: presentClaim(await getClaim(trx, id), order, language) };
    await trx.rows(finishKey, { rows: [finishedKey(slot, body)] });
    return { body, stored: true };
  });
}

/** The buyer keeps the goods after all. A repeat changes nothing. Throws NOT_FOUND, WRONG_CLAIM_STATUS. */
export async function withdrawClaim(
  orders: OrdersContext,
  orderId: string,
  claimId: string,
): Promise<queries.ClaimRow> {
  // Before anything is locked or shown: the claim may be of another buyer's order.
  if ((await getClaim(orders.db, claimId)).orderId !== orderId) throw new DomainError("NOT_FOUND");
  return changeClaim(orders, claimId, "withdrawn", ({ trx, claim, now }) =>
    move(trx, claim, "withdrawn", "buyer", now),
  );
}
