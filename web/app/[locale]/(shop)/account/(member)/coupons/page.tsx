import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountPage, Card } from "@/components/account/account-page";
import { CouponForm } from "@/components/account/coupon-form";
import { CouponList } from "@/components/account/coupon-list";
import { OfferedCoupons } from "@/components/account/offered-coupons";
import { ClientWords } from "@/components/client-words";
import { accountMetadata } from "@/lib/account/page-title";
import { listOwnCoupons } from "@/lib/api/coupons";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { requireMember } from "@/lib/session/member";

export const generateMetadata = (): Promise<Metadata> => accountMetadata("coupons");

/** The newest; older ones are over. */
const MOST_COUPONS = 100;

export default async function CouponsPage() {
  await requireMember();
  const [t, words, api] = await Promise.all([
    getTranslations("account"),
    getTranslations("coupons"),
    visitorApi(),
  ]);
  const { items, available } = unwrap(await listOwnCoupons(api, { limit: MOST_COUPONS }));
  return (
    <AccountPage intro={words("text")} title={t("pages.coupons")}>
      <ClientWords of={["coupons", "form"]}>
        <Card>
          <CouponForm />
        </Card>
        {available.length > 0 && (
          <Card>
            <h2 className="mb-4 text-lg font-bold">{words("offered")}</h2>
            <OfferedCoupons coupons={available} />
          </Card>
        )}
      </ClientWords>
      <Card>
        {items.length === 0 ? <p className="text-soft">{words("none")}</p> : <CouponList coupons={items} />}
      </Card>
    </AccountPage>
  );
}
