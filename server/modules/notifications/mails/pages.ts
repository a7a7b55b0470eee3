import type { Language } from "../../../platform/language.ts";

/** The pages that mails link to. */
export interface OrderPages {
  readonly home: string;
  /** A member's order; the page asks for the sign-in. */
  order(id: string): string;
  product(slug: string): string;
  /** A member's points. */
  readonly points: string;
  /** Where members agree to advertising and refuse it. */
  readonly agreements: string;
  /** Where a guest opens an order with a code. */
  lookup(number: string): string;
}

/** `shopUrl` comes from the settings, never from a request. */
export function pagesOf(shopUrl: string, language: Language): OrderPages {
  const root = language === "en" ? `${shopUrl}/en` : shopUrl;
  return {
    home: language === "en" ? root : `${root}/`,
    order: (id) => `${root}/orders/${id}`,
    agreements: `${root}/account/agreements`,
    points: `${root}/account/points`,
    product: (slug) => `${root}/p/${encodeURIComponent(slug)}`,
    lookup: (number) => `${root}/orders/lookup?number=${encodeURIComponent(number)}`,
  };
}
