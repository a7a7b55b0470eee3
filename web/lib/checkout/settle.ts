import { findCart, findMyCart, removeItem, setQuantity } from "../api/carts.ts";
import type { Api } from "../api/client.ts";
import { getOrder } from "../api/orders.ts";
import type { ApiResult } from "../api/problem.ts";
import type { Cart, Order } from "../api/types.ts";
import { forgetCart, rememberedCart } from "../cart/cookie.ts";
import { withoutLines } from "../cart/state.ts";
import { showCart } from "../cart/store.ts";
import { findLocalOrder, type LocalOrder, listUnsettledOrders, storeOrder } from "./local-orders.ts";

/** A browser rarely has more than one order under way. */
const MAX_READ = 3;
const LOCK_NAME = "jangteo.settling";

/**
 * After an order was paid: its lines leave the cart, and what was put in since stays. Each line leaves once,
 * even if several tabs learn of the payment.
 */
export async function settle(api: Api, orderId: string): Promise<void> {
  const work = () => settleOnce(api, orderId);
  await ("locks" in navigator ? navigator.locks.request(LOCK_NAME, work) : work());
}

async function settleOnce(api: Api, orderId: string): Promise<void> {
  const order = findLocalOrder(orderId);
  if (!order?.inCart || order.inCart.length === 0) return;
  if (order.cart === "direct") {
    forgetCart("direct");
    storeOrder({ ...order, inCart: [] });
  } else if (order.guestToken) await takeOut(api, order);
  else await showRest(api, order);
}

/** A guest's cart: this browser takes the lines out. */
async function takeOut(api: Api, order: LocalOrder): Promise<void> {
  const cartId = rememberedCart("basket");
  const read = cartId ? await findCart(api, cartId) : null;
  // Without an answer the lines leave another time.
  if (read && !read.ok && read.problem.status !== 404) return;
  let cart = read?.ok ? read.data : null;
  let left = order.inCart ?? [];
  for (const line of left) {
    const item = cart?.items.find(({ variantId }) => variantId === line.variantId);
    if (cart && item) {
      const rest = item.quantity - line.quantity;
      const changed: ApiResult<Cart> =
        rest > 0 ? await setQuantity(api, cart.id, item.id, rest) : await removeItem(api, cart.id, item.id);
      if (changed.ok) cart = changed.data;
      else if (changed.problem.status !== 404) break;
    }
    left = left.filter((other) => other !== line);
    storeOrder({ ...order, inCart: left });
  }
  showCart(cart);
}

/** A member's cart: the server takes them out, a moment after the payment. */
async function showRest(api: Api, order: LocalOrder): Promise<void> {
  const read = await findMyCart(api);
  if (!read.ok) return;
  showCart(withoutLines(read.data, order.inCart ?? []));
  storeOrder({ ...order, inCart: [] });
}

/** Orders of this browser that were paid elsewhere, e.g. in the browser that a payment app opened. */
export async function findPaidElsewhere(api: Api): Promise<Order[]> {
  const paid: Order[] = [];
  for (const { orderId, guestToken } of listUnsettledOrders(Date.now()).slice(0, MAX_READ)) {
    const read = await getOrder(api, orderId, guestToken);
    if (read.ok && read.data.paidAt !== null) paid.push(read.data);
  }
  return paid;
}
