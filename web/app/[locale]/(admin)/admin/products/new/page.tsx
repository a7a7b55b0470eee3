import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { NewProduct } from "@/components/admin/products/new-product";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { treeRowsOf } from "@/lib/admin/products/tree";
import { holds } from "@/lib/admin/tasks";
import { listAttributes, listDisclosureGroups } from "@/lib/api/attributes";
import { findDelivery } from "@/lib/api/delivery";
import { unwrap } from "@/lib/api/problem";
import { listStaffCategories } from "@/lib/api/products";
import { visitorApi } from "@/lib/api/server";
import { shopCurrency } from "@/lib/config";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "product:write")) return missingMetadata();
  const t = await getTranslations("products");
  return { title: t("newTitle"), robots: { index: false, follow: false } };
}

export default async function NewProductPage() {
  if (!holds(await getMember(), "product:write")) return <Missing />;
  const [t, api] = await Promise.all([getTranslations("products"), visitorApi()]);
  const [categories, attributes, groups, delivery] = await Promise.all([
    listStaffCategories(api),
    listAttributes(api),
    listDisclosureGroups(api),
    findDelivery(api),
  ]);
  return (
    <AdminPage
      intro={t("createNote")}
      title={t("newTitle")}
      up={{ name: t("title"), path: "/admin/products" }}
    >
      <ClientWords of={["form", "products"]}>
        <NewProduct
          questions={{
            attributes: unwrap(attributes).items,
            groups: unwrap(groups).items,
            deliveryGroups: unwrap(delivery).groups,
          }}
          categories={treeRowsOf(unwrap(categories).items)}
          currency={shopCurrency()}
        />
      </ClientWords>
    </AdminPage>
  );
}
