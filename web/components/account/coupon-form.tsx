"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useApi } from "@/lib/api/browser";
import { takeCoupon } from "@/lib/api/coupons";
import { ChangeForm } from "../form/change-form";
import { TextField } from "../form/text-field";
import { useChange } from "../form/use-change";

/** Takes a coupon by its code. */
export function CouponForm() {
  const t = useTranslations("coupons");
  const required = useTranslations("form.inputErrors")("required");
  const api = useApi();
  const router = useRouter();
  const state = useChange<"code">({
    fields: { code: "code" },
    codes: { NOT_FOUND: t("reasons.UNKNOWN"), COUPON_REFUSED: t("over") },
    beside: { NOT_FOUND: "code", COUPON_REFUSED: "code" },
  });
  const codeOf = (values: FormData) => String(values.get("code") ?? "").trim();
  return (
    <ChangeForm
      check={(values): { code?: string } => (codeOf(values) === "" ? { code: required } : {})}
      labels={{ code: t("code") }}
      send={(values, form) =>
        state.change({
          call: () => takeCoupon(api, { code: codeOf(values) }),
          done: t("taken"),
          after: () => {
            form.reset();
            router.refresh();
          },
        })
      }
      state={state}
      submit={t("take")}
    >
      <TextField
        autoCapitalize="characters"
        autoComplete="off"
        error={state.errors.fields.code}
        label={t("code")}
        maxLength={60}
        name="code"
      />
    </ChangeForm>
  );
}
