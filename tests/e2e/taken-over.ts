import type { Page } from "playwright-core";
import { vi } from "vitest";

/** React marks the elements that it works with. */
const IS_TAKEN_OVER = `(() => {
  const elements = [...document.querySelectorAll("header a, main button, main form")];
  const isMarked = (element) => Object.keys(element).some((key) => key.startsWith("__react"));
  return elements.length > 0 && elements.every(isMarked);
})()`;

/** Waits until scripts work with what the page shows. A form that is sent before is sent by the browser. */
export async function takenOver(page: Page): Promise<void> {
  const look = async (): Promise<void> => {
    if (!(await page.evaluate<boolean>(IS_TAKEN_OVER))) throw new Error(`no script works with ${page.url()}`);
  };
  await vi.waitFor(look, { timeout: 20_000, interval: 20 });
}
