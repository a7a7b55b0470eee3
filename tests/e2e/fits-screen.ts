import type { Page } from "playwright-core";

/**
 * Whether no part of the page is beyond the edge of its screen. `innerWidth` does not tell: a phone zooms out
 * until a wider page fits, down to a quarter, and `innerWidth` grows with it.
 */
export const fitsScreen = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>("document.documentElement.scrollWidth <= document.documentElement.clientWidth");
