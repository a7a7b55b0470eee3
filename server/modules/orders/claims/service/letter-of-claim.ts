import { money } from "../../../../platform/money.ts";
import type { OrdersContext } from "../../context.ts";
import type { ClaimLetter } from "../../contract.ts";
import { letterOf, namedPieces } from "../../service/letter-of.ts";
import { getOrder } from "../../service/read-order.ts";
import { feeDue } from "../claim.ts";
import { piecesOf, planOf } from "../present.ts";
import { getClaim } from "./read-claims.ts";

/** What mails about a claim say. Null where `letterOf` is. */
export async function letterOfClaim(orders: OrdersContext, claimId: string): Promise<ClaimLetter | null> {
  const claim = await getClaim(orders.db, claimId);
  const { kind, orderId, refund, decision } = claim;
  const letter = await letterOf(orders, orderId);
  if (!letter) return null;
  const order = await getOrder(orders, orderId);
  const { amount, returnFee } = planOf(order, claim);
  return {
    order: letter,
    kind,
    pieces: namedPieces(order, piecesOf(claim)),
    refund: kind === "return" ? money(refund?.amount ?? amount, order.currency) : null,
    fault: claim.fault,
    returnFee: money(kind === "return" ? returnFee : feeDue(claim), order.currency),
    decision,
  };
}
