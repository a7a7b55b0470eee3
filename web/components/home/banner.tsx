import { useTranslations } from "next-intl";
import { heroImage } from "@/lib/hero";
import { Icon } from "../ui/icon";
import { Picture } from "../ui/picture";
import { ShopLink } from "../ui/shop-link";

export function Banner({ href }: { href: string }) {
  const t = useTranslations("home");
  return (
    <section aria-labelledby="banner" className="shell mt-20 md:mt-28">
      <div className="overflow-hidden rounded-lg bg-leaf-wash md:grid md:grid-cols-[3fr_2fr] md:rounded-xl">
        <div className="aspect-[16/10] md:aspect-auto md:min-h-96">
          <Picture
            className="size-full"
            decorative
            image={heroImage(3, "", "#d9e2e8")}
            sizes="(min-width: 80rem) 45rem, (min-width: 48rem) 58vw, 92vw"
          />
        </div>
        <div className="flex flex-col items-start justify-center px-6 py-9 md:px-12">
          <h2 className="text-[1.5rem] font-bold whitespace-pre-line md:text-[2rem]" id="banner">
            {t("bannerTitle")}
          </h2>
          <p className="mt-3 leading-relaxed text-soft">{t("bannerText")}</p>
          <ShopLink
            className="mt-6 inline-flex min-h-11 items-center gap-1.5 border-b-2 border-ink font-bold"
            href={href}
          >
            {t("bannerAction")}
            <Icon name="arrow" size={18} />
          </ShopLink>
        </div>
      </div>
    </section>
  );
}
