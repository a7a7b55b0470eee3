/** What follows a move of a claim in the stock. Safe to repeat. */
import type { OrdersContext } from "../../context.ts";
import type { ClaimStatus } from "../../contract.ts";
import { getOrder } from "../../service/read-order.ts";
import { reservesEarly } from "../options.ts";
import type { ClaimRow } from "../queries.ts";
import { holdOf, sentOf } from "../replacements.ts";
import { keepReplacement, releaseUnneeded } from "./claim-holds.ts";
import { getClaim } from "./read-claims.ts";
import { returnHolds } from "./return-holds.ts";

export async function followClaim(
  orders: OrdersContext,
  { orderId, claimId, status }: { orderId: string; claimId: string; status: ClaimStatus },
): Promise<void> {
  const claim = await getClaim(orders.db, claimId);
  if (reservesEarly(claim)) {
    if (claim.kind === "exchange" && claim.status === "collecting") await keepReplacement(orders, claim);
    // Afterwards: the claim may have ended meanwhile.
    await releaseUnneeded(orders, claimId, holdOf(claim));
  }
  if (status === "inspected") await returnHolds(orders, orderId, "return");
  // Also at the end, whose event may come first.
  if (status === "reshipping" || status === "done") await commitReplacement(orders, claim);
}

/** Of goods that were reserved before they came back, fewer may have come. */
async function commitReplacement(orders: OrdersContext, claim: ClaimRow): Promise<void> {
  const orderId = holdOf(claim);
  await orders.inventory.commit({ orderId });
  const { lines } = await getOrder(orders, claim.orderId);
  const sent = sentOf(lines, claim);
  if (sent.some(({ bought, kept }) => kept < bought))
    await orders.inventory.takeBack({ orderId, lines: sent, reason: "cancel" });
}
