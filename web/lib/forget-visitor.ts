import { forgetCart } from "./cart/cookie.ts";
import { forgetValues } from "./checkout/draft.ts";

/** Removes what this browser keeps of a member: the carts, and the values typed at the checkout. */
export function forgetVisitor(): void {
  forgetCart("basket");
  forgetCart("direct");
  forgetValues(sessionStorage);
}
