import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { AskReset } from "@/components/auth/ask-reset";
import { ClientWords } from "@/components/client-words";
import { pageMetadata } from "@/lib/page-metadata";

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations("reset"), getLocale()]);
  return pageMetadata({
    locale,
    path: "/forgot-password",
    title: t("title"),
    description: t("text"),
    indexed: false,
  });
}

export default function ForgotPasswordPage() {
  return (
    <ClientWords of={["auth", "form", "reset"]}>
      <AskReset />
    </ClientWords>
  );
}
