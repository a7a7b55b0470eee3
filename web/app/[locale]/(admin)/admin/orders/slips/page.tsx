import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { SlipSheets } from "@/components/admin/orders/slip-sheets";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { UUID } from "@/lib/addresses";
import { oneOf, type PageQuery } from "@/lib/admin/list-address";
import { holds } from "@/lib/admin/tasks";
import { shopDetails } from "@/lib/api/shop";
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
  const [t, query, shop] = await Promise.all([getTranslations("adminOrders"), searchParams, shopDetails()]);
  const named = oneOf(query, "ids").split(",");
  const ids = [...new Set(named.filter((id) => UUID.test(id)))].slice(0, MOST);
  return (
    <AdminPage intro={<span className="print:hidden">{t("slipsIntro")}</span>} title={t("slip")}>
      {ids.length === 0 ? (
        <p className="py-10 text-soft">{t("noSlips")}</p>
      ) : (
        <ClientWords of={["adminOrders"]}>
          <SlipSheets ids={ids} prices={oneOf(query, "prices") === "1"} shop={shop.name} />
        </ClientWords>
      )}
    </AdminPage>
  );
}
