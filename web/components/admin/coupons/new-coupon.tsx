"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ChangeForm } from "@/components/form/change-form";
import { useChange } from "@/components/form/use-change";
import { type CouponPlace, couponPlaces, newCouponOf } from "@/lib/admin/coupons/coupon-fields";
import { useApi } from "@/lib/api/browser";
import { createCoupon } from "@/lib/api/coupons";
import type { Currency } from "@/lib/api/types";
import { SimulationPanel } from "../promotions/simulation-panel";
import { CouponFieldset } from "./coupon-fieldset";

/** Makes a coupon. What it takes off cannot be changed later. */
export function NewCoupon({ currency }: { currency: Currency }) {
  const t = useTranslations("adminCoupons");
  const api = useApi();
  const router = useRouter();
  const state = useChange<CouponPlace>({
    fields: couponPlaces,
    codes: { COUPON_CODE_TAKEN: t("codeTaken") },
    beside: { COUPON_CODE_TAKEN: "code" },
  });
  const labels: Record<CouponPlace, string> = {
    couponName: t("fields.couponName"),
    code: t("fields.code"),
    value: t("fields.value"),
    cap: t("fields.cap"),
    minimum: t("fields.minimum"),
    total: t("fields.total"),
    perMember: t("fields.perMember"),
    startsAt: t("fields.startsAt"),
    endsAt: t("fields.endsAt"),
  };
  const check = (values: FormData): Partial<Record<CouponPlace, string>> => {
    const read = newCouponOf(values, currency);
    return "wrong" in read ? Object.fromEntries(read.wrong.map((place) => [place, t("wrong")])) : {};
  };
  const send = async (values: FormData, form: HTMLFormElement) => {
    const read = newCouponOf(values, currency);
    if ("wrong" in read) return;
    await state.change({
      call: () => createCoupon(api, read.request),
      done: t("created"),
      after: () => {
        form.reset();
        router.refresh();
      },
    });
  };
  const draftOf = (values: FormData) => {
    const read = newCouponOf(values, currency);
    return "wrong" in read ? null : { coupon: read.request };
  };
  return (
    <ChangeForm check={check} labels={labels} send={send} state={state} submit={t("create")}>
      <CouponFieldset errors={state.errors.fields} />
      <SimulationPanel draftOf={draftOf} />
    </ChangeForm>
  );
}
