/**
 * Staff place an order for a buyer on the phone. It goes the way of every order (`place-order`), with a cart
 * of its own: prices, limits, delivery fee and stock are those of the shop, and there is no coupon. It waits
 * longer for its payment, and a mail asks the buyer for it.
 */
import type { Static } from "typebox";
import type { ActingStaff } from "../../../../platform/audit-log/audit-log.ts";
import { DomainError } from "../../../../platform/errors.ts";
import type { Claim } from "../../../../platform/http/idempotency.ts";
import type { AnswerSlot } from "../../../../platform/http/idempotency-queries.ts";
import type { OrdersContext } from "../../context.ts";
import { type PlacedOrder, placeOrder } from "../../service/place-order.ts";
import type { PhoneOrderInput } from "../schemas.ts";

const HOUR_MS = 3_600_000;
const DEFAULT_HOURS = 24;

/** `memberId`: null for a guest. That the member has an account was judged. */
type OrderByPhone = Omit<Static<typeof PhoneOrderInput>, "memberId"> & { readonly memberId: string | null };

/** Throws LINES_REFUSED, and what placing an order throws. */
export async function placeForBuyer(
  orders: OrdersContext,
  input: OrderByPhone,
  by: ActingStaff,
  claim: Claim & AnswerSlot,
): Promise<PlacedOrder> {
  const { lines, contact, shippingAddress, memberId, language = "ko" } = input;
  const { cartId, lines: added } = await orders.cart.openCart({ memberId, lines });
  const refused = added.filter(({ problem }) => problem !== null);
  if (refused.length > 0) throw new DomainError("LINES_REFUSED", { refused });
  const staff = { by, paymentMs: (input.payWithinHours ?? DEFAULT_HOURS) * HOUR_MS };
  const buyer = { memberId, network: null, staff };
  return placeOrder(orders, { cartId, contact, shippingAddress }, buyer, language, claim);
}
