import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { type Screen, screens } from "./browser.ts";
import { fitsScreen } from "./fits-screen.ts";

/** Half of what the package's own `source` has: it goes to the browser once for every page. */
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** No rule that runs reads the style sheets. That axe parses them again costs a tenth of a judgement. */
const OPTIONS = { resultTypes: ["violations"], preload: { assets: ["media"] } };

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** The faults that axe finds in the page as it stands, or in this part of it, one line each. */
export async function faultsOf(page: Page, part?: string): Promise<string[]> {
  // Next.js replaces the title of a page that is read anew: for a moment there is none.
  await page.locator("head > title:not(:empty)").first().waitFor({ state: "attached" });
  // What fades in has a contrast of its own for a moment.
  await page.evaluate(`
    for (const animation of document.getAnimations())
      if (animation.effect.getComputedTiming().endTime !== Infinity) animation.finish()`);
  const judge = `axe.run(${JSON.stringify(part) ?? "document"}, ${JSON.stringify(OPTIONS)})
    .then(({ violations }) => violations)`;
  // A page that was judged in another state has it. Sending and reading it costs 0.1 s of a core.
  const again = await page.evaluate<Finding[] | undefined>(`window.axe && ${judge}`);
  // Not as a script of the page: its policy would refuse it.
  const violations = again ?? (await page.evaluate<Finding[]>(`${AXE}; ${judge}`));
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

const TOO_WIDE = "the page is wider than its screen";

/**
 * What is wrong with a page on its screen, and on the other one, where parts stand beside one another or are
 * shown instead. One visit for both, because the parts are the same; its next steps are taken on the other.
 */
export async function faultsOnBothScreens(page: Page, part?: string): Promise<string[]> {
  const isWide = page.viewportSize()?.width === screens.desktop.viewport.width;
  const order: readonly Screen[] = isWide ? ["desktop", "phone"] : ["phone", "desktop"];
  const found: string[] = [];
  for (const screen of order) {
    await page.setViewportSize(screens[screen].viewport);
    const fits = await fitsScreen(page);
    const faults = [...(await faultsOf(page, part)), ...(fits ? [] : [TOO_WIDE])];
    found.push(...faults.map((fault) => `${screen}: ${fault}`));
  }
  return found;
}
