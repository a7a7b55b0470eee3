import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CategoryRoom } from "@/components/admin/categories/category-room";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { oneOf, type PageQuery } from "@/lib/admin/list-address";
import { holds } from "@/lib/admin/tasks";
import { unwrap } from "@/lib/api/problem";
import { listStaffCategories } from "@/lib/api/products";
import { visitorApi } from "@/lib/api/server";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "product:read")) return missingMetadata();
  const t = await getTranslations("categories");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** The tree of categories. Without the permission to edit it is shown only. */
export default async function CategoriesPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const member = await getMember();
  if (!holds(member, "product:read")) return <Missing />;
  const [t, query, listed] = await Promise.all([
    getTranslations("categories"),
    searchParams,
    visitorApi().then(listStaffCategories),
  ]);
  const { items } = unwrap(listed);
  const first = items.find(({ id }) => id === oneOf(query, "id"))?.id ?? null;
  const readOnly = !holds(member, "product:write");
  return (
    <AdminPage intro={t(readOnly ? "readOnly" : "intro")} title={t("title")}>
      <ClientWords of={["form", "categories", "toast"]}>
        <CategoryRoom first={first} readOnly={readOnly} stored={items} />
      </ClientWords>
    </AdminPage>
  );
}
