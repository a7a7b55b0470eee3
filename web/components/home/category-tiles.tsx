import type { Category } from "@/lib/api/types";
import { NoPicture, Picture } from "../ui/picture";
import { ShopLink } from "../ui/shop-link";

export function CategoryTiles({ categories, title }: { categories: Category[]; title: string }) {
  return (
    <section aria-labelledby="categories" className="shell mt-14 md:mt-20">
      <h2 className="sr-only" id="categories">
        {title}
      </h2>
      <ul className="grid grid-cols-4 gap-x-3 gap-y-6 md:grid-cols-6 md:gap-x-6 md:gap-y-9">
        {categories.map(({ slug, name, image }) => (
          <li key={slug}>
            <ShopLink className="group block rounded-lg text-center" href={`/c/${slug}`}>
              <span className="block aspect-square overflow-hidden rounded-lg">
                {image ? (
                  <Picture
                    className="size-full transition-transform duration-500 group-hover:scale-105"
                    decorative
                    image={image}
                    sizes="(min-width: 80rem) 11rem, (min-width: 48rem) 15vw, 22vw"
                  />
                ) : (
                  <NoPicture className="size-full" />
                )}
              </span>
              <span className="mt-2.5 block text-[0.8125rem] font-medium md:text-[0.9375rem]">{name}</span>
            </ShopLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
