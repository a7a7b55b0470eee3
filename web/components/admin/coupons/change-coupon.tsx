"use client";

import { useTranslations } from "next-intl";
import { useApi } from "@/lib/api/browser";
import { editCoupon } from "@/lib/api/coupons";
import type { StaffCoupon } from "@/lib/api/types";
import { EditButton } from "../frame/edit-button";

/** Pauses a coupon, and lets it go on. */
export function PauseCoupon({ coupon }: { coupon: StaffCoupon }) {
  const t = useTranslations("adminCoupons");
  const api = useApi();
  const { name, status } = coupon;
  const next = status === "active" ? "paused" : "active";
  return (
    <EditButton
      edit={() => editCoupon(api, coupon, { status: next })}
      label={t(next === "paused" ? "pause" : "resume")}
      name={t(next === "paused" ? "pauseOf" : "resumeOf", { name })}
      stale={t("stale")}
    />
  );
}

/** Whether it goes together with others, from the next quote on. */
export function CombineCoupon({ coupon }: { coupon: StaffCoupon }) {
  const t = useTranslations("adminCoupons");
  const api = useApi();
  const { name, combinable } = coupon;
  return (
    <EditButton
      edit={() => editCoupon(api, coupon, { combinable: !combinable })}
      label={t(combinable ? "alone" : "combine")}
      name={t(combinable ? "aloneOf" : "combineOf", { name })}
      stale={t("stale")}
    />
  );
}
