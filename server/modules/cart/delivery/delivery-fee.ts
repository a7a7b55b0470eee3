/**
 * What delivery costs: a base fee, and a surcharge for the region of the postcode. A cart without goods pays
 * neither. The threshold of free delivery looks at the goods before all discounts. Free delivery does not
 * spare a region its surcharge. Pure.
 */
import { type InputProblem, inputProblem } from "../../../platform/errors.ts";
import type { DeliveryRules, RegionName } from "../contract/delivery-rules.ts";

/** Goods that are for sale; minor units. */
interface Goods {
  readonly amount: number;
  readonly pieces: number;
  /** The code of their group; none, and one that the rules do not have: they are in no group. */
  readonly group?: string | null | undefined;
}

/** What the goods of one group cost; the name is null for those in no group. */
export interface GroupFee {
  readonly name: RegionName | null;
  readonly fee: number;
}

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
  const fees = feesOf(rules, goods);
  return {
    base: fees.reduce((sum, { fee }) => sum + fee, 0),
    groups: rules.groups && rules.groups.length > 0 ? fees : [],
    surcharge: postcode === null ? null : surchargeOf(rules, postcode),
  };
}

/** Goods in no group first, then in the order of the rules. */
function feesOf({ base, groups = [], combine = "sum" }: DeliveryRules, goods: readonly Goods[]): GroupFee[] {
  const known = new Set(groups.map(({ code }) => code));
  const all = [{ code: null, name: null, base }, ...groups];
  const fees = all.flatMap((group) => {
    const own = goods.filter(({ group: code }) => (code && known.has(code) ? code : null) === group.code);
    const amount = own.reduce((sum, each) => sum + each.amount, 0);
    const pieces = own.reduce((sum, each) => sum + each.pieces, 0);
    if (own.length === 0) return [];
    return [{ name: group.name, fee: amount === 0 ? 0 : baseFee(group.base, { amount, pieces }) }];
  });
  if (combine === "sum") return fees;
  // The parcel with the highest fee takes the others along.
  const highest = fees.findIndex(({ fee }) => fee === Math.max(...fees.map((each) => each.fee)));
  return fees.map((each, at) => (at === highest ? each : { ...each, fee: 0 }));
}

function baseFee(base: DeliveryRules["base"], { amount, pieces }: Goods): number {
  if (base.type === "free") return 0;
  if (base.type === "fixed") return base.fee;
  if (base.type === "per_quantity") return base.fee * Math.ceil(pieces / base.pieces);
  return amount >= base.freeFrom ? 0 : base.fee;
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
