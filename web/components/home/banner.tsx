import clsx from "clsx";
import { useTranslations } from "next-intl";
import type { ShopDetails } from "@/lib/api/types";
import { Icon } from "../ui/icon";
import { Picture } from "../ui/picture";
import { ShopLink } from "../ui/shop-link";

/** Leads to the category that the merchant chose. */
export function Banner({
  banner: { title, text, action, category, picture },
}: {
  banner: NonNullable<ShopDetails["banner"]>;
}) {
  const t = useTranslations("home");
  return (
    <section aria-labelledby="banner" className="shell drawn-later mt-20 md:mt-28">
      <div
        className={clsx(
          "overflow-hidden rounded-lg bg-leaf-wash md:rounded-xl",
          picture && "md:grid md:grid-cols-[3fr_2fr]",
        )}
      >
        {picture && (
          <div className="aspect-[16/10] md:aspect-auto md:min-h-96">
            <Picture
              className="size-full"
              decorative
              image={picture}
              sizes="(min-width: 80rem) 45rem, (min-width: 48rem) 58vw, 92vw"
            />
          </div>
        )}
        <div className="flex flex-col items-start justify-center px-6 py-9 md:px-12">
          <h2 className="text-[1.5rem] font-bold whitespace-pre-line md:text-[2rem]" id="banner">
            {title}
          </h2>
          {text && <p className="mt-3 leading-relaxed whitespace-pre-line text-soft">{text}</p>}
          <ShopLink
            className="mt-6 inline-flex min-h-11 items-center gap-1.5 border-b-2 border-ink font-bold"
            href={`/c/${category}`}
          >
            {action ?? t("look")}
            <Icon name="arrow" size={18} />
          </ShopLink>
        </div>
      </div>
    </section>
  );
}
