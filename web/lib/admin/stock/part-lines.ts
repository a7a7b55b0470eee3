/** The parts of a bundle as staff type them: a line each, a SKU and how many of it. Pure. */

export type PartLine = { sku: string; quantity: number };

const LINE = /^(?<sku>[A-Za-z0-9._-]{1,64})(?:[\s,×x*]+(?<quantity>[0-9]{1,3}))?$/;

export const writePartLines = (parts: readonly PartLine[]): string =>
  parts.map(({ sku, quantity }) => `${sku} ${quantity}`).join("\n");

/** Returns the parts, or the first line that is none. A SKU alone is one piece. */
export function readPartLines(text: string): { parts: PartLine[] } | { wrong: string } {
  const parts: PartLine[] = [];
  for (const typed of text.normalize("NFKC").split("\n")) {
    const line = typed.trim();
    if (line === "") continue;
    const { sku, quantity = "1" } = LINE.exec(line)?.groups ?? {};
    if (sku === undefined || Number(quantity) === 0) return { wrong: line };
    parts.push({ sku, quantity: Number(quantity) });
  }
  return { parts };
}
