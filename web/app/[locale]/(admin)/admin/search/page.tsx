import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { SynonymRoom } from "@/components/admin/search/synonym-room";
import { TrySearch } from "@/components/admin/search/try-search";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { holds } from "@/lib/admin/tasks";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { readSynonyms } from "@/lib/api/synonyms";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "product:read")) return missingMetadata();
  const t = await getTranslations("synonyms");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** The words that find one another, and a search to try them. */
export default async function SearchPage() {
  const member = await getMember();
  if (!holds(member, "product:read")) return <Missing />;
  const [t, stored] = await Promise.all([getTranslations("synonyms"), visitorApi().then(readSynonyms)]);
  const readOnly = !holds(member, "product:write");
  return (
    <AdminPage intro={t(readOnly ? "readOnly" : "intro")} title={t("title")}>
      <ClientWords of={["form", "synonyms", "toast"]}>
        <div className="grid items-start gap-6 md:grid-cols-[minmax(0,1fr)_minmax(17rem,22rem)]">
          <SynonymRoom readOnly={readOnly} stored={unwrap(stored)} />
          <TrySearch />
        </div>
      </ClientWords>
    </AdminPage>
  );
}
