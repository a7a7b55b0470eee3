import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CouponTable } from "@/components/admin/coupons/coupon-table";
import { NewCoupon } from "@/components/admin/coupons/new-coupon";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ListPages } from "@/components/admin/frame/list-pages";
import { NoRows } from "@/components/admin/frame/no-rows";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { oneOf, type PageQuery } from "@/lib/admin/list-address";
import { holds } from "@/lib/admin/tasks";
import { listCoupons } from "@/lib/api/coupons";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { shopCurrency } from "@/lib/config";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

const PATH = "/admin/coupons";
const ROWS = 50;

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "coupon:read")) return missingMetadata();
  const t = await getTranslations("adminCoupons");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** What shoppers pay less. */
export default async function CouponsPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const member = await getMember();
  if (!holds(member, "coupon:read")) return <Missing />;
  const [t, query, api] = await Promise.all([getTranslations("adminCoupons"), searchParams, visitorApi()]);
  const cursor = oneOf(query, "cursor");
  const { items, nextCursor } = unwrap(await listCoupons(api, { limit: ROWS, ...(cursor && { cursor }) }));
  const mayWrite = holds(member, "coupon:write");
  return (
    <AdminPage intro={t(mayWrite ? "intro" : "readOnly")} title={t("title")}>
      <ClientWords of={["form", "adminCoupons", "simulation", "coupons"]}>
        <div className="space-y-6">
          <div>
            {items.length === 0 ? (
              <NoRows text={t("none")} />
            ) : (
              <CouponTable coupons={items} mayWrite={mayWrite} />
            )}
            <ListPages cursor={cursor} nextCursor={nextCursor} path={PATH} search={{}} />
          </div>
          {mayWrite && (
            <section
              aria-labelledby="new-coupon"
              className="max-w-3xl rounded-lg border border-line bg-white p-5"
            >
              <h2 className="mb-4 text-lg font-bold" id="new-coupon">
                {t("newTitle")}
              </h2>
              <NewCoupon currency={shopCurrency()} />
            </section>
          )}
        </div>
      </ClientWords>
    </AdminPage>
  );
}
