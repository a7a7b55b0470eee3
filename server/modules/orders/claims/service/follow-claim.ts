/** What follows a move of a claim in the stock. Safe to repeat. */
import type { OrdersContext } from "../../context.ts";
import type { ClaimStatus } from "../../contract.ts";
import { returnHolds } from "./return-holds.ts";

export async function followClaim(
  orders: OrdersContext,
  { orderId, claimId, status }: { orderId: string; claimId: string; status: ClaimStatus },
): Promise<void> {
  if (status === "inspected") await returnHolds(orders, orderId, "return");
  if (status === "reshipping") await orders.inventory.commit({ orderId: claimId });
}
