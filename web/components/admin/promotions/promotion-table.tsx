import { useLocale, useTranslations } from "next-intl";
import { Mark } from "@/components/admin/frame/mark";
import { Period } from "@/components/admin/frame/when";
import { promotionTones } from "@/lib/admin/status-tones";
import type { Currency, StaffPromotion } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { DataTable } from "../frame/data-table";
import { PausePromotion } from "./pause-promotion";

type Props = { promotions: readonly StaffPromotion[]; currency: Currency; mayWrite: boolean };

/** The promotions, the newest first: what each takes off, from what, and when. */
export function PromotionTable({ promotions, currency, mayWrite }: Props) {
  const t = useTranslations("adminPromotions");
  const termsOf = useTerms(currency);
  return (
    <DataTable
      caption={t("title")}
      columns={[
        { name: "name", label: t("fields.promotionName"), cell: ({ name }) => name },
        { name: "terms", label: t("terms"), cell: termsOf },
        {
          name: "period",
          label: t("period"),
          cell: ({ period: { startsAt, endsAt } }) => (
            <Period always={t("always")} endsAt={endsAt} startsAt={startsAt} />
          ),
        },
        {
          name: "status",
          label: t("status"),
          cell: ({ status }) => <Mark tone={promotionTones[status]}>{t(`statuses.${status}`)}</Mark>,
        },
        {
          name: "change",
          label: t("change"),
          quiet: true,
          cell: (promotion) =>
            mayWrite && promotion.status !== "ended" && <PausePromotion promotion={promotion} />,
        },
      ]}
      keyOf={({ id }) => id}
      rows={promotions}
    />
  );
}

/** What a promotion takes off, in words. */
function useTerms(currency: Currency): (promotion: StaffPromotion) => string {
  const t = useTranslations("adminPromotions");
  const locale = useLocale();
  const effectOf = ({ effect }: StaffPromotion): string[] => {
    if (effect.type === "buy_get") {
      const { buy, get, percent } = effect;
      return [percent === 100 ? t("buyGetFree", { buy, get }) : t("buyGet", { buy, get, percent })];
    }
    return effect.tiers.map(({ from, discount }) => {
      const off =
        discount.type === "percent" ? `−${discount.percent}%` : `−${formatMoney(discount.amount, locale)}`;
      return effect.by === "amount"
        ? t("tierAmount", { from: formatMoney({ amount: from, currency }, locale), off })
        : t("tierQuantity", { from: from.toLocaleString(locale), off });
    });
  };
  return (promotion) => {
    const isForSome = promotion.productIds.length + promotion.categoryIds.length > 0;
    return [...effectOf(promotion), ...(isForSome ? [t("someGoods")] : [])].join(", ");
  };
}
