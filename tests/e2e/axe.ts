import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

/** Half of what the package's own `source` has: it goes to the browser once for every page. */
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

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
  const judge = `axe.run(${JSON.stringify(part) ?? "document"}, { resultTypes: ["violations"] })
    .then(({ violations }) => violations)`;
  // A page that was judged in another state has it. Sending and reading it costs 0.1 s of a core.
  const again = await page.evaluate<Finding[] | undefined>(`window.axe && ${judge}`);
  // Not as a script of the page: its policy would refuse it.
  const violations = again ?? (await page.evaluate<Finding[]>(`${AXE}; ${judge}`));
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
