import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountPage, Panel } from "@/components/account/account-page";
import { Passkeys } from "@/components/account/passkeys";
import { Totp } from "@/components/account/totp";
import { ClientWords } from "@/components/client-words";
import { accountMetadata } from "@/lib/account/page-title";
import { listPasskeys } from "@/lib/api/account";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { requireMember } from "@/lib/session/member";

export const generateMetadata = (): Promise<Metadata> => accountMetadata("security");

export default async function SecurityPage() {
  const member = await requireMember();
  const t = await getTranslations("account");
  const passkeys = unwrap(await listPasskeys(await visitorApi()));
  return (
    <AccountPage intro={t("security.intro")} title={t("pages.security")}>
      <ClientWords of={["auth", "form", "account.form", "account.security"]}>
        <Panel id="passkeys" text={t("security.passkeysText")} title={t("security.passkeys")}>
          <Passkeys passkeys={passkeys.items} />
        </Panel>
        <Panel id="totp" text={t("security.totpText")} title={t("security.totp")}>
          <Totp codesLeft={member.secondFactor.recoveryCodesLeft} on={member.secondFactor.totp} />
        </Panel>
      </ClientWords>
    </AccountPage>
  );
}
