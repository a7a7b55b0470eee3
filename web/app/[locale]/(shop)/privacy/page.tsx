import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PolicyPage } from "@/components/policy/policy-page";
import { policy } from "@/lib/api/policies";
import { pageMetadata } from "@/lib/page-metadata";
import { shop } from "@/lib/shop";

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations("policies"), getLocale()]);
  return pageMetadata({
    locale,
    path: "/privacy",
    title: t("privacy"),
    description: t("privacyDescription"),
  });
}

const orderParts = ["purpose", "items", "shared", "period", "refusal"] as const;

/** The document that members agree to, and what every shopper needs to know before ordering. */
export default async function PrivacyPage() {
  const [t, document] = await Promise.all([getTranslations("policies"), policy("privacy")]);
  return (
    <PolicyPage document={document} title={t("privacy")}>
      <OrderData />
      <Officer />
    </PolicyPage>
  );
}

/** Guests see it before they order; the checkout links to it. */
async function OrderData() {
  const t = await getTranslations("policies.orders");
  return (
    <section aria-labelledby="orders" className="border-t border-line pt-8">
      <h2 className="text-xl font-bold" id="orders">
        {t("title")}
      </h2>
      <p className="mt-3 leading-[1.8]">{t("text")}</p>
      <dl className="mt-5 space-y-4 rounded-lg bg-sand p-5 text-[0.9375rem] md:p-6">
        {orderParts.map((part) => (
          <div key={part}>
            <dt className="font-semibold">{t(`${part}.name`)}</dt>
            <dd className="mt-1 leading-relaxed">{t(`${part}.text`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

async function Officer() {
  const [t, footer, locale] = await Promise.all([
    getTranslations("policies"),
    getTranslations("footer"),
    getLocale(),
  ]);
  return (
    <section aria-labelledby="officer" className="border-t border-line pt-8">
      <h2 className="text-xl font-bold" id="officer">
        {footer("privacyOfficer")}
      </h2>
      <p className="mt-3 leading-[1.8]">
        {t("officer", { name: shop.privacyOfficer[locale], phone: shop.phone, email: shop.email })}
      </p>
    </section>
  );
}
