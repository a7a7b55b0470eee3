"use client";

import clsx from "clsx";
import { usePathname, useSearchParams } from "next/navigation";
import { useLocale } from "next-intl";
import { localePath, withoutLocale } from "@/lib/paths";

const other = {
  ko: { locale: "en", label: "EN, English", short: "EN" },
  en: { locale: "ko", label: "한국어", short: "한국어" },
} as const;

/** Links to the same page in the other language. A plain link, because a new language is a new document. */
export function LanguageSwitch() {
  const pathname = usePathname();
  const search = useSearchParams();
  const { locale, label, short } = other[useLocale()];
  const path = localePath(locale, withoutLocale(pathname));
  return (
    <a
      aria-label={label}
      className={clsx(
        "inline-flex min-h-11 min-w-11 items-center justify-center px-1 text-sm font-medium text-soft",
        "xs:px-2 hover:text-ink",
      )}
      href={search.size > 0 ? `${path}?${search}` : path}
      hrefLang={locale}
      lang={locale}
    >
      {short}
    </a>
  );
}
