/**
 * Which goods that were sent back are in the stock again: those that were bought, and replacements of
 * exchanges. Pure.
 *
 * Claims count what is back of a line, by variant. What is back beyond the pieces that the order bought, and
 * what is of another variant, are replacements: the exchange that was done first has its own back first. As
 * more comes back, pieces are canceled or exchanges are done, no exchange has fewer back than before.
 */
import type { ClaimKind, ClaimStatus } from "../contract.ts";
import { type ClaimVariant, comesBack, isSent, reservesEarly } from "./options.ts";

interface BackLine extends ClaimVariant {
  readonly id: string;
  readonly quantity: number;
  readonly canceled: number;
}
interface BackClaim {
  readonly id: string;
  readonly holdId: string | null;
  readonly kind: ClaimKind;
  readonly status: ClaimStatus;
  readonly lines: readonly {
    readonly lineId: string;
    readonly quantity: number;
    readonly received: number | null;
    readonly resellable: number | null;
    readonly held: ClaimVariant | null;
    readonly wanted: ClaimVariant | null;
  }[];
  readonly steps: readonly { readonly type: string; readonly at: string }[];
}

/** Of a variant: `bought` left the stock for the reservation, and `kept` of them are not back. */
export interface KeptPieces {
  readonly variantId: string;
  readonly bought: number;
  readonly kept: number;
}

/** What the order does not keep of the goods that it bought. */
export const boughtBack = (lines: readonly BackLine[], claims: readonly BackClaim[]): KeptPieces[] => {
  const back = countBack(lines, claims);
  return lines.map(({ id, variantId, quantity, canceled }) => ({
    variantId,
    bought: quantity,
    kept: Math.max(0, quantity - canceled - (back.get(`${id} ${variantId}`) ?? 0)),
  }));
};

/** The reservation of a claim's goods. */
export const holdOf = ({ id, holdId }: Pick<BackClaim, "id" | "holdId">): string => holdId ?? id;

/** What the reservation of an exchange keeps while `back` returns of each line are in the stock again. */
function keptOf(
  lines: readonly BackLine[],
  claim: BackClaim,
  backOf: (lineId: string, variantId: string, sent: number) => number,
): KeptPieces[] {
  const early = reservesEarly(claim);
  return claim.lines.flatMap((piece) => {
    const line = lines.find(({ id }) => id === piece.lineId);
    const sent = piece.received ?? 0;
    const bought = early ? piece.quantity : sent;
    if (!line || bought === 0) return [];
    const { variantId } = isSent(piece, line);
    return [{ variantId, bought, kept: sent - backOf(line.id, variantId, sent) }];
  });
}

/** What an exchange keeps that was sent: what was reserved and did not come back goes to the stock. */
export const sentOf = (lines: readonly BackLine[], claim: BackClaim): KeptPieces[] =>
  keptOf(lines, claim, () => 0);

/** Each exchange that is named has a piece back. */
export function replacementsBack(
  lines: readonly BackLine[],
  claims: readonly BackClaim[],
): { readonly holdId: string; readonly pieces: KeptPieces[] }[] {
  const over = countBack(lines, claims);
  for (const { id, variantId, quantity, canceled } of lines) {
    const key = `${id} ${variantId}`;
    over.set(key, Math.max(0, (over.get(key) ?? 0) - quantity + canceled));
  }
  return claims
    .filter(({ kind, status }) => kind === "exchange" && status === "done")
    .sort((one, other) => doneAt(one) - doneAt(other))
    .flatMap((claim) => {
      let found = 0;
      const pieces = keptOf(lines, claim, (lineId, variantId, sent) => {
        const key = `${lineId} ${variantId}`;
        const back = Math.min(sent, over.get(key) ?? 0);
        over.set(key, (over.get(key) ?? 0) - back);
        found += back;
        return back;
      });
      return found > 0 ? [{ holdId: holdOf(claim), pieces }] : [];
    });
}

const doneAt = ({ steps }: BackClaim): number =>
  Date.parse(steps.find(({ type }) => type === "claim_done")?.at ?? "");

/** Pieces that can be sold again, by line and variant. */
function countBack(lines: readonly BackLine[], claims: readonly BackClaim[]): Map<string, number> {
  const back = new Map<string, number>();
  for (const piece of claims.flatMap((claim) => claim.lines)) {
    const line = lines.find(({ id }) => id === piece.lineId);
    if (!line) continue;
    const key = `${line.id} ${comesBack(piece, line).variantId}`;
    back.set(key, (back.get(key) ?? 0) + (piece.resellable ?? 0));
  }
  return back;
}
