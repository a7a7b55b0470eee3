import { getLocale, getTranslations } from "next-intl/server";
import type { ComponentProps, ReactNode } from "react";
import { findDelivery } from "@/lib/api/delivery";
import { serverApi } from "@/lib/api/server";
import type { DeliveryTerms } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { Icon } from "../ui/icon";

/** Working days from payment to dispatch; the law allows three. */
const SENT_WITHIN_DAYS = 3;

/** The delivery fee, which is not in the price, and the terms of return. */
export async function Promises() {
  const [t, terms] = await Promise.all([getTranslations("product"), serverApi().then(findDelivery)]);
  return (
    <dl className="mt-9 space-y-4 rounded-lg bg-sand p-5 text-[0.9375rem]">
      {/* Without an answer the cart still tells the fee. */}
      {terms.ok && (
        <Term icon="truck" name={t("delivery")}>
          <DeliveryText terms={terms.data} />
        </Term>
      )}
      <Term icon="back" name={t("returns")}>
        {t("returnsText")}
      </Term>
    </dl>
  );
}

async function DeliveryText({ terms: { type, fee, freeFrom, pieces, regions } }: { terms: DeliveryTerms }) {
  const [t, locale] = await Promise.all([getTranslations("product"), getLocale()]);
  const days = SENT_WITHIN_DAYS;
  const words = () => {
    if (fee.amount === 0) return t("deliveryFree", { days });
    const amount = formatMoney(fee, locale);
    if (freeFrom) return t("deliveryText", { fee: amount, freeFrom: formatMoney(freeFrom, locale), days });
    if (type === "per_quantity") return t("deliveryPer", { fee: amount, pieces: pieces ?? 1, days });
    return t("deliveryFixed", { fee: amount, days });
  };
  const onTop = regions.map(({ name, surcharge }) =>
    t("deliveryRegion", { region: name, amount: formatMoney(surcharge, locale) }),
  );
  return [words(), ...onTop].join(" ");
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
