import { useLocale, useTranslations } from "next-intl";
import { Mark } from "@/components/admin/frame/mark";
import { RowLink } from "@/components/admin/frame/row-link";
import { Period } from "@/components/admin/frame/when";
import { promotionTones } from "@/lib/admin/status-tones";
import type { StaffCoupon } from "@/lib/api/types";
import { termsText } from "@/lib/coupons";
import { DataTable } from "../frame/data-table";
import { CombineCoupon, PauseCoupon } from "./change-coupon";

type Props = { coupons: readonly StaffCoupon[]; mayWrite: boolean };

/** The coupons, the newest first: what each takes off, when, and how often it was used. */
export function CouponTable({ coupons, mayWrite }: Props) {
  const t = useTranslations("adminCoupons");
  const words = useTranslations("coupons");
  const locale = useLocale();
  return (
    <DataTable
      caption={t("title")}
      columns={[
        {
          name: "name",
          label: t("fields.couponName"),
          cell: ({ id, name }) => <RowLink name={name} to={`/admin/coupons/${id}`} />,
        },
        { name: "code", label: t("fields.code"), cell: ({ code }) => code },
        {
          name: "terms",
          label: t("terms"),
          cell: (coupon) => `${t(`kinds.${coupon.kind}`)} · ${termsText(coupon, locale, words)}`,
        },
        {
          name: "period",
          label: t("period"),
          cell: ({ period: { startsAt, endsAt } }) => (
            <Period always={t("always")} endsAt={endsAt} startsAt={startsAt} />
          ),
        },
        {
          name: "used",
          label: t("used"),
          figures: true,
          cell: ({ used, limits: { total } }) => (total === null ? used : `${used} / ${total}`),
        },
        {
          name: "downloadable",
          label: t("offered"),
          cell: ({ downloadable }) => t(downloadable ? "offeredYes" : "offeredNo"),
        },
        {
          name: "combinable",
          label: t("combining"),
          cell: ({ combinable }) => t(combinable ? "combiningYes" : "combiningNo"),
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
          cell: (coupon) =>
            mayWrite &&
            coupon.status !== "ended" && (
              <div className="flex flex-wrap gap-x-3">
                <PauseCoupon coupon={coupon} />
                <CombineCoupon coupon={coupon} />
              </div>
            ),
        },
      ]}
      keyOf={({ id }) => id}
      rows={coupons}
    />
  );
}
