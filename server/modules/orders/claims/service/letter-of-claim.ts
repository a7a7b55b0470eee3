import { money } from "../../../../platform/money.ts";
import type { OrdersContext } from "../../context.ts";
import type { ClaimLetter } from "../../contract.ts";
import { nameOf } from "../../present.ts";
import type { StoredOrder } from "../../queries.ts";
import { letterOf } from "../../service/letter-of.ts";
import { getOrder } from "../../service/read-order.ts";
import { feeDue } from "../claim.ts";
import { comesBack } from "../options.ts";
import { piecesOf, planOf } from "../present.ts";
import type { ClaimRow } from "../queries.ts";
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
    pieces: presentPieces(claim, order),
    refund: kind === "return" ? money(refund?.amount ?? amount, order.currency) : null,
    fault: claim.fault,
    returnFee: money(kind === "return" ? returnFee : feeDue(claim), order.currency),
    decision,
  };
}

/** The pieces by the variant that comes back, with the other one that an exchange sends. */
const presentPieces = (claim: ClaimRow, { lines, language }: StoredOrder): ClaimLetter["pieces"] =>
  piecesOf(claim).flatMap(({ lineId, quantity }) => {
    const line = lines.find(({ id }) => id === lineId);
    const piece = claim.lines.find((each) => each.lineId === lineId);
    if (!line || !piece) return [];
    const wanted =
      claim.kind === "exchange" && piece.wanted ? { wanted: nameOf(piece.wanted, language) } : {};
    return [{ name: nameOf(comesBack(piece, line), language), quantity, ...wanted }];
  });
