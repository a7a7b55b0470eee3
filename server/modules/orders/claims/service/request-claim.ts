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
import type { StoredLine, StoredOrder } from "../../queries.ts";
import type { Pieces } from "../../refund-amounts.ts";
import { addEvent, demandStatus, lock } from "../../service/change-order.ts";
import { getOrder } from "../../service/read-order.ts";
import {
  type ClaimFault,
  claimableStatuses,
  claimableUntil,
  feeOf,
  type ReturnRules,
  tooManyClaimed,
} from "../claim.ts";
import {
  type AskedPieces,
  type ClaimVariant,
  heldOf,
  heldPieces,
  swapText,
  tooManyHeld,
} from "../options.ts";
import { presentClaim } from "../present.ts";
import * as queries from "../queries.ts";
import { holdOf } from "../replacements.ts";
import { planReturn, type ReturnPlan } from "../return-amounts.ts";
import type { OneClaim } from "../schemas.ts";
import { changeClaim, move } from "./change-claim.ts";
import { releaseUnneeded } from "./claim-holds.ts";
import { getClaim } from "./read-claims.ts";
import { type Cards, demandStock, findWanted, judgeWanted } from "./wanted-variants.ts";

/** `variantId`: what an exchange sends; absent: the same as comes back. */
interface ChosenPieces extends AskedPieces {
  readonly variantId?: string;
}
export interface ClaimChoice {
  readonly kind: ClaimKind;
  /** Each line once. */
  readonly pieces: readonly ChosenPieces[];
  readonly fault: ClaimFault;
}
export interface ClaimRequest extends ClaimChoice {
  readonly orderId: string;
  readonly reason: string;
}

interface JudgedPieces extends Pieces {
  readonly held: ClaimVariant | null;
  readonly wanted: ClaimVariant | null;
}
interface Judged {
  readonly pieces: JudgedPieces[];
  /** Null: an exchange gives no money back. */
  readonly plan: ReturnPlan | null;
}
interface KnownFacts {
  readonly claims: readonly queries.ClaimRow[];
  readonly cards: Cards;
}

/**
 * Throws WRONG_ORDER_STATUS, TOO_MANY_PIECES, CLAIM_TOO_LATE, EXCHANGE_VARIANT_REFUSED,
 * EXCHANGE_PRICE_DIFFERS.
 */
function judge(
  order: StoredOrder,
  { kind, fault, pieces: asked }: ClaimChoice,
  { claims, cards }: KnownFacts,
  rules: ReturnRules,
  now: Date,
): Judged {
  demandStatus(order, claimableStatuses);
  const counted = tooManyClaimed(order.lines, asked);
  const lines = counted.length > 0 ? counted : tooManyHeld(order.lines, claims, asked);
  if (lines.length > 0) throw new DomainError("TOO_MANY_PIECES", { lines });
  const until = claimableUntil(order, asked, fault === "buyer" ? rules.days : rules.faultDays);
  if (until && now >= until) throw new DomainError("CLAIM_TOO_LATE", { until: until.toISOString() });
  const pieces = asked.flatMap((each) => {
    const line = order.lines.find(({ id }) => id === each.lineId);
    return line ? [judgeOption(line, each, { claims, cards })] : [];
  });
  if (kind === "exchange") return { pieces, plan: null };
  return { pieces, plan: planReturn(order, pieces, { fault, fee: rules.fee }) };
}

function judgeOption(line: StoredLine, asked: ChosenPieces, { claims, cards }: KnownFacts): JudgedPieces {
  const { lineId, quantity, variantId } = asked;
  const back = heldOf(heldPieces(line, claims), asked) ?? line;
  const other = variantId !== undefined && variantId !== back.variantId;
  return {
    lineId,
    quantity,
    held: back.variantId === line.variantId ? null : back,
    wanted: other ? judgeWanted(line, { variantId }, cards) : null,
  };
}

/**
 * Judges a claim that is not made yet. Throws what `judge` throws, and OUT_OF_STOCK for another variant that
 * is sold out.
 */
export async function judgeAhead(
  orders: OrdersContext,
  order: StoredOrder,
  choice: ClaimChoice,
): Promise<Judged & { readonly cards: Cards }> {
  const wanted = choice.pieces.flatMap(({ lineId, variantId }) =>
    variantId === undefined ? [] : [{ lineId, variantId }],
  );
  const [claims, cards] = await Promise.all([
    orders.db.rows(queries.listClaims, { orderIds: [order.id] }),
    findWanted(orders, order, wanted),
  ]);
  const judged = judge(order, choice, { claims, cards }, orders.returnRules, orders.clock.now());
  await demandStock(
    orders,
    judged.pieces.flatMap(({ quantity, wanted }) =>
      wanted ? [{ variantId: wanted.variantId, quantity }] : [],
    ),
  );
  return { ...judged, cards };
}

/** Catalogue and stock are asked before the order is locked, and not again for a claim that was made. */
async function cardsFor(orders: OrdersContext, id: string, request: ClaimRequest): Promise<Cards> {
  const plain = request.pieces.every(({ variantId }) => variantId === undefined);
  if (plain || (await orders.db.first(queries.findClaim, { id }))) return new Map();
  return (await judgeAhead(orders, await getOrder(orders, request.orderId), request)).cards;
}

/** Throws what `judgeAhead` throws. `stored`: the answer for repeats was stored with the claim. */
export async function requestClaim(
  orders: OrdersContext,
  request: ClaimRequest,
  language: Language,
  slot: HeldKey & AnswerSlot,
): Promise<{ readonly body: Static<typeof OneClaim>; readonly stored: boolean }> {
  const { db, clock, returnRules } = orders;
  const now = clock.now();
  const { orderId, kind, fault, reason } = request;
  const id = slot.resume;
  const cards = await cardsFor(orders, id, request);
  return db.transaction(async (trx) => {
    const order = await lock(trx, orderId);
    const earlier = await trx.first(queries.findClaim, { id });
    if (earlier) return { body: { claim: presentClaim(earlier, order, language) }, stored: false };
    const claims = await trx.rows(queries.listClaims, { orderIds: [orderId] });
    const { pieces } = judge(order, request, { claims, cards }, returnRules, now);
    const returnFee = feeOf(returnRules, kind);
    const lines = JSON.stringify(pieces);
    await trx.rows(queries.insertClaim, { id, orderId, kind, fault, reason, returnFee, lines, now });
    const text = swapText(pieces, order.lines);
    await addEvent(trx, orderId, "claim_requested", "buyer", now, { claimId: id, ...(text && { text }) });
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
  const withdrawn = await changeClaim(orders, claimId, "withdrawn", ({ trx, claim, now }) =>
    move(trx, claim, "withdrawn", "buyer", now),
  );
  // A parallel approval that died may have reserved.
  await releaseUnneeded(orders, claimId, holdOf(withdrawn));
  return withdrawn;
}
