import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AttributeRoom } from "@/components/admin/attributes/attribute-room";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { oneOf, type PageQuery } from "@/lib/admin/list-address";
import { treeRowsOf } from "@/lib/admin/products/tree";
import { holds } from "@/lib/admin/tasks";
import { listAttributes } from "@/lib/api/attributes";
import { unwrap } from "@/lib/api/problem";
import { listStaffCategories } from "@/lib/api/products";
import { visitorApi } from "@/lib/api/server";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "product:read")) return missingMetadata();
  const t = await getTranslations("attributes");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** What can be told of products, by category. Without the permission to edit it is shown only. */
export default async function AttributesPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const member = await getMember();
  if (!holds(member, "product:read")) return <Missing />;
  const [t, query, api] = await Promise.all([getTranslations("attributes"), searchParams, visitorApi()]);
  const [listed, categories] = await Promise.all([listAttributes(api), listStaffCategories(api)]);
  const readOnly = !holds(member, "product:write");
  return (
    <AdminPage intro={t(readOnly ? "readOnly" : "intro")} title={t("title")}>
      <ClientWords of={["form", "attributes", "toast"]}>
        <AttributeRoom
          categories={treeRowsOf(unwrap(categories).items)}
          first={oneOf(query, "id") ?? null}
          readOnly={readOnly}
          stored={unwrap(listed).items}
        />
      </ClientWords>
    </AdminPage>
  );
}
