import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountPage } from "@/components/account/account-page";
import { SessionList } from "@/components/account/session-list";
import { ClientWords } from "@/components/client-words";
import { accountMetadata } from "@/lib/account/page-title";
import { listSessions } from "@/lib/api/account";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { requireMember } from "@/lib/session/member";

export const generateMetadata = (): Promise<Metadata> => accountMetadata("sessions");

export default async function SessionsPage() {
  await requireMember();
  const t = await getTranslations("account");
  const { items } = unwrap(await listSessions(await visitorApi()));
  return (
    <AccountPage intro={t("sessions.intro")} title={t("pages.sessions")}>
      <ClientWords of={["form", "account.form", "account.sessions"]}>
        <SessionList sessions={items.toSorted((a, b) => Number(b.current) - Number(a.current))} />
      </ClientWords>
    </AccountPage>
  );
}
