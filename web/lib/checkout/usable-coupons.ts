import { listOwnCoupons } from "../api/coupons.ts";
import { visitorApi } from "../api/server.ts";
import type { OwnCoupon } from "../api/types.ts";
import { getMember } from "../session/member.ts";

/** The newest coupons of a member that can be used; none for a guest, and while they cannot be read. */
export async function usableCoupons(): Promise<OwnCoupon[]> {
  if (!(await getMember())) return [];
  const listed = await listOwnCoupons(await visitorApi(), { limit: 100 });
  return listed.ok ? listed.data.items.filter(({ state }) => state === "usable") : [];
}
