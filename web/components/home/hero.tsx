import clsx from "clsx";
import { useTranslations } from "next-intl";
import type { ShopDetails } from "@/lib/api/types";
import { Icon } from "../ui/icon";
import { Picture } from "../ui/picture";
import { ShopLink } from "../ui/shop-link";

type Words = NonNullable<ShopDetails["hero"]>;

/** A shop without words of its own shows its name. */
export function Hero({ shop: { name, hero } }: { shop: Pick<ShopDetails, "name" | "hero"> }) {
  const words: Words = hero ?? { eyebrow: null, title: name, text: null, action: null, picture: null };
  const { picture } = words;
  return (
    <section aria-labelledby="hero" className="md:shell md:pt-6">
      <div
        className={clsx(
          "grid overflow-hidden bg-sand md:rounded-xl",
          picture && "md:grid-cols-[minmax(20rem,2fr)_3fr]",
        )}
      >
        <HeroWords words={words} />
        {picture && (
          <div className="order-1 aspect-[4/3] md:order-2 md:aspect-auto md:min-h-[30rem]">
            <Picture
              className="size-full"
              decorative
              first
              image={picture}
              sizes="(min-width: 80rem) 45rem, (min-width: 48rem) 58vw, 100vw"
            />
          </div>
        )}
      </div>
    </section>
  );
}

function HeroWords({ words: { eyebrow, title, text, action } }: { words: Words }) {
  const t = useTranslations("home");
  return (
    <div className="order-2 flex flex-col justify-center px-5 py-9 md:order-1 md:px-12 md:py-14 lg:px-16">
      {eyebrow && <p className="mb-3 text-sm font-semibold text-accent">{eyebrow}</p>}
      <h1
        className={clsx(
          "text-[2.125rem] leading-[1.2] font-bold whitespace-pre-line",
          "md:text-[2.75rem] lg:text-[3.25rem]",
        )}
        id="hero"
      >
        {title}
      </h1>
      {text && (
        <p className="mt-4 max-w-sm text-[1.0625rem] leading-relaxed whitespace-pre-line text-soft">{text}</p>
      )}
      <div className="mt-8">
        <ShopLink className="button button-ink" href="/products">
          {action ?? t("look")}
          <Icon name="arrow" size={18} />
        </ShopLink>
      </div>
    </div>
  );
}
