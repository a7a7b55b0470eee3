import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { StatusPanel } from "@/components/checkout/status-panel";
import { ShopLink } from "@/components/ui/shop-link";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.goodbye");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** The visitor is no longer a member, so this page reads nothing about an account. */
export default async function GoodbyePage() {
  const t = await getTranslations("account.goodbye");
  return (
    <StatusPanel look="done" text={t("text")} title={t("title")}>
      <ShopLink className="button button-ink w-full max-w-xs" href="/">
        {t("home")}
      </ShopLink>
    </StatusPanel>
  );
}
