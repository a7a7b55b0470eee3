/** A browser with two tabs that were opened before a roll-out, and what clicks in them lead to after it. */
import { chromium, type Page } from "playwright-core";
import { words } from "../../../tests/e2e/shopping.ts";

export interface TabsReport {
  /** In words; those that failed say why. */
  readonly clicks: readonly string[];
  readonly failed: number;
}

export interface OldTabs {
  click(): Promise<TabsReport>;
  close(): Promise<void>;
}

export interface OldTabsOptions {
  readonly executablePath: string;
  readonly shopUrl: string;
  /** The page of a product in stock. */
  readonly product: string;
}

const PATIENCE_MS = 30_000;
const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];

export async function openTabs({ executablePath, shopUrl, product }: OldTabsOptions): Promise<OldTabs> {
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  // The gateway's certificate is of the rehearsal's own authority, which a browser does not know.
  const context = await browser.newContext({ locale: "ko-KR", ignoreHTTPSErrors: true });
  context.setDefaultTimeout(PATIENCE_MS);
  const open = async (path: string): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(`${shopUrl}${path}`, { waitUntil: "networkidle" });
    await page.evaluate("globalThis.isOldPage = true");
    return page;
  };
  const list = await open("/products");
  const shown = await open(product);
  return {
    close: () => browser.close(),
    async click() {
      const clicks: string[] = [];
      let failed = 0;
      const steps: readonly [string, Page, () => Promise<unknown>][] = [
        ["from the list to a product", list, () => toProduct(list)],
        ["from a product into the cart", shown, () => intoCart(shown)],
        ["from there to the cart", shown, () => toCart(shown)],
      ];
      for (const [what, page, work] of steps) {
        try {
          await work();
          const isOld = await page.evaluate("globalThis.isOldPage === true");
          clicks.push(isOld ? what : `${what} (the page was loaded anew)`);
        } catch (error) {
          failed += 1;
          clicks.push(`${what}: ${String(error).slice(0, 160)}`);
        }
      }
      return { clicks, failed };
    },
  };
}

async function toProduct(page: Page): Promise<void> {
  await page.getByRole("main").locator('a[href*="/p/"]').first().click();
  await page.waitForURL(/\/p\//);
  await addButton(page).waitFor();
}

async function intoCart(page: Page): Promise<void> {
  await addButton(page).click();
  await cartLink(page).waitFor();
}

async function toCart(page: Page): Promise<void> {
  await cartLink(page).click();
  await page.waitForURL(/\/cart$/);
  await page.getByRole("link", { name: words.ko.checkout }).or(checkoutButton(page)).first().waitFor();
}

const addButton = (page: Page) =>
  page.getByRole("button", { name: words.ko.add }).filter({ visible: true }).first();
const cartLink = (page: Page) =>
  page.getByRole("link", { name: words.ko.added }).filter({ visible: true }).first();
const checkoutButton = (page: Page) => page.getByRole("button", { name: words.ko.checkout });
