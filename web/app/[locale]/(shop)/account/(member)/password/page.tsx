import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountPage, Card } from "@/components/account/account-page";
import { PasswordForm } from "@/components/account/password-form";
import { ClientWords } from "@/components/client-words";
import { accountMetadata } from "@/lib/account/page-title";
import { requireMember } from "@/lib/session/member";

export const generateMetadata = (): Promise<Metadata> => accountMetadata("password");

export default async function PasswordPage() {
  const [t, member] = await Promise.all([getTranslations("account"), requireMember()]);
  return (
    <AccountPage intro={t("password.intro")} title={t("pages.password")}>
      <ClientWords of={["auth", "form", "account.form", "account.password"]}>
        <Card>
          <PasswordForm email={member.email} />
        </Card>
      </ClientWords>
    </AccountPage>
  );
}
