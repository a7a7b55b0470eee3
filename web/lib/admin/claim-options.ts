/** What staff may let an exchange send. Pure. */
import type { ApiResult } from "../api/problem.ts";
import type { ExchangeOption, StaffClaim } from "../api/types.ts";
import { type ClaimOption, optionChoices } from "../checkout/claim-choice.ts";

/** By the id of the line: what an exchange may send in its place, and how many pieces there are of it. */
export type LineOptions = Readonly<Record<string, readonly ExchangeOption[]>>;

/** Null: the options could not be read, which is not the same as none. */
export function lineOptions(
  answer: ApiResult<{ lines: { lineId: string; items: ExchangeOption[] }[] }>,
): LineOptions | null {
  if (!answer.ok) return null;
  return Object.fromEntries(answer.data.lines.map(({ lineId, items }) => [lineId, items]));
}

type ClaimLine = StaffClaim["lines"][number];

/** A line of an exchange, and what it may send. */
export type OptionLine = Pick<ClaimLine, "lineId" | "sku" | "quantity"> & {
  /** What comes back. */
  readonly variantId: string;
  /** What it sends as it is stored, also when it is not offered any more; null: the same as comes back. */
  readonly stored: ClaimOption | null;
  readonly items: readonly ExchangeOption[];
};

export const optionLines = (claim: { lines: readonly ClaimLine[] }, options: LineOptions): OptionLine[] =>
  claim.lines.flatMap(({ lineId, sku, quantity, variantId, wanted }) => {
    if (variantId === undefined) return [];
    const items = options[lineId] ?? [];
    const stored = wanted
      ? {
          variantId: wanted.variantId,
          label: optionOf(items, wanted.variantId)?.options ?? wanted.name,
        }
      : null;
    return [{ lineId, sku, quantity, variantId, stored, items }];
  });

/** Whether a line has another option to send, or can go back to the same. */
export const hasChoice = ({ variantId, stored, items }: OptionLine): boolean =>
  stored !== null || items.some((item) => item.variantId !== variantId);

/** What each line sends: the id of a variant by that of its line. */
export type SentVariants = Readonly<Record<string, string>>;

export const storedVariants = (lines: readonly OptionLine[]): SentVariants =>
  Object.fromEntries(lines.map(({ lineId, variantId, stored }) => [lineId, stored?.variantId ?? variantId]));

/** Whether something is chosen that is not stored: an approval would reserve what is stored. */
export const isUnsaved = (lines: readonly OptionLine[], chosen: SentVariants): boolean =>
  Object.entries(storedVariants(lines)).some(([lineId, stored]) => (chosen[lineId] ?? stored) !== stored);

const optionOf = (items: readonly ExchangeOption[], variantId: string): ExchangeOption | undefined =>
  items.find((item) => item.variantId === variantId);

/**
 * What staff choose from for a line. An approval reserves the goods of all lines together, also those that
 * are the same as come back: pieces that the other lines send are not offered. What is chosen stays a choice.
 */
export function lineChoices(
  lines: readonly OptionLine[],
  sent: SentVariants,
  line: OptionLine,
): {
  /** With the pieces that the other lines leave of each. */
  readonly choices: readonly (ClaimOption & { readonly left: number })[];
  /** Whether there are too few pieces of what is chosen. */
  readonly short: boolean;
} {
  const taken = new Map<string, number>();
  for (const { lineId, variantId, quantity } of lines) {
    const other = sent[lineId] ?? variantId;
    if (lineId !== line.lineId) taken.set(other, (taken.get(other) ?? 0) + quantity);
  }
  const { variantId, quantity: pieces, stored, items } = line;
  const chosen = sent[line.lineId] ?? variantId;
  const label = optionOf(items, chosen)?.options ?? stored?.label ?? "";
  const wanted = chosen === variantId ? undefined : { variantId: chosen, label };
  const { choices, left } = optionChoices(items, { variantId, pieces, taken }, wanted);
  const leftOf = (id: string) => Math.max(0, (optionOf(items, id)?.available ?? 0) - (taken.get(id) ?? 0));
  return {
    choices: choices.map((choice) => ({ ...choice, left: leftOf(choice.variantId) })),
    short: left !== null,
  };
}
