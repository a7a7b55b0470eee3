import { useLocale, useTranslations } from "next-intl";
import type { Locale } from "@/i18n/routing";
import type { OfferedCoupon, OwnCoupon } from "@/lib/api/types";
import { termsText } from "@/lib/coupons";
import { formatDay } from "@/lib/dates";

/** The member's coupons, those that can be used first. */
export function CouponList({ coupons }: { coupons: readonly OwnCoupon[] }) {
  const t = useTranslations("coupons");
  const locale = useLocale();
  const sorted = [...coupons].sort((one, other) => rankOf(one) - rankOf(other));
  return (
    <ul className="divide-y divide-line">
      {sorted.map((coupon) => (
        <li className="flex items-start justify-between gap-4 py-4 first:pt-0 last:pb-0" key={coupon.id}>
          <CouponTerms coupon={coupon} locale={locale} t={t} />
          <p className="shrink-0 text-[0.9375rem] font-semibold">{t(`states.${coupon.state}`)}</p>
        </li>
      ))}
    </ul>
  );
}

type TermsProps = {
  coupon: OfferedCoupon;
  locale: Locale;
  t: ReturnType<typeof useTranslations<"coupons">>;
};

/** What a coupon is called, what it takes off, and until when. */
export const CouponTerms = ({ coupon, locale, t }: TermsProps) => (
  <div className="min-w-0">
    <p className="font-semibold">{coupon.name}</p>
    <p className="text-[0.9375rem]">
      {t(`kinds.${coupon.kind}`)} · {termsText(coupon, locale, t)}
    </p>
    <p className="text-sm text-soft">
      {coupon.code}
      {coupon.forSomeGoods && ` · ${t("someGoods")}`}
      {coupon.combinable && ` · ${t("combinable")}`}
      {coupon.period.endsAt && ` · ${t("until", { day: formatDay(coupon.period.endsAt, locale) })}`}
    </p>
  </div>
);

const states: readonly OwnCoupon["state"][] = ["usable", "waiting", "used", "expired"];
const rankOf = ({ state }: OwnCoupon): number => states.indexOf(state);
