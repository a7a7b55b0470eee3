import clsx from "clsx";
import { useTranslations } from "next-intl";
import { changed, type Listing, listingPath, sortsOf } from "@/lib/listing";
import { ShopLink } from "../ui/shop-link";

const words = {
  relevance: "sortRelevance",
  recommended: "sortRecommended",
  popular: "sortPopular",
  newest: "sortNewest",
  price: "sortCheap",
  "-price": "sortDear",
  rating: "sortRating",
  name: "sortName",
} as const;

export function SortLinks({ path, listing }: { path: string; listing: Listing }) {
  const t = useTranslations("listing");
  return (
    <nav aria-label={t("sort")} className="min-w-0">
      <ul className="scroll-strip flex gap-x-4 md:gap-x-5">
        {sortsOf(listing).map((sort) => (
          <li className="shrink-0" key={sort}>
            <ShopLink
              aria-current={sort === listing.sort ? "true" : undefined}
              className={clsx(
                "inline-flex min-h-11 items-center text-[0.875rem] whitespace-nowrap",
                sort === listing.sort ? "font-bold" : "text-soft hover:text-ink",
              )}
              href={listingPath(path, changed(listing, { sort }))}
              rel="nofollow"
              scroll={false}
            >
              {t(words[sort])}
            </ShopLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
