import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountPage, Panel } from "@/components/account/account-page";
import { EmailForm } from "@/components/account/email-form";
import { ProfileForm } from "@/components/account/profile-form";
import { UnverifiedNotice } from "@/components/account/unverified-notice";
import { ClientWords } from "@/components/client-words";
import { accountMetadata } from "@/lib/account/page-title";
import { requireMember } from "@/lib/session/member";

export const generateMetadata = (): Promise<Metadata> => accountMetadata("profile");

export default async function ProfilePage() {
  const [t, member] = await Promise.all([getTranslations("account"), requireMember()]);
  return (
    <AccountPage title={t("pages.profile")}>
      <ClientWords of={["auth", "form", "account.form", "account.profile", "account.unverified"]}>
        {!member.emailVerified && <UnverifiedNotice email={member.email} />}
        <Panel id="details" title={t("profile.details")}>
          <ProfileForm name={member.name} orderMessages={member.orderMessages} phone={member.phone ?? ""} />
        </Panel>
        <Panel id="email" text={t("profile.emailNow", { email: member.email })} title={t("profile.email")}>
          <EmailForm />
        </Panel>
      </ClientWords>
    </AccountPage>
  );
}
