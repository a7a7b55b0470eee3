import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PolicyPage } from "@/components/policy/policy-page";
import { policy } from "@/lib/api/policies";
import { daysOfEvents } from "@/lib/api/recommendations";
import { serverApi } from "@/lib/api/server";
import { shopDetails } from "@/lib/api/shop";
import { pageMetadata } from "@/lib/page-metadata";

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
const recommendationParts = ["items", "who", "purpose", "period", "refusal"] as const;

/** The document that members agree to, and what every shopper needs to know before ordering. */
export default async function PrivacyPage() {
  const [t, document] = await Promise.all([getTranslations("policies"), policy("privacy")]);
  return (
    <PolicyPage document={document} title={t("privacy")}>
      <OrderData />
      <RecommendationData />
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

/** What the software itself does, whatever the merchant's document says: the right to refuse is here. */
async function RecommendationData() {
  const [t, days] = await Promise.all([
    getTranslations("policies.recommendations"),
    serverApi().then(daysOfEvents),
  ]);
  return (
    <section aria-labelledby="recommendations" className="border-t border-line pt-8">
      <h2 className="text-xl font-bold" id="recommendations">
        {t("title")}
      </h2>
      <p className="mt-3 leading-[1.8]">{t("text")}</p>
      <dl className="mt-5 space-y-4 rounded-lg bg-sand p-5 text-[0.9375rem] md:p-6">
        {recommendationParts.map((part) => (
          <div key={part}>
            <dt className="font-semibold">{t(`${part}.name`)}</dt>
            <dd className="mt-1 leading-relaxed">{t(`${part}.text`, { days })}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Left out while the merchant has not said whom to ask. */
async function Officer() {
  const [t, footer, { seller }] = await Promise.all([
    getTranslations("policies"),
    getTranslations("footer"),
    shopDetails(),
  ]);
  const { privacyOfficer, phone, email } = seller;
  const contact = [
    privacyOfficer,
    phone && t("officerPhone", { phone }),
    email && t("officerEmail", { email }),
  ].filter((part) => part !== null);
  if (contact.length === 0) return null;
  return (
    <section aria-labelledby="officer" className="border-t border-line pt-8">
      <h2 className="text-xl font-bold" id="officer">
        {footer("privacyOfficer")}
      </h2>
      <p className="mt-3 leading-[1.8]">{t("officer", { contact: contact.join(" · ") })}</p>
    </section>
  );
}
