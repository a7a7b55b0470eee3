import clsx from "clsx";
import { useTranslations } from "next-intl";
import { shopDetails } from "@/lib/api/shop";
import type { ShopDetails } from "@/lib/api/types";
import { businessInfoUrl } from "@/lib/seller";
import { ShopLink } from "../ui/shop-link";

/** What the merchant has not entered yet is left out. */
export async function Footer() {
  const shop = await shopDetails();
  const { phone, email, hours } = shop.seller;
  return (
    <footer className="drawn-later mt-24 border-t border-line bg-sand">
      <PolicyLinks />
      <div className="shell grid gap-10 pt-6 pb-12 md:grid-cols-[1fr_2fr] md:pt-8 md:pb-16">
        {(phone ?? email ?? hours) !== null && <Contact seller={shop.seller} />}
        <Business shop={shop} />
      </div>
    </footer>
  );
}

function Contact({ seller: { phone, email, hours } }: Pick<ShopDetails, "seller">) {
  const t = useTranslations("footer");
  return (
    <section aria-labelledby="footer-contact">
      <h2 className="text-sm font-bold" id="footer-contact">
        {t("contact")}
      </h2>
      {phone && <p className="mt-3 text-2xl font-bold tracking-tight tabular-nums">{phone}</p>}
      {hours && <p className="mt-1 text-sm text-soft">{hours}</p>}
      {email && (
        <a className="mt-2 inline-flex min-h-11 items-center text-sm text-link" href={`mailto:${email}`}>
          {email}
        </a>
      )}
    </section>
  );
}

/** The rest of the legal details; the heading is the trade name. */
const details = [
  "representative",
  "address",
  "businessNumber",
  "mailOrderNumber",
  "privacyOfficer",
  "hosting",
] as const;

function Business({ shop: { name, seller, notice } }: { shop: ShopDetails }) {
  const t = useTranslations("footer");
  const known = details.filter((detail) => seller[detail] !== null);
  return (
    <section aria-labelledby="footer-business">
      <h2 className="text-sm font-bold" id="footer-business">
        {seller.tradeName ?? name}
      </h2>
      {known.length > 0 && (
        <dl className="mt-3 flex flex-wrap gap-x-6 gap-y-1.5 text-[0.8125rem] leading-relaxed text-soft">
          {known.map((detail) => (
            <div className="flex gap-1.5" key={detail}>
              <dt className="shrink-0">{t(detail)}</dt>
              <dd className="text-ink">{seller[detail]}</dd>
            </div>
          ))}
        </dl>
      )}
      {seller.businessNumber && (
        <a
          className="mt-2 inline-flex min-h-11 items-center text-[0.8125rem] text-link"
          href={businessInfoUrl(seller.businessNumber)}
          rel="noreferrer"
          target="_blank"
        >
          {t("businessInfo")}
          <span className="sr-only"> {t("newWindow")}</span>
        </a>
      )}
      {notice && (
        <p className="mt-3 text-[0.8125rem] leading-relaxed whitespace-pre-line text-soft">{notice}</p>
      )}
    </section>
  );
}

/** Korean law asks for the privacy policy to stand out among the other links. */
function PolicyLinks() {
  const t = useTranslations("policies");
  const links = [
    { href: "/terms", label: t("terms"), look: "" },
    { href: "/privacy", label: t("privacy"), look: "font-bold" },
    { href: "/policies", label: t("title"), look: "text-soft" },
    { href: "/orders/lookup", label: t("lookUp"), look: "text-soft" },
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
