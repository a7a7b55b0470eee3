/** The goods of a phone order, as staff write them: a SKU and its quantity on each line. Pure. */
import type { PhoneOrderRequest } from "../api/types.ts";

type Lines = PhoneOrderRequest["lines"];

const LINE = /^(?<sku>[\w.-]{1,64})[\s,;:×x*]+(?<quantity>[1-9]\d{0,2})$/u;

/** The lines, or the number of the first line that is wrong. A SKU that stands twice is added up. */
export function readLines(text: string): { lines: Lines } | { wrong: number } {
  const sums = new Map<string, number>();
  for (const [at, line] of text.normalize("NFKC").split("\n").entries()) {
    if (line.trim() === "") continue;
    const { sku, quantity } = LINE.exec(line.trim())?.groups ?? {};
    if (sku === undefined) return { wrong: at + 1 };
    sums.set(sku, (sums.get(sku) ?? 0) + Number(quantity));
  }
  return { lines: [...sums].map(([sku, quantity]) => ({ sku, quantity })) };
}

/** How long the goods may be kept. */
export const payHours = [6, 24, 48, 72] as const;
