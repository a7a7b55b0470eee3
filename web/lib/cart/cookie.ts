/**
 * The cart's id is its secret; a cookie lets the server draw the cart with the page. Script writes it, because carts
 * are made by the browser when the first thing goes in.
 * `direct` is the one-product cart of "buy now", kept apart so that the shopper's own cart stays as it was.
 */
export const cartCookies = { basket: "jangteo_cart", direct: "jangteo_direct" } as const;
export type CartKind = keyof typeof cartCookies;

const keepSeconds: Record<CartKind, number> = { basket: 30 * 24 * 60 * 60, direct: 2 * 60 * 60 };

const attributes = () => `Path=/; SameSite=Lax${window.location.protocol === "https:" ? "; Secure" : ""}`;

export function rememberCart(kind: CartKind, cartId: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve
  document.cookie = `${cartCookies[kind]}=${encodeURIComponent(cartId)}; ${attributes()}; Max-Age=${keepSeconds[kind]}`;
}

export function forgetCart(kind: CartKind): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve
  document.cookie = `${cartCookies[kind]}=; ${attributes()}; Max-Age=0`;
}

export function rememberedCart(kind: CartKind): string | null {
  const start = `${cartCookies[kind]}=`;
  const found = document.cookie.split("; ").find((cookie) => cookie.startsWith(start));
  return found && found.length > start.length ? decodeURIComponent(found.slice(start.length)) : null;
}
