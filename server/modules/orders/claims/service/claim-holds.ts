/**
 * The reservation of an exchange.
 *
 * Goods of another variant are reserved when the exchange is approved, before its transaction: the buyer
 * sends goods back for them. The event of the approval keeps them for that time, so that one that died
 * does not. The same goods are reserved when they are sent, in the number that came back.
 * What an exchange does not need any more is released after the transaction that ended it, and once more by
 * the event `claimMoved`.
 */
import { after } from "../../../../platform/clock.ts";
import { isDomainError } from "../../../../platform/errors.ts";
import type { OrdersContext } from "../../context.ts";
import { getOrder } from "../../service/read-order.ts";
import { isVoid } from "../claim.ts";
import { isSent, reservesEarly } from "../options.ts";
import { piecesOf } from "../present.ts";
import type { ClaimRow } from "../queries.ts";
import { holdOf } from "../replacements.ts";
import { getClaim } from "./read-claims.ts";

/** Longer than the way from the reservation to the event that keeps or commits it. */
const SENDING_MS = 15 * 60_000;
/** Longer than goods take to come back. One that has lapsed is made again when the goods are sent. */
const COMING_BACK_MS = 90 * 24 * 3_600_000;

/** Throws OUT_OF_STOCK. Asking again is the same reservation. */
export async function reserveReplacement(orders: OrdersContext, claim: ClaimRow): Promise<void> {
  const { lines } = await getOrder(orders, claim.orderId);
  const wanted = reservesEarly(claim) ? claim.lines : piecesOf(claim);
  await orders.inventory.reserve({
    orderId: holdOf(claim),
    lines: wanted.flatMap(({ lineId, quantity }) => {
      const line = lines.find(({ id }) => id === lineId);
      const piece = claim.lines.find((each) => each.lineId === lineId);
      return line && piece ? [{ variantId: isSent(piece, line).variantId, quantity }] : [];
    }),
    until: after(orders.clock, SENDING_MS).toISOString(),
  });
}

/** Keeps what an approval reserved. One that has lapsed, and is sold, is asked for again when it is sent. */
export async function keepReplacement({ inventory, clock }: OrdersContext, claim: ClaimRow): Promise<void> {
  try {
    await inventory.extend({ orderId: holdOf(claim), until: after(clock, COMING_BACK_MS).toISOString() });
  } catch (error) {
    if (!isDomainError(error, "OUT_OF_STOCK")) throw error;
  }
}

/** Releases a reservation that its claim does not need: it is over, a return, or has another one by now. */
export async function releaseUnneeded(orders: OrdersContext, claimId: string, holdId: string): Promise<void> {
  const claim = await getClaim(orders.db, claimId);
  const needed = claim.kind === "exchange" && !isVoid(claim.status) && holdOf(claim) === holdId;
  if (!needed) await orders.inventory.release({ orderId: holdId });
}
