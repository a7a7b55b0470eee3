/** Which pieces a buyer may send back, and the steps that a claim goes through. Pure. */
import type { Claim, ClaimChoice, ExchangeOption, FullOrder, FullOrderItem } from "../api/types.ts";
import { lineLabel } from "./line-label.ts";

/** Pieces that were sent, or replaced, and are in no claim. */
export const claimablePieces = ({ shipped, exchanged = 0, claimed }: FullOrderItem): number =>
  shipped + exchanged - claimed;

const isVoid = ({ status }: Claim): boolean => status === "rejected" || status === "withdrawn";

/** Pieces of a line that are of one variant: an exchange may have sent another one. */
export type ClaimGroup = {
  key: string;
  item: FullOrderItem;
  variantId: string;
  /** With its options, when it is not what was bought or another line has the same name. */
  name: string;
  most: number;
};

/** What can be sent back, by line and variant. */
export const claimGroups = (items: readonly FullOrderItem[], claims: readonly Claim[]): ClaimGroup[] =>
  items.flatMap((item) => {
    const bought = lineLabel(item, items);
    const held = new Map([[item.variantId, { name: bought, most: item.shipped }]]);
    const add = (variantId: string, name: string, pieces: number) => {
      const before = held.get(variantId) ?? { name, most: 0 };
      held.set(variantId, { ...before, most: before.most + pieces });
    };
    for (const claim of claims.filter((each) => !isVoid(each))) {
      const line = claim.lines.find(({ lineId }) => lineId === item.id);
      if (!line) continue;
      const back = line.variantId ?? item.variantId;
      add(back, line.name, -(line.received ?? line.quantity));
      if (claim.kind === "exchange" && claim.status === "done")
        add(line.wanted?.variantId ?? back, line.wanted?.name ?? line.name, line.received ?? 0);
    }
    // Of the same goods the order itself tells how many, before its claims are known.
    if (held.size === 1) held.set(item.variantId, { name: bought, most: claimablePieces(item) });
    return [...held].map(([variantId, each]) => ({
      key: variantId === item.variantId ? item.id : `${item.id} ${variantId}`,
      ...{ item, variantId, ...each },
    }));
  });

/** A variant that an exchange may send. */
export type ClaimOption = { variantId: string; label: string };

/** Pieces by the key of their group, and what an exchange sends in their place. */
export type ClaimPieces = {
  pieces: Readonly<Record<string, number>>;
  wanted: Readonly<Record<string, ClaimOption>>;
};

export const chosenGroups = (groups: readonly ClaimGroup[], { pieces }: ClaimPieces): ClaimGroup[] =>
  groups.filter(({ key, most }) => most > 0 && (pieces[key] ?? 0) > 0);

export function claimLines(
  groups: readonly ClaimGroup[],
  chosen: ClaimPieces,
  kind: Claim["kind"],
): ClaimChoice["lines"] {
  return chosenGroups(groups, chosen).map(({ key, item, variantId }) => {
    const isAlone = groups.filter((group) => group.item.id === item.id).length === 1;
    const wanted = kind === "exchange" ? chosen.wanted[key]?.variantId : undefined;
    return {
      lineId: item.id,
      quantity: chosen.pieces[key] ?? 0,
      ...(!isAlone && { heldVariantId: variantId }),
      ...(wanted !== undefined && { variantId: wanted }),
    };
  });
}

/** A claim has one variant of a line: another one of it is not chosen any more. */
export const choosePieces = (
  groups: readonly ClaimGroup[],
  { pieces, wanted }: ClaimPieces,
  key: string,
  count: number,
): ClaimPieces => {
  const line = groups.find((group) => group.key === key)?.item.id;
  const others = groups.filter((group) => group.item.id === line && group.key !== key);
  return {
    pieces: { ...pieces, ...Object.fromEntries(others.map((each) => [each.key, 0])), [key]: count },
    wanted,
  };
};

/**
 * Pieces of each variant that the other lines of an exchange take. Those that send the same as comes back
 * count, too: the approval reserves the goods of all lines together.
 */
export function takenByOthers(
  groups: readonly ClaimGroup[],
  choice: ClaimPieces,
  key: string,
): ReadonlyMap<string, number> {
  const taken = new Map<string, number>();
  for (const group of chosenGroups(groups, choice)) {
    if (group.key === key) continue;
    const sent = choice.wanted[group.key]?.variantId ?? group.variantId;
    taken.set(sent, (taken.get(sent) ?? 0) + (choice.pieces[group.key] ?? 0));
  }
  return taken;
}

type ComingBack = { variantId: string; pieces: number; taken?: ReadonlyMap<string, number> };

const leftOf = ({ variantId, available }: ExchangeOption, taken: ComingBack["taken"]): number =>
  Math.max(0, available - (taken?.get(variantId) ?? 0));

/** Of what an exchange may send: that of which there are so many pieces, without what comes back. */
export const otherOptions = (
  options: readonly ExchangeOption[],
  { variantId, pieces, taken }: ComingBack,
): ClaimOption[] =>
  options
    .filter((each) => each.variantId !== variantId && leftOf(each, taken) >= pieces)
    .map((each) => ({ variantId: each.variantId, label: each.options }));

/**
 * What a buyer chooses from. What was chosen stays a choice when there is not enough of it any more: what is
 * sent never changes without a word. `left`: how many pieces there are of it then; null: enough.
 */
export function optionChoices(
  options: readonly ExchangeOption[],
  back: ComingBack,
  wanted: ClaimOption | undefined,
): { choices: ClaimOption[]; left: number | null } {
  const choices = otherOptions(options, back);
  if (!wanted || choices.some(({ variantId }) => variantId === wanted.variantId))
    return { choices, left: null };
  const offered = options.find(({ variantId }) => variantId === wanted.variantId);
  return { choices: [...choices, wanted], left: offered ? leftOf(offered, back.taken) : 0 };
}

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
