/**
 * What a page of the shop weighs when a new visitor opens it on a phone: the document, the scripts, the style
 * sheets and the fonts that Chromium requests until the network is idle, without any click. A pointer moves,
 * for which the scripts wait. Bytes are counted after decoding and compressed again here, so that the figures
 * do not depend on the server's compression.
 */
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Browser, Response } from "playwright-core";
import { visitor } from "../../tests/e2e/browser.ts";

export interface Weight {
  readonly files: number;
  readonly plain: number;
  readonly gzip: number;
  readonly brotli: number;
}

export interface PageWeight {
  readonly path: string;
  readonly document: Weight;
  readonly scripts: Weight;
  readonly styles: Weight;
  /** Fonts are compressed files already: `plain` is what is sent. */
  readonly fonts: Weight;
  /** Font files beside the first whose letters the page shows, because a product is named with a rare one. */
  readonly rareFonts: number;
}

/** Limits of every page of `pagesOf`. Those of files are of what the browser receives on a first visit. */
export const LIMITS = {
  /** Bytes of HTML, not compressed. */
  document: 117_000,
  /** Bytes of scripts by gzip; React and Next.js alone are 135 kB of an empty page. */
  scripts: 152_650,
  /** Beside those of rare letters. */
  fontFiles: 1,
} as const;

/** The pages that most visitors see first: home, the list, a category, a product. */
export async function pagesOf(shopUrl: string): Promise<string[]> {
  const read = async (path: string): Promise<{ items: { slug: string }[] }> =>
    (await (await fetch(`${shopUrl}/api/v1/${path}`)).json()) as { items: { slug: string }[] };
  const category = (await read("categories")).items[0]?.slug;
  const products = await read(`products?limit=1&category=${category}`);
  return ["/", "/products", `/c/${category}`, `/p/${products.items[0]?.slug}`];
}

/** The faces of rare letters declare which they have: "U+AC02, U+AC03-AC05". */
const RARE_FONTS = `(() => {
  const shown = [...new Set(document.body.innerText)].map((letter) => letter.codePointAt(0));
  const shows = (range) => {
    const [from, to = from] = range.trim().replace(/^U\\+/i, "").split("-").map((hex) => parseInt(hex, 16));
    return shown.some((letter) => letter >= from && letter <= to);
  };
  return [...document.fonts].filter(
    ({ family, unicodeRange }) => family.includes("Pretendard") && unicodeRange.split(",").some(shows),
  ).length;
})()`;

const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

export async function weighPage(browser: Browser, shopUrl: string, path: string): Promise<PageWeight> {
  const { context, page } = await visitor(browser, "phone", "ko-KR", shopUrl);
  const responses: Response[] = [];
  page.on("response", (response) => responses.push(response));
  await page.goto(`${shopUrl}${path}`, { waitUntil: "load" });
  // Scripts wait for a sign of the visitor.
  await page.mouse.move(9, 9);
  await page.waitForLoadState("networkidle");
  const ofType = async (type: string): Promise<Weight> => {
    const chosen = responses.filter((response) => response.request().resourceType() === type);
    return weigh(await Promise.all(chosen.map((response) => response.body())));
  };
  const weight = {
    path,
    document: await ofType("document"),
    scripts: await ofType("script"),
    styles: await ofType("stylesheet"),
    fonts: await ofType("font"),
    rareFonts: await page.evaluate<number>(RARE_FONTS),
  };
  await context.close();
  return weight;
}

/** Each file is compressed on its own, as it is sent: gzip level 6, Brotli quality 5. */
export function weigh(bodies: readonly Buffer[]): Weight {
  const sum = (size: (body: Buffer) => number) => bodies.reduce((total, body) => total + size(body), 0);
  return {
    files: bodies.length,
    plain: sum((body) => body.length),
    gzip: sum((body) => gzipSync(body).length),
    brotli: sum((body) => brotliCompressSync(body, QUALITY).length),
  };
}
