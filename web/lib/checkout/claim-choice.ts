/** Which pieces a buyer may send back, and the steps that a claim goes through. Pure. */
import type { Claim, FullOrder, FullOrderItem } from "../api/types.ts";

/** Pieces that were sent, or replaced, and are in no claim. */
export const claimablePieces = ({ shipped, exchanged = 0, claimed }: FullOrderItem): number =>
  shipped + exchanged - claimed;

const claimable: readonly FullOrder["status"][] = ["preparing", "on_hold", "shipped", "delivered"];

export const mayClaim = ({ status, items }: Pick<FullOrder, "status" | "items">): boolean =>
  claimable.includes(status) && items.some((item) => claimablePieces(item) > 0);

type Status = Claim["status"];

/** The events that end a claim. */
const endings: readonly string[] = ["refunded", "done", "rejected", "withdrawn"].map((to) => `claim_${to}`);

/** Until it is over, the purchase cannot be confirmed. */
export function hasOpenClaim({ events }: Pick<FullOrder, "events">): boolean {
  const counted = (isOne: (type: string) => boolean) => events.filter(({ type }) => isOne(type)).length;
  return counted((type) => type === "claim_requested") > counted((type) => endings.includes(type));
}

export const claimReasons = ["buyer", "defect", "wrong", "other"] as const;
export type ClaimReason = (typeof claimReasons)[number];

/** Staff read the words of another reason, and decide. */
export const faultOf = (reason: ClaimReason): "buyer" | "seller" =>
  reason === "defect" || reason === "wrong" ? "seller" : "buyer";

const untilInspection = ["requested", "collecting", "collected", "inspected"] as const;

/** The steps of a claim, as long as it is not refused. */
export const stepsOf = (kind: Claim["kind"]): readonly Status[] =>
  kind === "return"
    ? [...untilInspection, "refunding", "refunded"]
    : [...untilInspection, "reshipping", "done"];

/** The number of steps that are reached; 0: the claim was rejected or withdrawn. */
export const stepsReached = ({ kind, status }: Pick<Claim, "kind" | "status">): number =>
  stepsOf(kind).indexOf(status) + 1;
