import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { StockCount } from "@/components/admin/stock/count/stock-count";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { holds } from "@/lib/admin/tasks";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { listLocations } from "@/lib/api/stock";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "stock:adjust")) return missingMetadata();
  const t = await getTranslations("stockTake");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** A stock-take: what lies at a location is counted with a scanner, a keyboard or a list. */
export default async function StockCountPage() {
  if (!holds(await getMember(), "stock:adjust")) return <Missing />;
  const [t, stock, api] = await Promise.all([
    getTranslations("stockTake"),
    getTranslations("stock"),
    visitorApi(),
  ]);
  const { items } = unwrap(await listLocations(api));
  return (
    <AdminPage intro={t("intro")} title={t("title")} up={{ name: stock("title"), path: "/admin/stock" }}>
      <ClientWords of={["form", "stockTake"]}>
        <StockCount locations={items} />
      </ClientWords>
    </AdminPage>
  );
}
