"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ErrorSummary } from "@/components/form/error-summary";
import { Notice } from "@/components/form/notice";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { giveCoupon } from "@/lib/api/coupons";
import type { StaffMember } from "@/lib/api/types";

type Props = { couponId: string; member: StaffMember };

/** Gives the coupon to a member who was found. */
export function GiveCoupon({ couponId, member }: Props) {
  const t = useTranslations("adminCoupons");
  const api = useApi();
  const router = useRouter();
  const { busy, errors, notice, change } = useChange({
    codes: { COUPON_REFUSED: t("giveRefused"), FORBIDDEN: t("giveForbidden") },
  });
  return (
    <>
      <button
        aria-disabled={busy}
        aria-label={t("giveTo", { name: member.email })}
        className="button button-line"
        onClick={() =>
          void change({
            call: () => giveCoupon(api, couponId, member.id),
            done: t("given"),
            after: () => router.refresh(),
          })
        }
        type="button"
      >
        {t("give")}
      </button>
      <Notice text={notice} />
      <ErrorSummary errors={errors} labels={{}} />
    </>
  );
}
