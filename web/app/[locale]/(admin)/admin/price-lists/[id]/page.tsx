import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { RoomCard } from "@/components/admin/frame/room-card";
import { EditPriceList } from "@/components/admin/price-lists/edit-price-list";
import { PriceTable } from "@/components/admin/price-lists/price-table";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { holds } from "@/lib/admin/tasks";
import { listMemberGroups, listPrices, readPriceList } from "@/lib/api/price-lists";
import { unwrap, unwrapOrNull } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

const ROWS = 100;

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "product:read")) return missingMetadata();
  const t = await getTranslations("priceLists");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** One price list: its settings and its prices. Without the permission to edit it is shown only. */
export default async function PriceListPage({ params }: Props) {
  const member = await getMember();
  if (!holds(member, "product:read")) return <Missing />;
  const [t, { id }, api] = await Promise.all([getTranslations("priceLists"), params, visitorApi()]);
  const [found, named, prices] = await Promise.all([
    readPriceList(api, id),
    listMemberGroups(api),
    listPrices(api, id, { limit: ROWS }),
  ]);
  const list = unwrapOrNull(found);
  const first = unwrapOrNull(prices);
  if (!list || !first) return <Missing />;
  const readOnly = !holds(member, "product:write");
  return (
    <AdminPage
      intro={t(readOnly ? "readOnly" : "editorIntro")}
      title={list.name}
      up={{ name: t("title"), path: "/admin/price-lists" }}
    >
      <ClientWords of={["form", "priceLists", "toast"]}>
        <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_19rem]">
          <div className="min-w-0">
            <PriceTable first={first} listId={list.id} readOnly={readOnly} />
          </div>
          <RoomCard id="settings" title={t("settings")}>
            <EditPriceList groups={unwrap(named).items} readOnly={readOnly} stored={list} />
          </RoomCard>
        </div>
      </ClientWords>
    </AdminPage>
  );
}
