import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ListPages } from "@/components/admin/frame/list-pages";
import { NoRows } from "@/components/admin/frame/no-rows";
import { RoomCard } from "@/components/admin/frame/room-card";
import { NewPriceList } from "@/components/admin/price-lists/new-price-list";
import { PriceLists } from "@/components/admin/price-lists/price-lists";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { ShopLink } from "@/components/ui/shop-link";
import { oneOf, type PageQuery } from "@/lib/admin/list-address";
import { holds } from "@/lib/admin/tasks";
import { listMemberGroups, listPriceLists } from "@/lib/api/price-lists";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

const PATH = "/admin/price-lists";
const ROWS = 50;

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "product:read")) return missingMetadata();
  const t = await getTranslations("priceLists");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** Prices for a group of members, for a time, or from a number of pieces on. */
export default async function PriceListsPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const member = await getMember();
  if (!holds(member, "product:read")) return <Missing />;
  const [t, query, api] = await Promise.all([getTranslations("priceLists"), searchParams, visitorApi()]);
  const cursor = oneOf(query, "cursor");
  const [listed, named] = await Promise.all([
    listPriceLists(api, { limit: ROWS, ...(cursor && { cursor }) }),
    listMemberGroups(api),
  ]);
  const groups = unwrap(named).items;
  const { items, nextCursor } = unwrap(listed);
  const mayWrite = holds(member, "product:write");
  const actions = holds(member, "member:read") && (
    <ShopLink className="button button-line" href="/admin/member-groups">
      {t("toGroups")}
    </ShopLink>
  );
  return (
    <AdminPage actions={actions} intro={t(mayWrite ? "intro" : "readOnly")} title={t("title")}>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(20rem,26rem)]">
        <div className="min-w-0">
          {items.length === 0 ? <NoRows text={t("none")} /> : <PriceLists groups={groups} lists={items} />}
          <ListPages cursor={cursor} nextCursor={nextCursor} path={PATH} search={{}} />
        </div>
        {mayWrite && (
          <RoomCard id="new-list" title={t("newTitle")}>
            <ClientWords of={["form", "priceLists"]}>
              <NewPriceList groups={groups} />
            </ClientWords>
          </RoomCard>
        )}
      </div>
    </AdminPage>
  );
}
