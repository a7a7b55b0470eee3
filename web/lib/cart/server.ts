import { cookies } from "next/headers";
import { cache } from "react";
import { findCart, findMyCart } from "../api/carts.ts";
import { type ApiResult, unwrapOrNull } from "../api/problem.ts";
import { serverApi, visitorApi } from "../api/server.ts";
import type { Cart } from "../api/types.ts";
import { accessToken } from "../session/access.ts";
import { type CartKind, cartCookies } from "./cookie.ts";

const statusOf = (answer: ApiResult<Cart> | null): number | null =>
  answer && !answer.ok ? answer.problem.status : null;

const readCart = cache(async (kind: CartKind): Promise<ApiResult<Cart> | null> => {
  const [cartId, api, token] = await Promise.all([cartIdOf(kind), visitorApi(), accessToken()]);
  const remembered = cartId ? await findCart(api, cartId) : null;
  if (!token) return remembered;
  // A session that was ended elsewhere: a guest, until the browser has heard of it.
  if (statusOf(remembered) === 401) return cartId ? findCart(await serverApi(), cartId) : null;
  // On a device that has not heard of it, or of its end, a member's cart is still theirs.
  const forgotten = kind === "basket" && (remembered === null || statusOf(remembered) === 404);
  const mine = forgotten ? await findMyCart(api) : remembered;
  return statusOf(mine) === 401 ? null : mine;
});

const cartIdOf = async (kind: CartKind) => (await cookies()).get(cartCookies[kind])?.value;

/** The shopper's cart; null when there is none or the API no longer knows it. @throws ApiError when it cannot say */
export async function currentCart(kind: CartKind): Promise<Cart | null> {
  const answer = await readCart(kind);
  return answer && unwrapOrNull(answer);
}

/** For the header, which must not take the page down with it: nothing is counted when the API cannot say. */
export async function countItems(): Promise<number> {
  const answer = await readCart("basket");
  return answer?.ok ? answer.data.itemCount : 0;
}
