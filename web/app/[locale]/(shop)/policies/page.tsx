import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ShopLink } from "@/components/ui/shop-link";
import { policies } from "@/lib/api/policies";
import { formatDay } from "@/lib/dates";
import { pageMetadata } from "@/lib/page-metadata";
import { policyPath } from "@/lib/policies";

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations("policies"), getLocale()]);
  return pageMetadata({ locale, path: "/policies", title: t("title"), description: t("intro") });
}

export default async function PoliciesPage() {
  const [t, locale, documents] = await Promise.all([getTranslations("policies"), getLocale(), policies()]);
  return (
    <div className="shell max-w-3xl pt-8 md:pt-12">
      <h1 className="text-[1.75rem] font-bold md:text-4xl">{t("title")}</h1>
      <p className="mt-3 text-soft">{t("intro")}</p>
      <ul className="mt-8 divide-y divide-line border-y border-line">
        {documents.map(({ code, title, version, effectiveAt }) => (
          <li className="py-4" key={code}>
            <ShopLink
              className="inline-flex min-h-11 items-center font-semibold text-link"
              href={policyPath(code)}
            >
              {code === "terms" || code === "privacy" ? t(code) : title}
            </ShopLink>
            <p className="text-[0.9375rem] text-soft tabular-nums">
              {t("version", { version, at: formatDay(effectiveAt, locale) })}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
