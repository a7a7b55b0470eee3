import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ListPages } from "@/components/admin/frame/list-pages";
import { NoRows } from "@/components/admin/frame/no-rows";
import { RoomCard } from "@/components/admin/frame/room-card";
import { NewPromotion } from "@/components/admin/promotions/new-promotion";
import { PromotionTable } from "@/components/admin/promotions/promotion-table";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { oneOf, type PageQuery } from "@/lib/admin/list-address";
import { holds } from "@/lib/admin/tasks";
import { unwrap } from "@/lib/api/problem";
import { listPromotions } from "@/lib/api/promotions";
import { categories, visitorApi } from "@/lib/api/server";
import { shopCurrency } from "@/lib/config";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

const PATH = "/admin/promotions";
const ROWS = 50;

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "coupon:read")) return missingMetadata();
  const t = await getTranslations("adminPromotions");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** What shoppers pay less without a code. */
export default async function PromotionsPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const member = await getMember();
  if (!holds(member, "coupon:read")) return <Missing />;
  const [t, query, api] = await Promise.all([getTranslations("adminPromotions"), searchParams, visitorApi()]);
  const cursor = oneOf(query, "cursor");
  const { items, nextCursor } = unwrap(await listPromotions(api, { limit: ROWS, ...(cursor && { cursor }) }));
  const mayWrite = holds(member, "coupon:write");
  return (
    <AdminPage intro={t(mayWrite ? "intro" : "readOnly")} title={t("title")}>
      <ClientWords of={["form", "adminPromotions", "simulation", "coupons"]}>
        <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_minmax(20rem,26rem)]">
          <div className="min-w-0">
            {items.length === 0 ? (
              <NoRows text={t("none")} />
            ) : (
              <PromotionTable currency={shopCurrency()} mayWrite={mayWrite} promotions={items} />
            )}
            <ListPages cursor={cursor} nextCursor={nextCursor} path={PATH} search={{}} />
          </div>
          {mayWrite && (
            <RoomCard id="new-promotion" title={t("newTitle")}>
              <NewPromotion categories={unwrap(await categories()).items} currency={shopCurrency()} />
            </RoomCard>
          )}
        </div>
      </ClientWords>
    </AdminPage>
  );
}
