import clsx from "clsx";
import type { ProductCard } from "@/lib/api/types";
import { ProductGrid } from "../catalog/product-grid";
import { Icon } from "../ui/icon";
import { ShopLink } from "../ui/shop-link";

type Props = {
  id: string;
  title: string;
  text: string;
  products: ProductCard[];
  more: { href: string; label: string };
};

/** A titled row of products. */
export function Shelf({ id, title, text, products, more }: Props) {
  if (products.length === 0) return null;
  return (
    <section aria-labelledby={id} className="shell shelf-drawn-later mt-20 md:mt-28">
      <div className="mb-6 flex items-end justify-between gap-4 md:mb-9">
        <div>
          <h2 className="text-[1.625rem] font-bold md:text-[2rem]" id={id}>
            {title}
          </h2>
          <p className="mt-1.5 text-[0.9375rem] text-soft">{text}</p>
        </div>
        <ShopLink
          className={clsx(
            "inline-flex min-h-11 shrink-0 items-center gap-0.5 text-[0.9375rem] font-medium",
            "hover:underline",
          )}
          href={more.href}
        >
          {more.label}
          <span className="sr-only">: {title}</span>
          <Icon name="right" size={16} />
        </ShopLink>
      </div>
      <ProductGrid products={products} />
    </section>
  );
}
