import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { ClientWords } from "@/components/client-words";
import { JsonLd } from "@/components/json-ld";
import { BuyPanel } from "@/components/product/buy-panel";
import { Gallery } from "@/components/product/gallery";
import { Promises } from "@/components/product/promises";
import { SelectionProvider } from "@/components/product/selection";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Missing } from "@/components/ui/missing";
import { readAddress } from "@/lib/addresses";
import { findProduct } from "@/lib/api/catalog";
import { unwrapOrNull } from "@/lib/api/problem";
import { serverApi } from "@/lib/api/server";
import { publicUrl } from "@/lib/config";
import { missingMetadata, pageMetadata } from "@/lib/page-metadata";
import { breadcrumbs, productData } from "@/lib/structured-data";

type Props = { params: Promise<{ slug: string }> };

const productOf = cache(async (slug: string) => {
  const address = readAddress(`/p/${slug}`);
  return "name" in address ? unwrapOrNull(await findProduct(await serverApi(), address.name)) : null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [locale, product] = await Promise.all([getLocale(), params.then(({ slug }) => productOf(slug))]);
  if (!product) return missingMetadata();
  return pageMetadata({
    locale,
    path: `/p/${product.slug}`,
    title: product.brand ? `${product.name} · ${product.brand}` : product.name,
    description: product.description.replaceAll(/\s+/g, " ").slice(0, 150),
    image: product.image,
  });
}

export default async function ProductPage({ params }: Props) {
  const [t, locale, product] = await Promise.all([
    getTranslations("product"),
    getLocale(),
    params.then(({ slug }) => productOf(slug)),
  ]);
  if (!product) return <Missing />;
  const category = product.categories[0];
  const trail = [
    { name: t("home"), path: "/" },
    ...(category ? [{ name: category.name, path: `/c/${category.slug}` }] : []),
    { name: product.name, path: `/p/${product.slug}` },
  ];
  const { id, slug, name, price, compareAtPrice, images, options, variants } = product;
  return (
    <div className="shell pb-16 md:pt-4">
      <JsonLd data={productData(publicUrl(), locale, product)} />
      <JsonLd data={breadcrumbs(publicUrl(), locale, trail)} />
      <Breadcrumbs label={t("breadcrumbs")} trail={trail} />
      <ClientWords of={["product", "buy", "price"]}>
        <SelectionProvider
          product={{
            id,
            slug,
            name,
            price,
            images,
            options,
            variants,
            ...(compareAtPrice ? { compareAtPrice } : {}),
          }}
        >
          <div className="grid gap-x-14 gap-y-7 md:grid-cols-2 md:pt-4 lg:grid-cols-[1.15fr_1fr]">
            <Gallery />
            <div className="min-w-0">
              {product.brand && <p className="text-[0.9375rem] font-medium text-soft">{product.brand}</p>}
              <h1 className="mt-1.5 mb-4 text-[1.625rem] leading-tight font-bold md:text-[2rem]">
                {product.name}
              </h1>
              <BuyPanel />
              <Promises />
            </div>
          </div>
        </SelectionProvider>
      </ClientWords>
      <section aria-labelledby="about" className="mt-16 border-t border-line pt-10 md:mt-24 md:pt-14">
        <div className="grid gap-6 md:grid-cols-[14rem_1fr]">
          <h2 className="text-xl font-bold" id="about">
            {t("about")}
          </h2>
          <div className="max-w-[38rem] text-[1.0625rem] leading-[1.8] whitespace-pre-line">
            {product.description}
          </div>
        </div>
      </section>
    </div>
  );
}
