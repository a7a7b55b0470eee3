import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { CouponTable } from "@/components/admin/coupons/coupon-table";
import { Receivers } from "@/components/admin/coupons/receivers";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ListSearch } from "@/components/admin/frame/list-search";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { oneOf, type PageQuery } from "@/lib/admin/list-address";
import { holds } from "@/lib/admin/tasks";
import { readCoupon } from "@/lib/api/coupons";
import { listMembers } from "@/lib/api/points";
import { unwrap, unwrapOrNull } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { missingMetadata } from "@/lib/page-metadata";
import { localePath } from "@/lib/paths";
import { getMember } from "@/lib/session/member";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<PageQuery> };

const ROWS = 20;

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "coupon:read")) return missingMetadata();
  const t = await getTranslations("adminCoupons");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** One coupon, and the members to whom staff give it. */
export default async function CouponPage({ params, searchParams }: Props) {
  const staff = await getMember();
  if (!holds(staff, "coupon:read")) return <Missing />;
  const [t, words, locale, { id }, query, api] = await Promise.all([
    getTranslations("adminCoupons"),
    getTranslations("adminMembers"),
    getLocale(),
    params,
    searchParams,
    visitorApi(),
  ]);
  const coupon = unwrapOrNull(await readCoupon(api, id));
  if (!coupon) return <Missing />;
  const path = `/admin/coupons/${id}`;
  const q = oneOf(query, "q").slice(0, 320);
  const mayWrite = holds(staff, "coupon:write");
  const mayGive = mayWrite && holds(staff, "member:read");
  const found = mayGive && q !== "" ? unwrap(await listMembers(api, { limit: ROWS, q })).items : [];
  return (
    <AdminPage intro={coupon.code} title={coupon.name} up={{ name: t("title"), path: "/admin/coupons" }}>
      <ClientWords of={["form", "adminCoupons"]}>
        <CouponTable coupons={[coupon]} mayWrite={mayWrite} />
        {mayGive && (
          <section aria-labelledby="give-coupon" className="mt-6 rounded-lg border border-line bg-white p-5">
            <h2 className="mb-2 text-lg font-bold" id="give-coupon">
              {t("giveTitle")}
            </h2>
            <p className="mb-4 text-[0.9375rem] text-soft">{t("giveText")}</p>
            <ListSearch
              action={localePath(locale, path)}
              label={words("search")}
              placeholder={words("search")}
              q={q}
            />
            {q !== "" && (
              <div className="mt-5">
                {found.length > 0 ? (
                  <Receivers couponId={id} members={found} />
                ) : (
                  <p className="text-soft">{words("none")}</p>
                )}
              </div>
            )}
          </section>
        )}
      </ClientWords>
    </AdminPage>
  );
}
