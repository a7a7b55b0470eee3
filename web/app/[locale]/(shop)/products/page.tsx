import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ProductListing } from "@/components/catalog/product-listing";
import { filterCount, readListing, type SearchParams } from "@/lib/listing";
import { pageMetadata } from "@/lib/page-metadata";

type Props = { searchParams: Promise<SearchParams> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const [t, locale, listing] = await Promise.all([
    getTranslations("listing"),
    getLocale(),
    searchParams.then(readListing),
  ]);
  return pageMetadata({
    locale,
    path: "/products",
    title: listing.q ? t("searchTitle", { query: listing.q }) : t("all"),
    description: t("allDescription"),
    indexed: !listing.q && filterCount(listing) === 0,
  });
}

export default async function ProductsPage({ searchParams }: Props) {
  const [t, listing] = await Promise.all([getTranslations("listing"), searchParams.then(readListing)]);
  const title = listing.q ? t("searchTitle", { query: listing.q }) : t("all");
  return <ProductListing listing={listing} path="/products" title={title} />;
}
