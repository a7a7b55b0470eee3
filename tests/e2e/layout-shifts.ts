import type { Page } from "playwright-core";

/** Layout shifts of the page so far, without those that follow a touch or a key. */
export const shifts = (page: Page): Promise<number> =>
  page.evaluate<number>(`new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const { hadRecentInput, value } of list.getEntries()) if (!hadRecentInput) sum += value;
      done(sum);
    }).observe({ type: "layout-shift", buffered: true });
    // A page without any shift reports nothing.
    setTimeout(() => done(sum), 300);
  })`);
