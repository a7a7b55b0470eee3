"use client";

import { type CompactPicture, wholePicture } from "@/lib/compact-picture";
import { NoPicture, Picture } from "../ui/picture";
import { ShopLink } from "../ui/shop-link";

type Tile = { slug: string; name: string; picture: CompactPicture | null };

const SIZES = "(min-width: 80rem) 11rem, (min-width: 48rem) 15vw, 22vw";

export function CategoryTiles({ tiles, title }: { tiles: Tile[]; title: string }) {
  return (
    <section aria-labelledby="categories" className="shell mt-14 md:mt-20">
      <h2 className="sr-only" id="categories">
        {title}
      </h2>
      <ul className="grid grid-cols-4 gap-x-3 gap-y-6 md:grid-cols-6 md:gap-x-6 md:gap-y-9">
        {tiles.map(({ slug, name, picture }) => (
          <li key={slug}>
            <ShopLink className="tile" href={`/c/${slug}`}>
              <span>
                {picture ? (
                  <Picture decorative image={wholePicture(picture)} sizes={SIZES} />
                ) : (
                  <NoPicture className="size-full" />
                )}
              </span>
              {name}
            </ShopLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
