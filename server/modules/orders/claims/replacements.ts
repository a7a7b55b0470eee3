/**
 * Which replacements of exchanges are back in the stock. Pure.
 *
 * A line counts what is back of it (`restocked`), from whichever claim. What is back beyond the pieces that
 * its order bought are replacements: the exchange that was done first has its own back first. As more comes
 * back, pieces are canceled or exchanges are done, no exchange has fewer back than before.
 */
import type { ClaimKind, ClaimStatus } from "../contract.ts";

interface BackLine {
  readonly id: string;
  readonly quantity: number;
  readonly canceled: number;
  readonly restocked: number;
}
interface Exchange {
  readonly id: string;
  readonly kind: ClaimKind;
  readonly status: ClaimStatus;
  readonly lines: readonly { readonly lineId: string; readonly received: number | null }[];
  readonly steps: readonly { readonly type: string; readonly at: string }[];
}
interface Replaced {
  readonly claimId: string;
  /** `kept`: those that are not back. */
  readonly pieces: readonly { readonly lineId: string; readonly sent: number; readonly kept: number }[];
}

const doneAt = ({ steps }: Exchange): number =>
  Date.parse(steps.find(({ type }) => type === "claim_done")?.at ?? "");

/** Each exchange that is named has a piece back. */
export function replacementsBack(lines: readonly BackLine[], claims: readonly Exchange[]): Replaced[] {
  const over = new Map(
    lines.map(({ id, quantity, canceled, restocked }) => [id, Math.max(0, restocked - quantity + canceled)]),
  );
  return claims
    .filter(({ kind, status }) => kind === "exchange" && status === "done")
    .sort((one, other) => doneAt(one) - doneAt(other))
    .map(({ id, lines: exchanged }) => ({
      claimId: id,
      pieces: exchanged.flatMap(({ lineId, received }) => {
        const sent = received ?? 0;
        const back = Math.min(sent, over.get(lineId) ?? 0);
        over.set(lineId, (over.get(lineId) ?? 0) - back);
        return sent > 0 ? [{ lineId, sent, kept: sent - back }] : [];
      }),
    }))
    .filter(({ pieces }) => pieces.some(({ sent, kept }) => kept < sent));
}
