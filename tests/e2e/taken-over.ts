import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "playwright-core";

const LOOK_MS = 1_000;
const LIMIT_MS = 60_000;
/** Between two looks, where one fails at once. */
const PAUSE_MS = 20;

/**
 * React marks the elements that it works with. It stops an event on what still waits for a file, which then
 * never comes to <html>. Looks in the page: a look from here costs 3 ms of a core.
 */
const BECOMES_TAKEN_OVER = `new Promise((resolve) => {
  const isMarked = (element) => Object.keys(element).some((key) => key.startsWith("__react"));
  const isHeard = (element) => {
    const event = new Event("pointerup", { bubbles: true });
    let heard = false;
    const hear = (one) => { heard ||= one === event; };
    document.documentElement.addEventListener("pointerup", hear, true);
    element.dispatchEvent(event);
    document.documentElement.removeEventListener("pointerup", hear, true);
    return heard;
  };
  const isTakenOver = () => {
    const elements = [...document.querySelectorAll("header a, main button, main form")];
    return elements.length > 0 && elements.every(isMarked) && isHeard(elements.at(-1));
  };
  const until = performance.now() + ${LOOK_MS};
  const look = () => {
    if (isTakenOver()) resolve(true);
    else if (performance.now() > until) resolve(false);
    else setTimeout(look, 20);
  };
  look();
})`;

/**
 * Waits until scripts work with what the page shows. A form that is sent before is sent by the browser.
 * Without Vitest: `npm run screenshots` waits so too.
 */
export async function takenOver(page: Page): Promise<void> {
  const until = performance.now() + LIMIT_MS;
  for (;;) {
    // The page may be left during a look: the next look is at another one.
    const look = page.evaluate<boolean>(BECOMES_TAKEN_OVER);
    const seen = await look.catch((cause: unknown) => ({ cause }));
    if (seen === true) return;
    if (performance.now() > until) throw new Error(`no script works with ${page.url()}`, seen || undefined);
    await wait(PAUSE_MS);
  }
}
