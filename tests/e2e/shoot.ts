import type { Page } from "playwright-core";

/** With SHOTS, a folder, the tests leave pictures of the pages there. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
