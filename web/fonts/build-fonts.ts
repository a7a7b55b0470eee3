/**
 * Builds the shop's fonts into `web/.fonts`, before Next.js builds the pages:
 * first.woff2: one file with the letters that pages use for certain, which each page preloads;
 * rest.css: the other letters in Pretendard's own files, which the browser loads when a page needs them.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import subsetFont from "subset-font";
import { firstLetters, readSlices, unicodeRange, withoutLetters } from "./letters.ts";

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

/**
 * Builds the fonts unless they are there already, made from the same inputs.
 * @param web the folder of the web
 */
export async function buildFonts(web: string): Promise<void> {
  const whole = require.resolve("pretendard/dist/web/variable/woff2/PretendardVariable.woff2");
  const slicedCss = require.resolve("pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css");
  const [font, css, ...texts] = await Promise.all([
    readFile(whole),
    readFile(slicedCss, "utf8"),
    ...["messages/ko.json", "messages/en.json", "fonts/catalogue.txt"].map((file) =>
      readFile(join(web, file), "utf8"),
    ),
  ]);
  const slices = readSlices(css);
  const letters = firstLetters(slices, texts);
  const folder = join(web, ".fonts");
  const rest = withoutLetters(slices, letters).map(({ file, codePoints }) => {
    const url = relative(folder, join(dirname(slicedCss), file));
    return restFace(url, unicodeRange(codePoints));
  });
  const inputs = [font, [...letters].sort().join(), JSON.stringify([OPTIONS, NOTICE]), rest.join("\n")];
  const made = createHash("sha256").update(inputs.join("\n")).digest("hex");
  if ((await textOf(join(folder, "made-from.txt"))) === made) return;

  await mkdir(folder, { recursive: true });
  const first = await subsetFont(font, String.fromCodePoint(...letters), OPTIONS);
  await write(join(folder, "first.woff2"), first);
  await write(join(folder, "rest.css"), `${NOTICE}\n${rest.join("\n")}\n`);
  await write(join(folder, "made-from.txt"), made);
}

const restFace = (url: string, range: string): string =>
  `@font-face{font-family:"Pretendard Variable";font-weight:45 920;font-display:swap;` +
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
