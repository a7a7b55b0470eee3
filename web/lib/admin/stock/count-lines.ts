/** Counts as staff paste them, or as a file has them: a line each, a SKU and its pieces. Pure. */
import { MOST_COUNTED } from "./stock-take.ts";

export type PastedCount = { sku: string; counted: number; line: number };
/** A line that is no count. */
export type WrongLine = { line: number; text: string };

const LINE = /^(?<sku>[\w.-]{1,64})[\s,;]+(?<counted>[0-9]{1,7})$/;
/** What columns are called. Another first line may be a count that was typed wrongly. */
const COLUMNS = new Set([
  ...["sku", "상품", "상품명", "상품코드", "품목", "품목코드", "품번", "바코드", "코드", "자체상품코드"],
  ...["barcode", "code", "item", "itemcode", "product", "productcode", "variant"],
  ...["수량", "센수량", "실사수량", "실사재고", "재고", "재고수량", "현재고", "개수"],
  ...["count", "counted", "quantity", "qty", "pieces", "stock", "onhand", "number"],
]);
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
    else if (shown !== "" && !(at === 0 && isHeading(shown.replaceAll('"', ""))))
      wrong.push({ line: at + 1, text: shown.slice(0, 80) });
  }
  return { counts: [...counts.values()], wrong };
}

/**
 * Told by its last column: the first one has a name of its own in each shop (`SKU 코드`, `Item No.`). A name
 * may have spaces in it, unless they stand between the columns.
 */
function isHeading(line: string): boolean {
  const cells = line.toLowerCase().split(/[\t,;]/.test(line) ? /[\t,;]/ : /\s+/);
  return COLUMNS.has(cells.at(-1)?.replaceAll(/[\s_-]/g, "") ?? "");
}
