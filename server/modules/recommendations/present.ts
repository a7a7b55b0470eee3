/** What the API shows of recommendations. Pure. */
import type { Candidate, SourceLevel } from "./ladder.ts";

interface ListToShow {
  readonly items: readonly (Candidate & { readonly card: Buffer })[];
  readonly level: SourceLevel;
  readonly model: string | null;
}

const BEGIN = '{"items":[';

/** Returns the answer as bytes of JSON; each card is JSON without its last brace, and not encoded anew. */
export function presentList({ items, level, model }: ListToShow, requestId: string): Buffer {
  const texts = items.map(({ reason: { kind, item } }, at) => {
    const from = item === undefined ? "" : `,"productId":"${item}"`;
    return `,"reason":{"kind":"${kind}"${from}}}${at < items.length - 1 ? "," : ""}`;
  });
  const end = `],${JSON.stringify({ model, level, requestId }).slice(1)}`;
  let size = BEGIN.length + end.length;
  for (const [at, { card }] of items.entries()) size += card.length + (texts[at] ?? "").length;
  const bytes = Buffer.allocUnsafe(size);
  let at = bytes.write(BEGIN, "latin1");
  for (const [place, { card }] of items.entries()) {
    at += card.copy(bytes, at);
    at += bytes.write(texts[place] ?? "", at, "latin1");
  }
  bytes.write(end, at, "latin1");
  return bytes;
}
