import clsx from "clsx";
import { getLocale, getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/routing";
import type { ProductCard } from "@/lib/api/types";
import { compactPicture } from "@/lib/compact-picture";
import { priceText } from "@/lib/money";
import { cardForVisitor } from "@/lib/prices";
import { ownPricesOf } from "@/lib/session/own-prices";
import { type CardData, ProductCards } from "./product-card";

const cardData = (product: ProductCard, locale: Locale): CardData => ({
  id: product.id,
  slug: product.slug,
  name: product.name,
  ...(product.brand ? { brand: product.brand } : {}),
  picture: product.image && compactPicture(product.image),
  price: priceText(product.price, product.compareAtPrice, locale),
  ...(product.inStock ? {} : { soldOut: true }),
  ...(product.rating ? { rating: [product.rating.average.toFixed(1), product.rating.count] } : {}),
});

type Props = { products: ProductCard[]; columns?: "wide" | "beside"; firstAhead?: boolean };

/**
 * A member of a group sees the own prices in place of those for everybody.
 * @param columns "beside" leaves room for a column of filters
 */
export async function ProductGrid({ products, columns = "wide", firstAhead = false }: Props) {
  const [t, price, locale, own] = await Promise.all([
    getTranslations("product"),
    getTranslations("price"),
    getLocale(),
    ownPricesOf(products.map(({ id }) => id)),
  ]);
  return (
    <ul
      className={clsx(
        "grid grid-cols-2 gap-x-3.5 gap-y-9 md:gap-x-6 md:gap-y-12",
        columns === "wide" ? "md:grid-cols-4" : "md:grid-cols-3 xl:grid-cols-4",
      )}
    >
      <ProductCards
        firstAhead={firstAhead}
        products={products.map((product) => cardData(cardForVisitor(product, own), locale))}
        words={{
          soldOut: t("soldOut"),
          // The cards fill in their own; a message is text only after it was formatted.
          rating: t("rating", { average: "{average}", count: "{count}" }),
          discount: price("discount"),
          now: price("now"),
          before: price("before"),
        }}
      />
    </ul>
  );
}
