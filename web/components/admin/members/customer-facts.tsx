import { useTranslations } from "next-intl";
import type { Locale } from "@/i18n/routing";
import type { StaffMemberPage } from "@/lib/api/types";
import { formatDay } from "@/lib/dates";
import { formatMoney } from "@/lib/money";

type Props = { member: StaffMemberPage; locale: Locale };

/** What a member bought, and agreed to. */
export function CustomerFacts({ member: { orders, marketing, createdAt }, locale }: Props) {
  const t = useTranslations("adminMembers");
  const facts = [
    [t("orderCount"), t("orderCountOf", { count: orders.count })],
    [t("spent"), formatMoney(orders.spent, locale)],
    [t("since"), formatDay(createdAt, locale)],
    ...marketing.map(({ title, agreed, at }) => [
      title,
      agreed ? t("agreedOn", { day: at ? formatDay(at, locale) : "" }) : t("notAgreed"),
    ]),
  ];
  return (
    <dl className="space-y-2 text-[0.9375rem]">
      {facts.map(([term, value]) => (
        <div className="flex justify-between gap-4" key={term}>
          <dt className="text-soft">{term}</dt>
          <dd className="text-right font-medium tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
