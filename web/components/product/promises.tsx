import { useLocale, useTranslations } from "next-intl";
import type { ComponentProps, ReactNode } from "react";
import { deliveryTerms } from "@/lib/config";
import { formatMoney } from "@/lib/money";
import { Icon } from "../ui/icon";

/** Working days from payment to dispatch; the law allows three. */
const SENT_WITHIN_DAYS = 3;

/** The delivery fee, which is not in the price, and the terms of return. */
export function Promises() {
  const t = useTranslations("product");
  const locale = useLocale();
  const { fee, freeFrom } = deliveryTerms();
  return (
    <dl className="mt-9 space-y-4 rounded-lg bg-sand p-5 text-[0.9375rem]">
      <Term icon="truck" name={t("delivery")}>
        {freeFrom.amount === 0 || fee.amount === 0
          ? t("deliveryFree", { days: SENT_WITHIN_DAYS })
          : t("deliveryText", {
              fee: formatMoney(fee, locale),
              freeFrom: formatMoney(freeFrom, locale),
              days: SENT_WITHIN_DAYS,
            })}
      </Term>
      <Term icon="back" name={t("returns")}>
        {t("returnsText")}
      </Term>
    </dl>
  );
}

type TermProps = { icon: ComponentProps<typeof Icon>["name"]; name: string; children: ReactNode };

/** A list of definitions holds terms and definitions alone, so the icon is part of its term. */
const Term = ({ icon, name, children }: TermProps) => (
  <div className="relative pl-9">
    <dt className="font-semibold">
      <Icon className="absolute top-0.5 left-0 text-leaf" name={icon} size={22} />
      {name}
    </dt>
    <dd className="mt-0.5 text-sm text-soft">{children}</dd>
  </div>
);
