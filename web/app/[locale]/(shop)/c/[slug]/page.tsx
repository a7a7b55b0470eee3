import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ProductListing } from "@/components/catalog/product-listing";
import { JsonLd } from "@/components/json-ld";
import { ProductRow } from "@/components/recommendations/product-row";
import { Missing } from "@/components/ui/missing";
import { Moved } from "@/components/ui/moved";
import { unwrap } from "@/lib/api/problem";
import { categories } from "@/lib/api/server";
import { publicUrl } from "@/lib/config";
import { filterCount, readListing, type SearchParams } from "@/lib/listing";
import { movedTo } from "@/lib/moved-slugs";
import { missingMetadata, pageMetadata } from "@/lib/page-metadata";
import { localePath } from "@/lib/paths";
import { breadcrumbs } from "@/lib/structured-data";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<SearchParams> };

async function categoryOf(params: Props["params"]) {
  const { slug } = await params;
  const { items, moved } = unwrap(await categories());
  const present = movedTo(moved, slug) ?? slug;
  return (
    items.find((category) => category.slug === slug) ??
    items.find((category) => category.slug === present) ??
    null
  );
}

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const [t, locale, category, listing] = await Promise.all([
    getTranslations("listing"),
    getLocale(),
    categoryOf(params),
    searchParams.then(readListing),
  ]);
  if (!category) return missingMetadata("category");
  return pageMetadata({
    locale,
    path: `/c/${category.slug}`,
    title: category.name,
    description: category.description ?? t("categoryDescription", { name: category.name }),
    image: category.image,
    indexed: filterCount(listing) === 0,
  });
}

export default async function CategoryPage({ params, searchParams }: Props) {
  const [t, locale, category, listing] = await Promise.all([
    getTranslations("listing"),
    getLocale(),
    categoryOf(params),
    searchParams.then(readListing),
  ]);
  if (!category) return <Missing of="category" />;
  const path = `/c/${category.slug}`;
  // An address that it had before.
  if ((await params).slug !== category.slug) return <Moved id={category.id} to={localePath(locale, path)} />;
  const trail = [
    { name: t("home"), path: "/" },
    { name: category.name, path },
  ];
  return (
    <>
      <JsonLd data={breadcrumbs(publicUrl(), locale, trail)} />
      <ProductListing
        intro={category.description && <p className="mt-2 max-w-xl text-soft">{category.description}</p>}
        listing={{ ...listing, category: category.slug }}
        path={path}
        title={category.name}
      />
      <div className="shell">
        <ProductRow categoryId={category.id} placement="category" />
      </div>
    </>
  );
}
