import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { LocationRoom } from "@/components/admin/locations/location-room";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { holds } from "@/lib/admin/tasks";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { listLocations } from "@/lib/api/stock";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "stock:read")) return missingMetadata();
  const t = await getTranslations("locations");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** Where goods lie, in the order in which orders are served. */
export default async function LocationsPage() {
  const member = await getMember();
  if (!holds(member, "stock:read")) return <Missing />;
  const [t, stock, listed] = await Promise.all([
    getTranslations("locations"),
    getTranslations("stock"),
    visitorApi().then(listLocations),
  ]);
  return (
    <AdminPage intro={t("intro")} title={t("title")} up={{ name: stock("title"), path: "/admin/stock" }}>
      <ClientWords of={["form", "locations", "toast"]}>
        <LocationRoom readOnly={!holds(member, "stock:adjust")} stored={unwrap(listed).items} />
      </ClientWords>
    </AdminPage>
  );
}
