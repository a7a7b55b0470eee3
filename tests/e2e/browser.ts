import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { findTestChromium } from "../../scripts/chromium.ts";

/** Chromium itself makes requests unless they are disabled; as root it cannot use its own sandbox. */
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const launchBrowser = async (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: await findTestChromium(), args: [...flags, ...more] });

/**
 * No page of a test stays long enough to win back what V8's optimising compilers cost: without them a page
 * and its judgement by axe take a twelfth less time of a core.
 */
const BRIEF_PAGES = "--js-flags=--max-opt=1";

let shared: Promise<Browser> | undefined;

/** The one browser of this worker, which it ends with. Its visitors share nothing with one another. */
export function sharedBrowser(): Promise<Browser> {
  shared ??= launchBrowser([BRIEF_PAGES]);
  return shared;
}

/** Ends the visits of a test file: the pages would go on asking the shop. */
export async function endVisits(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
}

export const screens = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1, isMobile: false, hasTouch: false },
} as const;
export type Screen = keyof typeof screens;

/** For what a page shows or opens, while other tests use the processors. */
const PATIENCE_MS = 60_000;

/** A new visitor. Collects requests to other hosts than the shop's, and errors in the page. */
export async function visitor(browser: Browser, screen: Screen, locale: "ko-KR" | "en-US", shopUrl: string) {
  const context: BrowserContext = await browser.newContext({
    ...screens[screen],
    locale,
    timezoneId: "Asia/Seoul",
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const outside: string[] = [];
  const errors: string[] = [];
  const { host } = new URL(shopUrl);
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.host !== host) outside.push(request.url());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  return { context, page, outside, errors };
}
