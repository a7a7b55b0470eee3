import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ClientWords } from "@/components/client-words";
import { AskReset } from "@/components/session/ask-reset";
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
    <ClientWords of={["session", "form", "reset"]}>
      <AskReset />
    </ClientWords>
  );
}
