/**
 * Builds the shop's fonts into `web/.fonts`, before Next.js builds the pages:
 * first.woff2: the letters that the pages of most visitors use for certain, which each page preloads;
 * common.woff2: the letters that other pages and descriptions use for certain;
 * rest.css: that file and, for the other letters, Pretendard's own, each loaded when a page needs it.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import subsetFont from "subset-font";
import { commonLetters, firstLetters, readSlices, unicodeRange, withoutLetters } from "./letters.ts";

const OPTIONS = {
  targetFormat: "woff2" as const,
  // The weights that the pages use; fewer weights make a smaller file.
  variationAxes: { wght: { min: 400, max: 800, default: 400 } },
  // OpenType features that globals.css asks for, and those that text needs by itself.
  keepFeatures: ["calt", "ccmp", "kern", "liga", "locl", "mark", "mkmk", "ss06", "tnum"],
};

/** The font files carry the same notice inside. */
const NOTICE =
  "/*! Fonts: Copyright (c) 2021 Kil Hyung-jin, SIL Open Font License 1.1, https://openfontlicense.org */";

const require = createRequire(import.meta.url);

/** Parts of the messages that the home page, lists, products and the cart show. */
const FIRST_PAGES = [
  ...["meta", "header", "footer", "home", "price", "listing", "product", "salesPeriod", "buy", "cart"],
  ...["amounts", "notFound", "error", "rows", "toast"],
];

/**
 * Builds the fonts unless they are there already, made from the same inputs.
 * @param web the folder of the web
 */
export async function buildFonts(web: string): Promise<void> {
  const whole = require.resolve("pretendard/dist/web/variable/woff2/PretendardVariable.woff2");
  const slicedCss = require.resolve("pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css");
  const [font, css, names, ...texts] = await Promise.all([
    readFile(whole),
    readFile(slicedCss, "utf8"),
    ...["fonts/names.txt", "fonts/descriptions.txt", "messages/ko.json", "messages/en.json"].map((file) =>
      readFile(join(web, file), "utf8"),
    ),
  ]);
  const slices = readSlices(css);
  const first = firstLetters(slices, [names, ...texts.slice(1).map(messagesOfFirstPages)]);
  const common = commonLetters(slices, [names, ...texts]).difference(first);
  const folder = join(web, ".fonts");
  const rest = withoutLetters(slices, first.union(common)).map(({ file, codePoints }) => {
    const url = relative(folder, join(dirname(slicedCss), file));
    return restFace(url, "45 920", unicodeRange(codePoints));
  });
  rest.push(restFace("./common.woff2", "400 800", unicodeRange(common)));
  const inputs = [font, [...first].sort().join(), JSON.stringify([OPTIONS, NOTICE]), rest.join("\n")];
  const made = createHash("sha256").update(inputs.join("\n")).digest("hex");
  if ((await textOf(join(folder, "made-from.txt"))) === made) return;

  await mkdir(folder, { recursive: true });
  const fileOf = (letters: Set<number>) => subsetFont(font, String.fromCodePoint(...letters), OPTIONS);
  await write(join(folder, "first.woff2"), await fileOf(first));
  await write(join(folder, "common.woff2"), await fileOf(common));
  await write(join(folder, "rest.css"), `${NOTICE}\n${rest.join("\n")}\n`);
  await write(join(folder, "made-from.txt"), made);
}

function messagesOfFirstPages(messages: string): string {
  const parts = JSON.parse(messages) as Readonly<Record<string, unknown>>;
  return JSON.stringify(FIRST_PAGES.map((name) => parts[name]));
}

const restFace = (url: string, weights: string, range: string): string =>
  `@font-face{font-family:"Pretendard Variable";font-weight:${weights};font-display:swap;` +
  `src:url("${url}") format("woff2");unicode-range:${range}}`;

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** A build that runs at the same time reads the old file or the new one, never a half. */
async function write(file: string, content: string | Uint8Array): Promise<void> {
  const half = `${file}.${process.pid}`;
  await writeFile(half, content);
  await rename(half, file);
}
