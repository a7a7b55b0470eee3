import { forgetCart } from "../cart/cookie.ts";
import { forgetValues } from "../checkout/draft.ts";

/** What this browser keeps of a person who leaves it: their cart, and what they typed at the checkout. */
export function forgetVisitor(): void {
  forgetCart("basket");
  forgetCart("direct");
  forgetValues(sessionStorage);
}

/**
 * Ends the session and opens `home` anew, so that nothing drawn for the member stays.
 * @returns false when the API could not be reached: the member is still signed in; otherwise the page is left
 */
export async function signOut(home: string): Promise<boolean> {
  try {
    const answer = await fetch("/api/v1/auth/logout", { method: "POST", cache: "no-store" });
    if (!answer.ok) return false;
  } catch (cause) {
    console.warn(`sign-out: ${String(cause)}`);
    return false;
  }
  forgetVisitor();
  window.location.replace(home);
  return true;
}
