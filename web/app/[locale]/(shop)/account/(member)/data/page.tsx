import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountPage, Panel } from "@/components/account/account-page";
import { ExportButton } from "@/components/account/export-button";
import { ClientWords } from "@/components/client-words";
import { accountMetadata } from "@/lib/account/page-title";
import { requireMember } from "@/lib/session/member";

export const generateMetadata = (): Promise<Metadata> => accountMetadata("data");

const parts = ["profile", "addresses", "orders", "agreements", "sessions", "cart"] as const;

export default async function DataPage() {
  const [t] = await Promise.all([getTranslations("account"), requireMember()]);
  return (
    <AccountPage intro={t("data.intro")} title={t("pages.data")}>
      <Panel id="export" text={t("data.text")} title={t("data.export")}>
        <ul className="mb-6 list-disc space-y-1 pl-5 text-[0.9375rem]">
          {parts.map((part) => (
            <li key={part}>{t(`data.parts.${part}`)}</li>
          ))}
        </ul>
        <ClientWords of={["form", "account.form", "account.data"]}>
          <ExportButton />
        </ClientWords>
      </Panel>
    </AccountPage>
  );
}
