"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useApi } from "@/lib/api/browser";
import { takeCoupon } from "@/lib/api/coupons";
import type { OfferedCoupon } from "@/lib/api/types";
import { ErrorSummary } from "../form/error-summary";
import { useChange } from "../form/use-change";
import { CouponTerms } from "./coupon-list";

/** What the member can take without a code. */
export function OfferedCoupons({ coupons }: { coupons: readonly OfferedCoupon[] }) {
  return (
    <ul className="divide-y divide-line">
      {coupons.map((coupon) => (
        <li className="py-4 first:pt-0 last:pb-0" key={coupon.id}>
          <Offer coupon={coupon} />
        </li>
      ))}
    </ul>
  );
}

function Offer({ coupon }: { coupon: OfferedCoupon }) {
  const t = useTranslations("coupons");
  const locale = useLocale();
  const api = useApi();
  const router = useRouter();
  const { busy, errors, change } = useChange({
    codes: { NOT_FOUND: t("notOffered"), COUPON_REFUSED: t("over") },
  });
  const take = () =>
    change({ call: () => takeCoupon(api, { couponId: coupon.id }), after: () => router.refresh() });
  return (
    <>
      <div className="flex items-start justify-between gap-4">
        <CouponTerms coupon={coupon} locale={locale} t={t} />
        <button
          aria-disabled={busy}
          aria-label={t("receiveOf", { name: coupon.name })}
          className="button button-line shrink-0"
          onClick={() => void take()}
          type="button"
        >
          {t("receive")}
        </button>
      </div>
      <ErrorSummary errors={errors} labels={{}} />
    </>
  );
}
