import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PolicyPage } from "@/components/policy/policy-page";
import { policy } from "@/lib/api/policies";
import { pageMetadata } from "@/lib/page-metadata";

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations("policies"), getLocale()]);
  return pageMetadata({ locale, path: "/terms", title: t("terms"), description: t("termsDescription") });
}

export default async function TermsPage() {
  const [t, document] = await Promise.all([getTranslations("policies"), policy("terms")]);
  return <PolicyPage document={document} title={t("terms")} />;
}
