/** Counts as staff paste them, or as a file has them: a line each, a SKU and its pieces. Pure. */
import { MOST_COUNTED } from "./stock-take.ts";

export type PastedCount = { sku: string; counted: number; line: number };
/** A line that is no count. */
export type WrongLine = { line: number; text: string };

const LINE = /^(?<sku>[\w.-]{1,64})[\s,;]+(?<counted>[0-9]{1,7})$/;
/** The names of columns, in any language. */
const HEADING = /^sku[\s,;]|^[^0-9\t,;]+[\t,;][^0-9]+$/i;
/** More would make the page slow. */
export const MOST_LINES = 2_000;

/** The scanner's or the typist's SKU: a Korean keyboard's other mode has wide letters. */
export const tidySku = (typed: string): string => typed.normalize("NFKC").trim();

/** The counts and the lines that are none. A SKU that stands twice lies on two shelves, and is added up. */
export function readCountLines(text: string): { counts: PastedCount[]; wrong: WrongLine[] } {
  const counts = new Map<string, PastedCount>();
  const wrong: WrongLine[] = [];
  for (const [at, typed] of text
    .normalize("NFKC")
    .split(/\r\n|\r|\n/)
    .entries()) {
    const shown = typed.trim();
    const { sku, counted } = LINE.exec(shown.replaceAll('"', ""))?.groups ?? {};
    const sum = (counts.get(sku ?? "")?.counted ?? 0) + Number(counted);
    if (sku !== undefined && sum <= MOST_COUNTED)
      counts.set(sku, { sku, counted: sum, line: counts.get(sku)?.line ?? at + 1 });
    else if (shown !== "" && !(at === 0 && HEADING.test(shown.replaceAll('"', ""))))
      wrong.push({ line: at + 1, text: shown.slice(0, 80) });
  }
  return { counts: [...counts.values()], wrong };
}
