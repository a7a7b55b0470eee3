import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import type { Locale } from "@/i18n/routing";
import type { ProductCard } from "@/lib/api/types";
import { compactPicture } from "@/lib/compact-picture";
import { priceText } from "@/lib/money";
import { type CardData, ProductCards } from "./product-card";

const cardData = (product: ProductCard, locale: Locale): CardData => ({
  id: product.id,
  slug: product.slug,
  name: product.name,
  ...(product.brand ? { brand: product.brand } : {}),
  picture: product.image && compactPicture(product.image),
  price: priceText(product.price, product.compareAtPrice, locale),
  ...(product.inStock ? {} : { soldOut: true }),
});

type Props = { products: ProductCard[]; columns?: "wide" | "beside"; firstAhead?: boolean };

/** @param columns "beside" leaves room for a column of filters */
export function ProductGrid({ products, columns = "wide", firstAhead = false }: Props) {
  const t = useTranslations("product");
  const price = useTranslations("price");
  const locale = useLocale();
  return (
    <ul
      className={clsx(
        "grid grid-cols-2 gap-x-3.5 gap-y-9 md:gap-x-6 md:gap-y-12",
        columns === "wide" ? "md:grid-cols-4" : "md:grid-cols-3 xl:grid-cols-4",
      )}
    >
      <ProductCards
        firstAhead={firstAhead}
        products={products.map((product) => cardData(product, locale))}
        words={{
          soldOut: t("soldOut"),
          discount: price("discount"),
          now: price("now"),
          before: price("before"),
        }}
      />
    </ul>
  );
}
