import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountPage } from "@/components/account/account-page";
import { SettingsForm } from "@/components/admin/settings/settings-form";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { holds } from "@/lib/admin/tasks";
import { unwrap } from "@/lib/api/problem";
import { categories, visitorApi } from "@/lib/api/server";
import { readSettings } from "@/lib/api/settings";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "shop:write")) return missingMetadata();
  const t = await getTranslations("settings");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** The shop's name, words and seller. For those who may not change them there is no such page. */
export default async function SettingsPage() {
  if (!holds(await getMember(), "shop:write")) return <Missing />;
  const [t, admin, stored, choices] = await Promise.all([
    getTranslations("settings"),
    getTranslations("admin"),
    visitorApi().then(readSettings),
    categories(),
  ]);
  return (
    <div className="shell pt-8 md:pt-12">
      <AccountPage intro={t("intro")} title={t("title")} up={{ name: admin("title"), path: "/admin" }}>
        <ClientWords of={["form", "settings"]}>
          <SettingsForm categories={unwrap(choices).items} stored={unwrap(stored)} />
        </ClientWords>
      </AccountPage>
    </div>
  );
}
