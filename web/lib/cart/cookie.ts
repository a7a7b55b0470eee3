/**
 * The cart's id is its secret. It is in a cookie, so that the server draws the cart with the page. Scripts
 * write the cookie, because the browser creates the cart with its first item.
 * `direct` is the cart of "buy now" with one product, apart from the shopper's own cart.
 */
export const cartCookies = { basket: "jangteo_cart", direct: "jangteo_direct" } as const;
export type CartKind = keyof typeof cartCookies;

const keepSeconds: Record<CartKind, number> = { basket: 30 * 24 * 60 * 60, direct: 2 * 60 * 60 };

const attributes = () => `Path=/; SameSite=Lax${window.location.protocol === "https:" ? "; Secure" : ""}`;

export function rememberCart(kind: CartKind, cartId: string): void {
  const nameAndValue = `${cartCookies[kind]}=${encodeURIComponent(cartId)}`;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve
  document.cookie = `${nameAndValue}; ${attributes()}; Max-Age=${keepSeconds[kind]}`;
}

export function forgetCart(kind: CartKind): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve
  document.cookie = `${cartCookies[kind]}=; ${attributes()}; Max-Age=0`;
}

export function rememberedCart(kind: CartKind): string | null {
  const start = `${cartCookies[kind]}=`;
  const cookie = document.cookie.split("; ").find((pair) => pair.startsWith(start));
  return cookie && cookie.length > start.length ? decodeURIComponent(cookie.slice(start.length)) : null;
}
