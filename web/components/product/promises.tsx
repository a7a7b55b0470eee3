import { useLocale, useTranslations } from "next-intl";
import { deliveryTerms } from "@/lib/config";
import { formatMoney } from "@/lib/money";
import { shop } from "@/lib/shop";
import { Icon } from "../ui/icon";

/** The delivery fee, which is not in the price, and the terms of return. */
export function Promises() {
  const t = useTranslations("product");
  const locale = useLocale();
  const { fee, freeFrom } = deliveryTerms();
  return (
    <dl className="mt-9 space-y-4 rounded-lg bg-sand p-5 text-[0.9375rem]">
      <div className="flex gap-3.5">
        <Icon className="mt-0.5 shrink-0 text-leaf" name="truck" size={22} />
        <div>
          <dt className="font-semibold">{t("delivery")}</dt>
          <dd className="mt-0.5 text-sm text-soft">
            {freeFrom.amount === 0 || fee.amount === 0
              ? t("deliveryFree", { days: shop.sentWithinDays })
              : t("deliveryText", {
                  fee: formatMoney(fee, locale),
                  freeFrom: formatMoney(freeFrom, locale),
                  days: shop.sentWithinDays,
                })}
          </dd>
        </div>
      </div>
      <div className="flex gap-3.5">
        <Icon className="mt-0.5 shrink-0 text-leaf" name="back" size={22} />
        <div>
          <dt className="font-semibold">{t("returns")}</dt>
          <dd className="mt-0.5 text-sm text-soft">{t("returnsText")}</dd>
        </div>
      </div>
    </dl>
  );
}
