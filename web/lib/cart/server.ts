import { cookies } from "next/headers";
import { cache } from "react";
import { findCart } from "../api/carts.ts";
import { found, type Result } from "../api/problem.ts";
import { serverApi } from "../api/server.ts";
import type { Cart } from "../api/types.ts";
import { type CartKind, cartCookies } from "./cookie.ts";

const readCart = cache(async (kind: CartKind): Promise<Result<Cart> | null> => {
  const cartId = (await cookies()).get(cartCookies[kind])?.value;
  return cartId ? findCart(await serverApi(), cartId) : null;
});

/** The shopper's cart; null when there is none or the API no longer knows it. @throws ApiError when it cannot say */
export async function currentCart(kind: CartKind): Promise<Cart | null> {
  const answer = await readCart(kind);
  return answer && found(answer);
}

/** For the header, which must not take the page down with it: nothing is counted when the API cannot say. */
export async function countItems(): Promise<number> {
  const answer = await readCart("basket");
  return answer?.ok ? answer.data.itemCount : 0;
}
