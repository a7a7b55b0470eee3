import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { PackingSlip } from "@/components/admin/orders/packing-slip";
import { Missing } from "@/components/ui/missing";
import { PrintButton } from "@/components/ui/print-button";
import { UUID } from "@/lib/addresses";
import { oneOf, type PageQuery } from "@/lib/admin/list-address";
import { holds } from "@/lib/admin/tasks";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { shopDetails } from "@/lib/api/shop";
import { readPackingSlips } from "@/lib/api/staff-orders";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

/** The API prints no more at once. */
const MOST = 100;

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "order:fulfil")) return missingMetadata();
  const t = await getTranslations("adminOrders");
  return { title: t("slip"), robots: { index: false, follow: false } };
}

/** The packing slips of the orders in the address, a sheet each. */
export default async function SlipsPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  if (!holds(await getMember(), "order:fulfil")) return <Missing />;
  const [t, query, api, shop] = await Promise.all([
    getTranslations("adminOrders"),
    searchParams,
    visitorApi(),
    shopDetails(),
  ]);
  const named = oneOf(query, "ids").split(",");
  const ids = [...new Set(named.filter((id) => UUID.test(id)))].slice(0, MOST);
  const { items, left } =
    ids.length === 0
      ? { items: [], left: [] }
      : unwrap(await readPackingSlips(api, ids, oneOf(query, "prices") === "1"));
  return (
    <AdminPage
      actions={items.length > 0 && <PrintButton label={t("print")} />}
      intro={<span className="print:hidden">{t("slipsIntro")}</span>}
      title={t("slip")}
    >
      {left.length > 0 && <p className="mb-4 print:hidden">{t("slipsLeft", { count: left.length })}</p>}
      {items.length === 0 && <p className="py-10 text-soft">{t("noSlips")}</p>}
      {items.map((slip) => (
        <PackingSlip key={slip.id} shop={shop.name} slip={slip} />
      ))}
    </AdminPage>
  );
}
