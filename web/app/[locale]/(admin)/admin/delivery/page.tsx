import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DeliveryForm } from "@/components/admin/delivery/delivery-form";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { holds } from "@/lib/admin/tasks";
import { readDeliveryRules } from "@/lib/api/delivery";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { shopCurrency } from "@/lib/config";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "delivery:write")) return missingMetadata();
  const t = await getTranslations("adminDelivery");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** What delivery costs. For those who may not change it there is no such page. */
export default async function DeliveryPage() {
  if (!holds(await getMember(), "delivery:write")) return <Missing />;
  const [t, stored] = await Promise.all([
    getTranslations("adminDelivery"),
    visitorApi().then(readDeliveryRules),
  ]);
  return (
    <AdminPage intro={t("intro")} title={t("title")}>
      <ClientWords of={["form", "adminDelivery"]}>
        <div className="max-w-3xl">
          <DeliveryForm currency={shopCurrency()} stored={unwrap(stored)} />
        </div>
      </ClientWords>
    </AdminPage>
  );
}
