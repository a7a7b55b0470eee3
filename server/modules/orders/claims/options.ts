/**
 * Which variants of a line its buyer has, and which one an exchange sends. Pure.
 *
 * A buyer first has what was bought. An exchange that is done takes back one variant and gives another; what
 * is in a claim cannot be claimed once more.
 */
import type { ClaimKind, ClaimStatus } from "../contract.ts";
import { isVoid } from "./claim.ts";

/** A variant as it was when a claim named it. */
export interface ClaimVariant {
  readonly variantId: string;
  readonly sku: string;
  readonly name: string;
  readonly options: { label: string; value: string }[];
  readonly translations: { en?: { name?: string; options?: Record<string, string> } };
}

/** What an exchange of a line may send. */
export interface ExchangeOptions {
  readonly items: readonly { readonly variant: ClaimVariant; readonly available: number }[];
  /** How many variants of the product are for sale, also those of another price or sold out. */
  readonly forSale: number;
}

interface OptionLine {
  readonly lineId: string;
  readonly quantity: number;
  readonly received: number | null;
  /** Null: what was bought. */
  readonly held: ClaimVariant | null;
  /** Null: the same as comes back. */
  readonly wanted: ClaimVariant | null;
}

export interface OptionClaim {
  readonly kind: ClaimKind;
  readonly status: ClaimStatus;
  readonly lines: readonly OptionLine[];
}

/** What the buyer sends back. */
export const comesBack = ({ held }: Pick<OptionLine, "held">, line: ClaimVariant): ClaimVariant =>
  held ?? line;

/** What an exchange sends. */
export const isSent = (
  { wanted, held }: Pick<OptionLine, "held" | "wanted">,
  line: ClaimVariant,
): ClaimVariant => wanted ?? held ?? line;

/** The goods of an exchange for another variant are reserved when it is approved, all of them. */
export const reservesEarly = ({
  lines,
}: {
  readonly lines: readonly Pick<OptionLine, "wanted">[];
}): boolean => lines.some(({ wanted }) => wanted !== null);

/** What an exchange sends in place of what comes back, by SKU; null: the same. */
export function swapText(
  lines: readonly (Pick<OptionLine, "held" | "wanted"> & { readonly lineId: string })[],
  bought: readonly (ClaimVariant & { readonly id: string })[],
): string | null {
  const swaps = lines.flatMap((piece) => {
    const line = bought.find(({ id }) => id === piece.lineId);
    return line && piece.wanted ? [`${comesBack(piece, line).sku} → ${piece.wanted.sku}`] : [];
  });
  return swaps.length === 0 ? null : swaps.join(", ");
}

/** Pieces of a line, and of which variant they are where its buyer has several. */
export interface AskedPieces {
  readonly lineId: string;
  readonly quantity: number;
  readonly heldVariantId?: string;
}

export interface HeldPieces {
  readonly variant: ClaimVariant;
  readonly pieces: number;
}

/** The pieces of a line that can be claimed, by variant: that which was bought is the first one. */
export function heldPieces(
  line: ClaimVariant & { readonly id: string; readonly shipped: number },
  claims: readonly OptionClaim[],
): HeldPieces[] {
  const held = new Map([[line.variantId, { variant: line as ClaimVariant, pieces: line.shipped }]]);
  const add = (variant: ClaimVariant, pieces: number) => {
    const before = held.get(variant.variantId);
    held.set(variant.variantId, { variant, ...before, pieces: (before?.pieces ?? 0) + pieces });
  };
  for (const { kind, status, lines } of claims) {
    const own = isVoid(status) ? undefined : lines.find(({ lineId }) => lineId === line.id);
    if (!own) continue;
    add(comesBack(own, line), -(own.received ?? own.quantity));
    if (kind === "exchange" && status === "done") add(isSent(own, line), own.received ?? 0);
  }
  return [...held.values()].map(({ variant, pieces }) => ({ variant, pieces: Math.max(0, pieces) }));
}

/** The entries that ask for more pieces than there are of one variant. */
export const tooManyHeld = (
  lines: readonly (ClaimVariant & { readonly id: string; readonly shipped: number })[],
  claims: readonly OptionClaim[],
  asked: readonly AskedPieces[],
) =>
  asked.flatMap((each) => {
    const line = lines.find(({ id }) => id === each.lineId);
    const held = line ? heldPieces(line, claims) : [];
    if (heldOf(held, each)) return [];
    const named = held.filter(
      ({ variant }) => each.heldVariantId === undefined || variant.variantId === each.heldVariantId,
    );
    const left = Math.max(0, ...named.map(({ pieces }) => pieces));
    return [{ lineId: each.lineId, requested: each.quantity, left }];
  });

/**
 * Of which variant pieces are sent back: the one that is named, else the first of which there are enough.
 * Null: there are not enough of one.
 */
export const heldOf = (
  held: readonly HeldPieces[],
  { heldVariantId, quantity }: Pick<AskedPieces, "heldVariantId" | "quantity">,
): ClaimVariant | null =>
  held.find(
    ({ variant, pieces }) =>
      pieces >= quantity && (heldVariantId === undefined || variant.variantId === heldVariantId),
  )?.variant ?? null;
