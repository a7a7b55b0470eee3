import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { ClientWords } from "@/components/client-words";
import { JsonLd } from "@/components/json-ld";
import { AskForNotice } from "@/components/product/ask-later";
import { BuyPanel } from "@/components/product/buy-panel";
import { DisclosureTable } from "@/components/product/disclosure-table";
import { EndedProduct } from "@/components/product/ended";
import { Facts } from "@/components/product/facts";
import { Gallery } from "@/components/product/gallery";
import { NotForSale } from "@/components/product/not-for-sale";
import { Promises } from "@/components/product/promises";
import { SelectionProvider } from "@/components/product/selection";
import { ProductRow } from "@/components/recommendations/product-row";
import { QuestionSection } from "@/components/review/question-section";
import { RatingLink } from "@/components/review/rating-link";
import { ReviewSection } from "@/components/review/review-section";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Missing } from "@/components/ui/missing";
import { Moved } from "@/components/ui/moved";
import { RichText } from "@/components/ui/rich-text";
import { ShopLink } from "@/components/ui/shop-link";
import { readAddress } from "@/lib/addresses";
import { findProduct } from "@/lib/api/catalog";
import { type Problem, unwrap, unwrapOrNull } from "@/lib/api/problem";
import { listQuestions, listReviews } from "@/lib/api/reviews";
import { brands, serverApi, visitorApi } from "@/lib/api/server";
import type { Product } from "@/lib/api/types";
import { backOrderNotes } from "@/lib/back-order";
import { publicUrl } from "@/lib/config";
import { soldOutVariants } from "@/lib/options";
import { missingMetadata, pageMetadata } from "@/lib/page-metadata";
import { localePath } from "@/lib/paths";
import { withOwnPrices } from "@/lib/prices";
import { ownPricesOf } from "@/lib/session/own-prices";
import { breadcrumbs, productData } from "@/lib/structured-data";
import { swatchesOf } from "@/lib/swatches";

const FIRST_REVIEWS = 5;
const FIRST_QUESTIONS = 10;

type Props = { params: Promise<{ slug: string }> };

const findBySlug = cache(async (slug: string) => {
  const address = readAddress(`/p/${slug}`);
  return "name" in address ? findProduct(await serverApi(), address.name) : null;
});

async function productOf(slug: string): Promise<Product | null> {
  const found = await findBySlug(slug);
  return found && unwrapOrNull(found);
}

/** What the API says of a product that was sold before. */
async function endedOf(slug: string): Promise<Problem | null> {
  const found = await findBySlug(slug);
  return found && !found.ok && found.problem.code === "PRODUCT_ENDED" ? found.problem : null;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [locale, product] = await Promise.all([getLocale(), params.then(({ slug }) => productOf(slug))]);
  if (!product) return missingMetadata((await endedOf((await params).slug)) ? "endedProduct" : undefined);
  return pageMetadata({
    locale,
    path: `/p/${product.slug}`,
    title: product.brand ? `${product.name} · ${product.brand}` : product.name,
    description: summaryOf(product),
    image: product.image,
  });
}

/** For search engines and shared links. Without a description it names the product and where it belongs. */
function summaryOf({ name, brand, categories, description }: Product): string {
  const text = description.trim().replaceAll(/\s+/g, " ").slice(0, 150);
  return text || [name, brand, ...categories.map((each) => each.name)].filter(Boolean).join(" · ");
}

