/** Puts what was ordered into the buyer's cart once more. Prices, stock and limits are those of now. */
import type { AddedLine } from "../../cart/contract.ts";
import type { OrdersContext } from "../context.ts";
import { orderStatuses } from "../contract.ts";
import type { StoredOrder } from "../queries.ts";
import { demandStatus } from "./change-order.ts";

export interface RefilledCart {
  readonly cartId: string;
  readonly lines: (Omit<AddedLine, "variantId"> & { lineId: string; requested: number })[];
}

/** An order that can still be paid has its goods in the cart. Throws WRONG_ORDER_STATUS. */
export async function reorder(
  { cart }: OrdersContext,
  order: StoredOrder,
  shopper: { readonly memberId: string | null; readonly cartId: string | null },
): Promise<RefilledCart> {
  demandStatus(
    order,
    orderStatuses.filter((status) => status !== "pending_payment"),
  );
  const wanted = order.lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
  const { cartId, lines } = await cart.addLines({ ...shopper, lines: wanted });
  return {
    cartId,
    lines: order.lines.map(({ id: lineId, quantity: requested }, at) => ({
      lineId,
      requested,
      added: lines[at]?.added ?? 0,
      problem: lines[at]?.problem ?? null,
    })),
  };
}
