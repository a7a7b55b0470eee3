import { cookies } from "next/headers";
import { cache } from "react";
import { findCart, findMyCart } from "../api/carts.ts";
import { type ApiResult, unwrapOrNull } from "../api/problem.ts";
import { listSaved } from "../api/saved-items.ts";
import { serverApi, visitorApi } from "../api/server.ts";
import type { Cart, SavedItem } from "../api/types.ts";
import { accessToken } from "../session/access.ts";
import { type CartKind, cartCookies } from "./cookie.ts";

const statusOf = (answer: ApiResult<Cart> | null): number | null =>
  answer && !answer.ok ? answer.problem.status : null;

const readCart = cache(async (kind: CartKind): Promise<ApiResult<Cart> | null> => {
  const [cartId, api, token] = await Promise.all([cartIdOf(kind), visitorApi(), accessToken()]);
  const remembered = cartId ? await findCart(api, cartId) : null;
  if (!token) return remembered;
  // The session was ended elsewhere: the visitor is a guest until the browser has renewed or ended it.
  if (statusOf(remembered) === 401) return cartId ? findCart(await serverApi(), cartId) : null;
  // A device without the cookie, or with the id of a cart that has ended, still shows the member's own cart.
  const forgotten = kind === "basket" && (remembered === null || statusOf(remembered) === 404);
  const mine = forgotten ? await findMyCart(api) : remembered;
  return statusOf(mine) === 401 ? null : mine;
});

const cartIdOf = async (kind: CartKind) => (await cookies()).get(cartCookies[kind])?.value;

/**
 * The shopper's cart; null when there is none or it has ended.
 * @throws ApiError when the API fails
 */
export async function currentCart(kind: CartKind): Promise<Cart | null> {
  const answer = await readCart(kind);
  return answer && unwrapOrNull(answer);
}

/** What is saved beside a cart. The page does not fail with it. */
export async function savedBeside(cartId: string): Promise<SavedItem[]> {
  const [api, token] = await Promise.all([visitorApi(), accessToken()]);
  const answer = await listSaved(token ? api : await serverApi(), cartId);
  return answer.ok ? answer.data.items : [];
}

/** For the header, which must not fail with the API: then nothing is counted. */
export async function countItems(): Promise<number> {
  const answer = await readCart("basket");
  return answer?.ok ? answer.data.itemCount : 0;
}
