/**
 * The number on the cart's icon. A page that all visitors share comes without it: a script in the page shows
 * the number that this browser remembers before anything is drawn, and the cart itself is read afterwards.
 */
import { cartCookies } from "./cookie.ts";

const COUNT_NAME = "jangteo.cartCount";

/** As the icon shows it. */
export const countText = (count: number): string => (count > 99 ? "99+" : String(count));

/** Runs before the icon is drawn; globals.css shows the number (`.cart-badge-remembered`). */
export const showRememberedCount =
  `try{var n=localStorage.getItem("${COUNT_NAME}");` +
  `if(n&&/(^|; )${cartCookies.basket}=/.test(document.cookie)){var d=document.documentElement;` +
  `d.dataset.cart="";d.style.setProperty("--cart-count",JSON.stringify(n))}}catch(e){}`;

/** Remembers the number for the next page. Where a browser forbids its storage, that page begins without. */
export function rememberCount(count: number): void {
  try {
    if (count > 0) localStorage.setItem(COUNT_NAME, countText(count));
    else localStorage.removeItem(COUNT_NAME);
  } catch (cause) {
    console.warn(`the cart's number is not remembered: ${String(cause)}`);
  }
}
