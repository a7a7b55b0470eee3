/**
 * What pages of a running shop weigh, beside their limits: `node bench/pages/weights.ts http://localhost:3000`.
 * `tests/e2e/page-weight.test.ts` holds the limits.
 */
import { launchBrowser } from "../../tests/e2e/browser.ts";
import { LIMITS, pagesOf, weighPage } from "./weigh.ts";

const shopUrl = process.argv[2] ?? "http://localhost:3000";
const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1);

const browser = await launchBrowser();
try {
  console.log("kB; limits in brackets\n");
  console.log(
    `| page | HTML (${kilobytes(LIMITS.document)}) | gzip | Brotli | ` +
      "scripts, gzip | Brotli | styles, gzip | fonts |",
  );
  console.log("|---|--:|--:|--:|--:|--:|--:|--:|");
  for (const path of await pagesOf(shopUrl)) {
    const { document, scripts, styles, fonts } = await weighPage(browser, shopUrl, path);
    const cells = [
      path,
      kilobytes(document.plain),
      kilobytes(document.gzip),
      kilobytes(document.brotli),
      `${kilobytes(scripts.gzip)} in ${scripts.files} (${kilobytes(LIMITS.scripts)})`,
      kilobytes(scripts.brotli),
      kilobytes(styles.gzip),
      `${kilobytes(fonts.plain)} in ${fonts.files} (${LIMITS.fontFiles})`,
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
} finally {
  await browser.close();
}
