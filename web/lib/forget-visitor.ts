import { forgetCart } from "./cart/cookie.ts";
import { rememberCount } from "./cart/count.ts";
import { forgetMemberOrders } from "./checkout/local-orders.ts";
import { forgetSearches } from "./search/recent.ts";
import { isMemberMark, markGuest, markMember, visitorMark } from "./visitor-mark.ts";

/** All that a tab keeps is its visitor's: typed values, the order under way. */
const TAB_PREFIX = "jangteo.";

export function forgetTab(): void {
  const names = Array.from({ length: sessionStorage.length }, (_, index) => sessionStorage.key(index));
  for (const name of names) if (name?.startsWith(TAB_PREFIX)) sessionStorage.removeItem(name);
}

function forgetCarts(): void {
  forgetCart("basket");
  forgetCart("direct");
  rememberCount(0);
}

/** After the end of a session: removes what this browser keeps of the member. Other tabs do the same. */
export function forgetVisitor(): void {
  forgetCarts();
  forgetTab();
  forgetMemberOrders();
  forgetSearches();
  markGuest();
}

/**
 * After a sign-in: removes what another member has left here, whose session may have been ended elsewhere. A
 * guest's carts and searches stay: they are this member's.
 */
export function welcomeMember(memberId: string): void {
  const before = visitorMark();
  if (before === memberId) return;
  if (isMemberMark(before)) {
    forgetCarts();
    forgetSearches();
  }
  forgetTab();
  forgetMemberOrders();
  markMember(memberId);
}
