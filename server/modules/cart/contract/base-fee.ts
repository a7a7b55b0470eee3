/** What delivery costs without the surcharge of a region, by group of goods. Pure. */
import type { DeliveryRules, RegionName } from "./delivery-rules.ts";

/** An order keeps them, so that they are those of its day. */
type BaseRules = Omit<DeliveryRules, "regions">;

/** Goods that are for sale; minor units. */
export interface Goods {
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

/** Goods in no group first, then in the order of the rules. */
export function groupFees(
  { base, groups = [], combine = "sum" }: BaseRules,
  goods: readonly Goods[],
): GroupFee[] {
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
