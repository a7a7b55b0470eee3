import clsx from "clsx";
import { useTranslations } from "next-intl";
import { heroImage } from "@/lib/hero";
import { Icon } from "../ui/icon";
import { Picture } from "../ui/picture";
import { ShopLink } from "../ui/shop-link";

export function Hero() {
  const t = useTranslations("home");
  return (
    <section aria-labelledby="hero" className="md:shell md:pt-6">
      <div className="grid overflow-hidden bg-sand md:grid-cols-[minmax(20rem,2fr)_3fr] md:rounded-xl">
        <div className="order-2 flex flex-col justify-center px-5 py-9 md:order-1 md:px-12 md:py-14 lg:px-16">
          <p className="text-sm font-semibold text-accent">{t("heroEyebrow")}</p>
          <h1
            className={clsx(
              "mt-3 text-[2.125rem] leading-[1.2] font-bold whitespace-pre-line",
              "md:text-[2.75rem] lg:text-[3.25rem]",
            )}
            id="hero"
          >
            {t("heroTitle")}
          </h1>
          <p className="mt-4 max-w-sm text-[1.0625rem] leading-relaxed text-soft">{t("heroText")}</p>
          <div className="mt-8">
            <ShopLink className="button button-ink" href="/products">
              {t("heroAction")}
              <Icon name="arrow" size={18} />
            </ShopLink>
          </div>
        </div>
        <div className="order-1 aspect-[4/3] md:order-2 md:aspect-auto md:min-h-[30rem]">
          <Picture
            className="size-full"
            decorative
            first
            image={heroImage(1, "", "#eadfce")}
            sizes="(min-width: 80rem) 45rem, (min-width: 48rem) 58vw, 100vw"
          />
        </div>
      </div>
    </section>
  );
}
