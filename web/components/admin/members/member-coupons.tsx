import { useTranslations } from "next-intl";
import { CouponList } from "@/components/account/coupon-list";
import { ClientWords } from "@/components/client-words";
import type { OwnCoupon, StaffCoupon } from "@/lib/api/types";
import { ChooseCoupon } from "./choose-coupon";

type Props = {
  memberId: string;
  coupons: readonly OwnCoupon[];
  /** What staff can give; null: they may not. */
  toGive: readonly StaffCoupon[] | null;
};

/** The coupons of a member, and the way to give one more. */
export function MemberCoupons({ memberId, coupons, toGive }: Props) {
  const t = useTranslations("adminMembers");
  const chosen = toGive?.map(({ id, name, code }) => ({ id, name, code })) ?? [];
  return (
    <>
      {coupons.length === 0 ? (
        <p className="text-soft">{t("noCoupons")}</p>
      ) : (
        <CouponList coupons={coupons} />
      )}
      {chosen.length > 0 && (
        <div className="mt-5 border-t border-line pt-5">
          <ClientWords of={["form", "adminMembers", "adminCoupons"]}>
            <ChooseCoupon coupons={chosen} memberId={memberId} />
          </ClientWords>
        </div>
      )}
    </>
  );
}
