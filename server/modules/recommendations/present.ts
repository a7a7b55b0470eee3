/** What the API shows of recommendations. Pure. */
import type { Candidate, SourceLevel } from "./ladder.ts";

interface ListToShow {
  readonly items: readonly (Candidate & { readonly card: string })[];
  readonly level: SourceLevel;
  readonly model: string | null;
}

/** Returns the answer as JSON; each card is JSON without its last brace. */
export function presentList({ items, level, model }: ListToShow, requestId: string): string {
  const shown = items.map(({ card, reason: { kind, item } }) => {
    const reason = { kind, ...(item === undefined ? {} : { productId: item }) };
    return `${card},"reason":${JSON.stringify(reason)}}`;
  });
  return `{"items":[${shown.join()}],${JSON.stringify({ model, level, requestId }).slice(1)}`;
}
