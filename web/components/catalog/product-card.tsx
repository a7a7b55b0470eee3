"use client";

import { type CompactPicture, wholePicture } from "@/lib/compact-picture";
import type { PriceText } from "@/lib/money";
import { NoPicture, Picture } from "../ui/picture";
import { PriceLine, type PriceWords } from "../ui/price";
import { ShopLink } from "../ui/shop-link";

export type CardData = {
  id: string;
  slug: string;
  name: string;
  brand?: string;
  picture: CompactPicture | null;
  price: PriceText;
  soldOut?: true;
  /** Average and number of reviews. */
  rating?: [average: string, count: number];
};

/** `rating` has {average} and {count}. */
export type CardWords = PriceWords & { soldOut: string; rating: string };

const SIZES = "(min-width: 80rem) 18rem, (min-width: 48rem) 24vw, 46vw";

/** The number of cards that are in the first screen when a list begins the page. */
const FIRST_CARDS = 2;

type CardsProps = { products: CardData[]; firstAhead: boolean; words: CardWords };

/** A client component, so that the page carries the products' data and not each card a second time. */
export function ProductCards({ products, firstAhead, words }: CardsProps) {
  return products.map((product, index) => (
    <li className="card" key={product.id}>
      <ProductCard first={firstAhead && index < FIRST_CARDS} product={product} words={words} />
    </li>
  ));
}

type CardProps = { product: CardData; first: boolean; words: CardWords };

/** The whole card is the link; the link's text is the product's name. */
function ProductCard({ product, first, words }: CardProps) {
  const { slug, name, brand, picture, price, soldOut, rating } = product;
  return (
    <>
      <div className={soldOut ? "card-picture card-gone" : "card-picture"}>
        {picture ? (
          <Picture decorative first={first} image={wholePicture(picture)} sizes={SIZES} />
        ) : (
          <NoPicture className="size-full" />
        )}
        {soldOut && <span>{words.soldOut}</span>}
      </div>
      {brand && <p className="card-brand">{brand}</p>}
      <h3>
        <ShopLink href={`/p/${slug}`}>{name}</ShopLink>
      </h3>
      <PriceLine {...price} words={words} />
      {rating && (
        <p className="card-brand">
          <span aria-hidden="true">
            ★ {rating[0]} ({rating[1]})
          </span>
          <span className="sr-only">
            {words.rating.replace("{average}", rating[0]).replace("{count}", String(rating[1]))}
          </span>
        </p>
      )}
    </>
  );
}
