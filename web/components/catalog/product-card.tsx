import clsx from "clsx";
import { useTranslations } from "next-intl";
import type { ProductCard as Card } from "@/lib/api/types";
import { NoPicture, Picture } from "../ui/picture";
import { Price } from "../ui/price";
import { ShopLink } from "../ui/shop-link";

const SIZES = "(min-width: 80rem) 18rem, (min-width: 48rem) 24vw, 46vw";

/** The whole card is the link; the link's text is the product's name. */
function ProductCard({ product, first = false }: { product: Card; first?: boolean }) {
  const t = useTranslations("product");
  return (
    <article className="group relative">
      <div className="relative aspect-square overflow-hidden rounded-lg bg-sand">
        {product.image ? (
          <Picture
            className={clsx(
              "size-full transition-transform duration-500 ease-out group-hover:scale-[1.035]",
              !product.inStock && "opacity-55",
            )}
            decorative
            first={first}
            image={product.image}
            sizes={SIZES}
          />
        ) : (
          <NoPicture className="size-full" />
        )}
        {!product.inStock && (
          <span
            className={clsx(
              "absolute top-3 left-3 rounded-full bg-ink px-3 py-1 text-xs font-semibold text-white",
            )}
          >
            {t("soldOut")}
          </span>
        )}
      </div>
      <div className="mt-3 md:mt-4">
        {product.brand && <p className="truncate text-[0.8125rem] text-soft">{product.brand}</p>}
        <h3 className="mt-0.5 line-clamp-2 text-[0.9375rem] leading-snug font-medium tracking-[-0.011em]">
          <ShopLink className="after:absolute after:inset-0 after:rounded-lg" href={`/p/${product.slug}`}>
            {product.name}
          </ShopLink>
        </h3>
        <div className="mt-1.5">
          <Price compareAt={product.compareAtPrice} price={product.price} />
        </div>
      </div>
    </article>
  );
}

type GridProps = { products: Card[]; columns?: "wide" | "beside"; firstAhead?: boolean };

/** @param columns "beside" leaves room for a column of filters */
export function ProductGrid({ products, columns = "wide", firstAhead = false }: GridProps) {
  return (
    <ul
      className={clsx(
        "grid grid-cols-2 gap-x-3.5 gap-y-9 md:gap-x-6 md:gap-y-12",
        columns === "wide" ? "md:grid-cols-4" : "md:grid-cols-3 xl:grid-cols-4",
      )}
    >
      {products.map((product, index) => (
        <li key={product.id}>
          <ProductCard first={firstAhead && index < 2} product={product} />
        </li>
      ))}
    </ul>
  );
}
