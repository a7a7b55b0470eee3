import type { Locale } from "../i18n/routing.ts";
import type { Product, ShopDetails } from "./api/types.ts";
import { plainAmount } from "./money.ts";
import { localePath } from "./paths.ts";

/**
 * schema.org BreadcrumbList.
 * @param trail from the home page to the page itself, paths without language
 */
export function breadcrumbs(origin: URL, locale: Locale, trail: { name: string; path: string }[]) {
  return {
    "@context": "https://schema.org",
    "@type": "BreadcrumbList",
    itemListElement: trail.map(({ name, path }, index) => ({
      "@type": "ListItem",
      position: index + 1,
      name,
      item: new URL(localePath(locale, path), origin).href,
    })),
  };
}

/** schema.org OnlineStore, with what is known of its seller. */
export function shopData(origin: URL, locale: Locale, { name, description, seller }: ShopDetails) {
  const details = {
    description,
    legalName: seller.tradeName,
    email: seller.email,
    telephone: seller.phone,
    address: seller.address,
  };
  return {
    "@context": "https://schema.org",
    "@type": "OnlineStore",
    name,
    url: new URL(localePath(locale, "/"), origin).href,
    ...Object.fromEntries(Object.entries(details).filter(([, value]) => value !== null)),
  };
}

/** schema.org Product with one offer per variant, at the prices that the page shows. */
export function productData(origin: URL, locale: Locale, product: Product) {
  const url = new URL(localePath(locale, `/p/${product.slug}`), origin).href;
  const isSold = ({ available }: { available: number }) => product.forSale && available > 0;
  return {
    "@context": "https://schema.org",
    "@type": "Product",
    name: product.name,
    ...(product.description.trim() === "" ? {} : { description: product.description }),
    url,
    image: product.images.map((image) => new URL(image.url, origin).href),
    ...(product.rating
      ? {
          aggregateRating: {
            "@type": "AggregateRating",
            ratingValue: product.rating.average,
            reviewCount: product.rating.count,
          },
        }
      : {}),
    ...(product.brand ? { brand: { "@type": "Brand", name: product.brand } } : {}),
    offers: product.variants.map((variant) => ({
      "@type": "Offer",
      sku: variant.sku,
      url,
      price: plainAmount(variant.price),
      priceCurrency: variant.price.currency,
      availability: `https://schema.org/${isSold(variant) ? "InStock" : "OutOfStock"}`,
      itemCondition: "https://schema.org/NewCondition",
      hasMerchantReturnPolicy: {
        "@type": "MerchantReturnPolicy",
        applicableCountry: "KR",
        returnPolicyCategory: "https://schema.org/MerchantReturnFiniteReturnWindow",
        merchantReturnDays: 7,
      },
    })),
  };
}
