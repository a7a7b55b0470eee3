/**
 * What delivery costs: a base fee, and a surcharge for the region of the postcode. A cart without goods pays
 * neither. The threshold of free delivery looks at the goods before all discounts. Free delivery does not
 * spare a region its surcharge. Pure.
 */
import { type InputProblem, inputProblem } from "../../../platform/errors.ts";
import { type Goods, type GroupFee, groupFees } from "../contract/base-fee.ts";
import type { DeliveryRules, RegionName } from "../contract/delivery-rules.ts";

/** What a region costs on top. */
export interface Surcharge {
  readonly region: RegionName;
  readonly amount: number;
}

export interface DeliveryFee {
  /** Without the surcharge. */
  readonly base: number;
  /** Of a shop with groups: the parts of the base, for each group with goods. Those that go along cost 0. */
  readonly groups: readonly GroupFee[];
  readonly surcharge: Surcharge | null;
}

/** Of a shop that has set none. `freeFrom`: 0 delivers all goods free. */
export const defaultDeliveryRules = (fee: number, freeFrom: number): DeliveryRules => ({
  base: freeFrom === 0 ? { type: "free" } : { type: "conditional", fee, freeFrom },
  regions: [],
});

/** `postcode`: null while it is not known. */
export function deliveryFee(
  rules: DeliveryRules,
  goods: readonly Goods[],
  postcode: string | null,
): DeliveryFee {
  if (goods.every(({ amount }) => amount === 0)) return { base: 0, groups: [], surcharge: null };
  const fees = groupFees(rules, goods);
  return {
    base: fees.reduce((sum, { fee }) => sum + fee, 0),
    groups: rules.groups && rules.groups.length > 0 ? fees : [],
    surcharge: postcode === null ? null : surchargeOf(rules, postcode),
  };
}

function surchargeOf({ regions }: DeliveryRules, postcode: string): Surcharge | null {
  const region = regions.find(({ ranges }) =>
    ranges.some(({ from, to }) => from <= postcode && postcode <= to),
  );
  return region ? { region: region.name, amount: region.surcharge } : null;
}

/** The amount to the threshold of free delivery; null when there is none, or the cart is empty. */
export function freeDeliveryRemaining({ base }: DeliveryRules, goods: number): number | null {
  if (base.type !== "conditional" || base.fee === 0 || goods === 0 || goods >= base.freeFrom) return null;
  return base.freeFrom - goods;
}

/** A group has a code of its own. */
export const groupProblems = ({ groups = [] }: DeliveryRules): InputProblem[] =>
  groups.flatMap(({ code }, at) =>
    groups.findIndex((group) => group.code === code) < at
      ? [inputProblem(`/groups/${at}/code`, "DUPLICATE")]
      : [],
  );

/** A range ends where it begins or later, and no postcode is in two ranges. */
export function regionProblems({ regions }: DeliveryRules): InputProblem[] {
  const all = regions.flatMap(({ ranges }, region) =>
    ranges.map((range, at) => ({ ...range, pointer: `/regions/${region}/ranges/${at}` })),
  );
  const backwards = all.filter(({ from, to }) => from > to);
  const sorted = all
    .filter(({ from, to }) => from <= to)
    .toSorted((one, other) => (one.from < other.from ? -1 : 1));
  let reached = "";
  const twice = sorted.filter(({ from, to }) => {
    const isTaken = from <= reached;
    if (to > reached) reached = to;
    return isTaken;
  });
  return [
    ...backwards.map(({ pointer, from }) => inputProblem(`${pointer}/to`, "MINIMUM", { limit: from })),
    ...twice.map(({ pointer }) => inputProblem(pointer, "DUPLICATE")),
  ];
}
