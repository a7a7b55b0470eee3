import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { KeyRoom } from "@/components/admin/api-keys/key-room";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { holds } from "@/lib/admin/tasks";
import { listApiKeys } from "@/lib/api/api-keys";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { publicUrl } from "@/lib/config";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "key:write")) return missingMetadata();
  const t = await getTranslations("adminApiKeys");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** Keys of programs that work with the shop. */
export default async function ApiKeysPage() {
  const member = await getMember();
  if (!member || !holds(member, "key:write")) return <Missing />;
  const [t, api] = await Promise.all([getTranslations("adminApiKeys"), visitorApi()]);
  const { items } = unwrap(await listApiKeys(api));
  const intro = t.rich("intro", {
    docs: (words) => (
      <a className="text-link" href="/api/docs">
        {words}
      </a>
    ),
  });
  return (
    <AdminPage intro={intro} title={t("title")}>
      <ClientWords of={["account.form", "adminApiKeys", "adminFrame", "auth", "form", "toast"]}>
        <KeyRoom held={member.permissions} keys={items} now={Date.now()} shopUrl={publicUrl().origin} />
      </ClientWords>
    </AdminPage>
  );
}
