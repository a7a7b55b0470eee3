import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ListPages } from "@/components/admin/frame/list-pages";
import { NoRows } from "@/components/admin/frame/no-rows";
import { ExportLinks } from "@/components/admin/imports/export-links";
import { ImportHistory } from "@/components/admin/imports/import-history";
import { ImportUpload } from "@/components/admin/imports/import-upload";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { exportKinds, importKinds, importPermissions } from "@/lib/admin/imports/kinds";
import { oneOf, type PageQuery } from "@/lib/admin/list-address";
import { holds } from "@/lib/admin/tasks";
import { listImports } from "@/lib/api/imports";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

const PATH = "/admin/imports";
const PANEL = "rounded-lg border border-line bg-white p-5";

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), importPermissions)) return missingMetadata();
  const t = await getTranslations("imports");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** Files into the shop and out of it, and what became of earlier ones. */
export default async function ImportsPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const member = await getMember();
  if (!holds(member, importPermissions)) return <Missing />;
  const [t, query, api] = await Promise.all([getTranslations("imports"), searchParams, visitorApi()]);
  const cursor = oneOf(query, "cursor");
  const { items, nextCursor } = unwrap(await listImports(api, { limit: 20, ...(cursor && { cursor }) }));
  const imported = importKinds.filter((each) => holds(member, each.imports)).map(({ kind }) => kind);
  const exported = exportKinds.filter((each) => holds(member, each.exports)).map(({ kind }) => kind);
  return (
    <AdminPage intro={t("intro")} title={t("title")}>
      <div className="grid gap-5 lg:grid-cols-[3fr_2fr]">
        <section aria-labelledby="upload" className={PANEL}>
          <h2 className="mb-3 text-xl font-bold" id="upload">
            {t("upload")}
          </h2>
          <ClientWords of={["imports", "form"]}>
            <ImportUpload kinds={imported} />
          </ClientWords>
          <p className="mt-4 text-sm text-soft">{t("formats")}</p>
        </section>
        <section aria-labelledby="export" className={PANEL}>
          <h2 className="mb-1 text-xl font-bold" id="export">
            {t("export")}
          </h2>
          <p className="mb-2 text-[0.9375rem] text-soft">{t("exportText")}</p>
          <ExportLinks kinds={exported} />
        </section>
      </div>
      <h2 className="mt-8 mb-3 text-xl font-bold">{t("history")}</h2>
      {items.length > 0 ? <ImportHistory rows={items} /> : <NoRows text={t("none")} />}
      <ListPages cursor={cursor} nextCursor={nextCursor} path={PATH} search={{}} />
    </AdminPage>
  );
}
