/** What staff may let an exchange send. Pure. */
import type { ApiResult } from "../api/problem.ts";
import type { ExchangeOption, StaffClaim } from "../api/types.ts";
import { type ClaimOption, otherOptions } from "../checkout/claim-choice.ts";

/** By the id of the line: what an exchange may send in its place. */
export type LineOptions = Readonly<Record<string, ClaimOption[]>>;

type Line = Pick<StaffClaim["lines"][number], "lineId" | "variantId" | "quantity">;

/** Null: the options could not be read, which is not the same as none. */
export function lineOptions(
  claim: { lines: Line[] },
  answer: ApiResult<{ lines: { lineId: string; items: ExchangeOption[] }[] }>,
): LineOptions | null {
  if (!answer.ok) return null;
  return Object.fromEntries(
    answer.data.lines.map(({ lineId, items }) => {
      const line = claim.lines.find((each) => each.lineId === lineId);
      const back = { variantId: line?.variantId ?? "", pieces: line?.quantity ?? 1 };
      return [lineId, otherOptions(items, back)];
    }),
  );
}
