import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ProductListing } from "@/components/catalog/product-listing";
import { JsonLd } from "@/components/json-ld";
import { Missing } from "@/components/ui/missing";
import { Moved } from "@/components/ui/moved";
import { Picture } from "@/components/ui/picture";
import { unwrap } from "@/lib/api/problem";
import { brands } from "@/lib/api/server";
import { publicUrl } from "@/lib/config";
import { filterCount, readListing, type SearchParams } from "@/lib/listing";
import { movedTo } from "@/lib/moved-slugs";
import { missingMetadata, pageMetadata } from "@/lib/page-metadata";
import { localePath } from "@/lib/paths";
import { breadcrumbs } from "@/lib/structured-data";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<SearchParams> };

async function brandOf(params: Props["params"]) {
  const { slug } = await params;
  const { items, moved } = unwrap(await brands());
  const present = movedTo(moved, slug) ?? slug;
  return items.find((brand) => brand.slug === slug) ?? items.find((brand) => brand.slug === present) ?? null;
}

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const [t, locale, brand, listing] = await Promise.all([
    getTranslations("listing"),
    getLocale(),
    brandOf(params),
    searchParams.then(readListing),
  ]);
  if (!brand) return missingMetadata("brand");
  return pageMetadata({
    locale,
    path: `/b/${brand.slug}`,
    title: brand.label,
    description:
      brand.description.replaceAll(/\s+/g, " ").slice(0, 150) || t("brandDescription", { name: brand.label }),
    image: brand.image,
    indexed: filterCount({ ...listing, brands: [] }) === 0,
  });
}

export default async function BrandPage({ params, searchParams }: Props) {
  const [t, locale, brand, listing] = await Promise.all([
    getTranslations("listing"),
    getLocale(),
    brandOf(params),
    searchParams.then(readListing),
  ]);
  if (!brand) return <Missing of="brand" />;
  const path = `/b/${brand.slug}`;
  // An address that it had before.
  if ((await params).slug !== brand.slug) return <Moved id={brand.id} to={localePath(locale, path)} />;
  const trail = [
    { name: t("home"), path: "/" },
    { name: brand.label, path },
  ];
  return (
    <>
      <JsonLd data={breadcrumbs(publicUrl(), locale, trail)} />
      <ProductListing
        intro={
          (brand.image || brand.description) && (
            <div className="mt-3 flex items-start gap-5">
              {brand.image && (
                <Picture
                  className="size-20 shrink-0 rounded-lg object-contain"
                  decorative
                  image={brand.image}
                  sizes="5rem"
                />
              )}
              <p className="max-w-xl whitespace-pre-line text-soft">{brand.description}</p>
            </div>
          )
        }
        listing={{ ...listing, brands: [brand.name] }}
        path={path}
        title={brand.label}
      />
    </>
  );
}
