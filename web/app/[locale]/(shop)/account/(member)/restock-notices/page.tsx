import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountPage, Card } from "@/components/account/account-page";
import { RestockList } from "@/components/account/restock-list";
import { ClientWords } from "@/components/client-words";
import { accountMetadata } from "@/lib/account/page-title";
import { unwrap } from "@/lib/api/problem";
import { listRestockNotices } from "@/lib/api/restock";
import { visitorApi } from "@/lib/api/server";
import { requireMember } from "@/lib/session/member";

export const generateMetadata = (): Promise<Metadata> => accountMetadata("restock-notices");

/** No member has more. */
const MOST_NOTICES = 100;

export default async function RestockNoticesPage() {
  await requireMember();
  const [t, words, api] = await Promise.all([
    getTranslations("account"),
    getTranslations("restock"),
    visitorApi(),
  ]);
  const { items } = unwrap(await listRestockNotices(api, { limit: MOST_NOTICES }));
  return (
    <AccountPage intro={words("text")} title={t("pages.restock-notices")}>
      <ClientWords of={["restock", "form"]}>
        <Card>
          {items.length === 0 && <p className="text-soft">{words("none")}</p>}
          <RestockList notices={items} />
        </Card>
      </ClientWords>
    </AccountPage>
  );
}
