"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ChangeForm } from "@/components/form/change-form";
import { LabelledField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { giveCoupon } from "@/lib/api/coupons";

type Props = { memberId: string; coupons: readonly { id: string; name: string; code: string }[] };

/** Gives the member one of the newest coupons. */
export function ChooseCoupon({ memberId, coupons }: Props) {
  const t = useTranslations("adminMembers");
  const words = useTranslations("adminCoupons");
  const api = useApi();
  const router = useRouter();
  const state = useChange({
    fields: { id: "coupon" },
    codes: { COUPON_REFUSED: words("giveRefused"), FORBIDDEN: words("giveForbidden") },
  });
  return (
    <ChangeForm
      check={(values): { coupon?: string } => (values.get("coupon") ? {} : { coupon: t("couponMissing") })}
      labels={{ coupon: t("coupon") }}
      send={(values) =>
        state.change({
          call: () => giveCoupon(api, String(values.get("coupon")), memberId),
          done: words("given"),
          after: () => router.refresh(),
        })
      }
      state={state}
      submit={words("give")}
    >
      <LabelledField error={state.errors.fields.coupon} label={t("coupon")} name="coupon">
        {(field) => (
          <select {...field} defaultValue="">
            <option value="">{t("couponMissing")}</option>
            {coupons.map(({ id, name, code }) => (
              <option key={id} value={id}>
                {name} ({code})
              </option>
            ))}
          </select>
        )}
      </LabelledField>
    </ChangeForm>
  );
}
