import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { DuplicateButton } from "@/components/admin/products/duplicate-button";
import { ProductEditor } from "@/components/admin/products/product-editor";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { ShopLink } from "@/components/ui/shop-link";
import { treeRowsOf } from "@/lib/admin/products/tree";
import { holds } from "@/lib/admin/tasks";
import { listAttributes, listDisclosureGroups } from "@/lib/api/attributes";
import { findDelivery } from "@/lib/api/delivery";
import { unwrap, unwrapOrNull } from "@/lib/api/problem";
import { listStaffCategories, readProduct } from "@/lib/api/products";
import { visitorApi } from "@/lib/api/server";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "product:read")) return missingMetadata();
  const t = await getTranslations("products");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** One product with everything that staff edit of it. Without the permission to edit it is shown only. */
export default async function ProductPage({ params }: Props) {
  const member = await getMember();
  if (!holds(member, "product:read")) return <Missing />;
  const [t, { id }, api] = await Promise.all([getTranslations("products"), params, visitorApi()]);
  const [found, categories, attributes, groups, delivery] = await Promise.all([
    readProduct(api, id),
    listStaffCategories(api),
    listAttributes(api),
    listDisclosureGroups(api),
    findDelivery(api),
  ]);
  const stored = unwrapOrNull(found);
  if (!stored) return <Missing />;
  const { name, slug, status } = stored.product;
  const readOnly = !holds(member, "product:write");
  const actions = (
    <>
      {status === "active" && (
        <ShopLink className="button button-line" href={`/p/${slug}`}>
          {t("inShop")}
        </ShopLink>
      )}
      {!readOnly && (
        <ClientWords of={["form", "products"]}>
          <DuplicateButton productId={stored.product.id} />
        </ClientWords>
      )}
    </>
  );
  return (
    <AdminPage
      actions={actions}
      intro={readOnly ? t("readOnly") : undefined}
      title={name}
      up={{ name: t("title"), path: "/admin/products" }}
    >
      <ClientWords of={["form", "products", "account.form"]}>
        <ProductEditor
          questions={{
            attributes: unwrap(attributes).items,
            groups: unwrap(groups).items,
            deliveryGroups: unwrap(delivery).groups,
          }}
          categories={treeRowsOf(unwrap(categories).items)}
          readOnly={readOnly}
          seesStock={holds(member, "stock:read")}
          stored={stored}
        />
      </ClientWords>
    </AdminPage>
  );
}