export default async function ProductPage({ params }: Props) {
  const [t, locale, product] = await Promise.all([
    getTranslations("product"),
    getLocale(),
    params.then(({ slug }) => productOf(slug)),
  ]);
  if (!product) {
    const ended = await endedOf((await params).slug);
    return ended ? <EndedProduct ended={ended} /> : <Missing />;
  }
  // An address that the product had before, or its id.
  if (decodeURIComponent((await params).slug) !== product.slug)
    return <Moved id={product.id} to={localePath(locale, `/p/${product.slug}`)} />;
  const category = product.categories[0];
  const trail = [
    { name: t("home"), path: "/" },
    ...(category ? [{ name: category.name, path: `/c/${category.slug}` }] : []),
    { name: product.name, path: `/p/${product.slug}` },
  ];
  const { id, slug, name, price, compareAtPrice, images, options } = product;
  const soldOut = product.forSale ? soldOutVariants(product) : [];
  const [{ reviews, questions }, own] = await Promise.all([readOpinions(slug), ownPricesOf([id])]);
  const { variants } = withOwnPrices(product, own);
  const words = { from: (day: string) => t("backOrderFrom", { day }), unknown: t("backOrder") };
  const notes = product.forSale ? backOrderNotes(product, words, new Date(), locale) : [];
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
          swatches={swatchesOf(options.flatMap(({ values }) => values))}
        >
          <div className="grid gap-x-14 gap-y-7 md:grid-cols-2 md:pt-4 lg:grid-cols-[1.15fr_1fr]">
            <Gallery />
            <div className="min-w-0">
              {product.brand && <BrandLine label={product.brand} />}
              <h1 className="mt-1.5 mb-4 text-[1.625rem] leading-tight font-bold md:text-[2rem]">
                {product.name}
              </h1>
              {product.rating && <RatingLink rating={product.rating} />}
              {product.forSale ? (
                <BuyPanel
                  addOns={product.inStock && product.addOns.items.length > 0 ? product.addOns : null}
                />
              ) : (
                <NotForSale product={{ ...product, variants }} />
              )}
              {notes.length > 0 && (
                <ul className="mt-4 text-[0.9375rem] font-semibold text-leaf">
                  {notes.map((note) => (
                    <li key={note}>{note}</li>
                  ))}
                </ul>
              )}
              {soldOut.length > 0 && (
                <ClientWords of={["restock", "form"]}>
                  <AskForNotice
                    key={soldOut.map(({ id }) => id).join()}
                    label={t("askRestock")}
                    slug={slug}
                    variants={soldOut}
                  />
                </ClientWords>
              )}
              <Promises />
            </div>
          </div>
        </SelectionProvider>
      </ClientWords>
      <About product={product} />
      <Facts attributes={product.attributes} title={t("facts")} />
      <DisclosureTable disclosure={product.disclosure} title={t("disclosure")} />
      <ClientWords of={["reviews", "form"]}>
        <ReviewSection reviews={reviews} slug={slug} />
        <QuestionSection questions={questions} slug={slug} />
      </ClientWords>
      <ProductRow kind="together" placement="product" productId={id} />
      <ProductRow placement="product" productId={id} />
    </div>
  );
}

/** The description; without one there is no such part. */
async function About({ product: { description, descriptionHtml } }: { product: Product }) {
  if (descriptionHtml === null && description.trim() === "") return null;
  const t = await getTranslations("product");
  return (
    <section aria-labelledby="about" className="mt-16 border-t border-line pt-10 md:mt-24 md:pt-14">
      <div className="grid gap-x-12 gap-y-6 md:grid-cols-[14rem_1fr]">
        <h2 className="text-xl font-bold" id="about">
          {t("about")}
        </h2>
        <div className="max-w-[38rem] min-w-0 text-[1.0625rem] leading-[1.8]">
          {descriptionHtml === null ? (
            <p className="whitespace-pre-line">{description}</p>
          ) : (
            <RichText html={descriptionHtml} tableLabel={t("table")} />
          )}
        </div>
      </div>
    </section>
  );
}

/** Leads to the brand's page. */
async function BrandLine({ label }: { label: string }) {
  const listed = await brands();
  const brand = listed.ok && listed.data.items.find((each) => each.label === label);
  return (
    <p className="text-[0.9375rem] font-medium text-soft">
      {brand ? <ShopLink href={`/b/${brand.slug}`}>{label}</ShopLink> : label}
    </p>
  );
}

/** As this visitor reads them: a member's own are marked, and the member's secret questions are readable. */
async function readOpinions(slug: string) {
  const api = await visitorApi();
  const [reviews, questions] = await Promise.all([
    listReviews(api, slug, { limit: FIRST_REVIEWS }),
    listQuestions(api, slug, { limit: FIRST_QUESTIONS }),
  ]);
  return { reviews: unwrap(reviews), questions: unwrap(questions) };
}
