import clsx from "clsx";
import { getLocale, getTranslations } from "next-intl/server";
import { businessInfoUrl, shop } from "@/lib/shop";
import { ShopLink } from "../ui/shop-link";

export async function Footer() {
  const [t, locale] = await Promise.all([getTranslations("footer"), getLocale()]);
  const details = [
    [t("representative"), shop.representative[locale]],
    [t("address"), shop.address[locale]],
    [t("businessNumber"), shop.businessNumber],
    [t("mailOrderNumber"), shop.mailOrderNumber[locale]],
    [t("privacyOfficer"), shop.privacyOfficer[locale]],
    [t("hosting"), shop.hosting[locale]],
  ] as const;
  return (
    <footer className="mt-24 border-t border-line bg-sand">
      <PolicyLinks />
      <div className="shell grid gap-10 pt-6 pb-12 md:grid-cols-[1fr_2fr] md:pt-8 md:pb-16">
        <section aria-labelledby="footer-contact">
          <h2 className="text-sm font-bold" id="footer-contact">
            {t("contact")}
          </h2>
          <p className="mt-3 text-2xl font-bold tracking-tight tabular-nums">{shop.phone}</p>
          <p className="mt-1 text-sm text-soft">{t("hours")}</p>
          <a
            className="mt-2 inline-flex min-h-11 items-center text-sm text-link"
            href={`mailto:${shop.email}`}
          >
            {shop.email}
          </a>
        </section>
        <section aria-labelledby="footer-business">
          <h2 className="text-sm font-bold" id="footer-business">
            {shop.name[locale]}
          </h2>
          <dl className="mt-3 flex flex-wrap gap-x-6 gap-y-1.5 text-[0.8125rem] leading-relaxed text-soft">
            {details.map(([term, value]) => (
              <div className="flex gap-1.5" key={term}>
                <dt className="shrink-0">{term}</dt>
                <dd className="text-ink">{value}</dd>
              </div>
            ))}
          </dl>
          <a
            className="mt-2 inline-flex min-h-11 items-center text-[0.8125rem] text-link"
            href={businessInfoUrl}
            rel="noreferrer"
            target="_blank"
          >
            {t("businessInfo")}
            <span className="sr-only"> {t("newWindow")}</span>
          </a>
          <p className="mt-3 text-[0.8125rem] leading-relaxed text-soft">{t("notice")}</p>
        </section>
      </div>
    </footer>
  );
}

/** Korean law asks for the privacy policy to stand out among the other links. */
async function PolicyLinks() {
  const t = await getTranslations("policies");
  const links = [
    { href: "/terms", label: t("terms"), look: "" },
    { href: "/privacy", label: t("privacy"), look: "font-bold" },
    { href: "/policies", label: t("title"), look: "text-soft" },
  ];
  return (
    <nav aria-label={t("title")} className="shell pt-6 md:pt-8">
      <ul className="flex flex-wrap gap-x-6">
        {links.map(({ href, label, look }) => (
          <li key={href}>
            <ShopLink
              className={clsx("inline-flex min-h-11 items-center text-sm hover:underline", look)}
              href={href}
            >
              {label}
            </ShopLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
