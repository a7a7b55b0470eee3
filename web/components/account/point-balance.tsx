import { useLocale, useTranslations } from "next-intl";
import type { MemberPoints } from "@/lib/api/types";
import { formatDay } from "@/lib/dates";

/** What can be spent, what unpaid orders hold, and what expires soon. */
export function PointBalance({ points }: { points: MemberPoints }) {
  const t = useTranslations("points");
  const locale = useLocale();
  const { balance, available, held, expiringSoon } = points;
  return (
    <dl className="space-y-2 text-[0.9375rem] tabular-nums">
      <div className="flex items-baseline justify-between gap-4">
        <dt className="font-semibold">{t("spendable")}</dt>
        <dd className="text-2xl font-bold">{t("amount", { points: available })}</dd>
      </div>
      {held > 0 && (
        <div className="flex justify-between gap-4">
          <dt className="text-soft">{t("held")}</dt>
          <dd>{t("amount", { points: held })}</dd>
        </div>
      )}
      {balance < 0 && (
        <div className="flex justify-between gap-4">
          <dt className="text-soft">{t("debt")}</dt>
          <dd>{t("amount", { points: -balance })}</dd>
        </div>
      )}
      {expiringSoon.points > 0 && expiringSoon.first && (
        <div className="flex justify-between gap-4">
          <dt className="text-soft">{t("expiring", { day: formatDay(expiringSoon.first, locale) })}</dt>
          <dd>{t("amount", { points: expiringSoon.points })}</dd>
        </div>
      )}
    </dl>
  );
}
