import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { PhoneOrder } from "@/components/admin/orders/phone-order";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { UUID } from "@/lib/addresses";
import { oneOf, type PageQuery } from "@/lib/admin/list-address";
import { holds } from "@/lib/admin/tasks";
import { readMember } from "@/lib/api/points";
import { unwrapOrNull } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "order:create")) return missingMetadata();
  const t = await getTranslations("phoneOrder");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** An order for a customer on the phone; `member` in the address makes it that member's. */
export default async function PhoneOrderPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const staff = await getMember();
  if (!holds(staff, "order:create")) return <Missing />;
  const [t, orders, query, api] = await Promise.all([
    getTranslations("phoneOrder"),
    getTranslations("adminOrders"),
    searchParams,
    visitorApi(),
  ]);
  const named = oneOf(query, "member");
  const member =
    UUID.test(named) && holds(staff, "member:read") ? unwrapOrNull(await readMember(api, named)) : null;
  return (
    <AdminPage intro={t("intro")} title={t("title")} up={{ name: orders("title"), path: "/admin/orders" }}>
      <ClientWords of={["form", "phoneOrder", "checkout", "address"]}>
        <PhoneOrder member={member && { id: member.id, name: `${member.name} · ${member.email}` }} />
      </ClientWords>
    </AdminPage>
  );
}
