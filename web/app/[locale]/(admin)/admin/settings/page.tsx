import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { DisclosureRuleForm } from "@/components/admin/settings/disclosure-rule-form";
import { SettingsForm } from "@/components/admin/settings/settings-form";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { holds } from "@/lib/admin/tasks";
import { readDisclosureRule } from "@/lib/api/disclosure-rule";
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
  const [t, stored, rule, choices] = await Promise.all([
    getTranslations("settings"),
    visitorApi().then(readSettings),
    visitorApi().then(readDisclosureRule),
    categories(),
  ]);
  return (
    <AdminPage intro={t("intro")} title={t("title")}>
      <ClientWords of={["form", "settings"]}>
        <div className="max-w-3xl space-y-8">
          <SettingsForm categories={unwrap(choices).items} stored={unwrap(stored)} />
          <DisclosureRuleForm stored={unwrap(rule)} />
        </div>
      </ClientWords>
    </AdminPage>
  );
}
