import { forgetCart } from "./cart/cookie.ts";
import { rememberCount } from "./cart/count.ts";
import { forgetMemberOrders } from "./checkout/local-orders.ts";
import { forgetTab } from "./forget-tab.ts";
import { forgetSearches } from "./search/recent.ts";
import { isMemberMark, markGuest, markMember, visitorMark } from "./visitor-mark.ts";

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
