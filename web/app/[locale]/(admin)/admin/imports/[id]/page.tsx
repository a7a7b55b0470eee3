import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ImportDesk } from "@/components/admin/imports/import-desk";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { importPermissions } from "@/lib/admin/imports/kinds";
import { holds } from "@/lib/admin/tasks";
import { readImport } from "@/lib/api/imports";
import { unwrapOrNull } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), importPermissions)) return missingMetadata();
  const t = await getTranslations("imports");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** One file: its columns, what it would do, and what it did. */
export default async function ImportPage({ params }: Props) {
  if (!holds(await getMember(), importPermissions)) return <Missing />;
  const [t, { id }, api] = await Promise.all([getTranslations("imports"), params, visitorApi()]);
  const file = unwrapOrNull(await readImport(api, id));
  if (!file) return <Missing />;
  const intro = t("fileIntro", {
    kind: t(`kinds.${file.kind}`),
    rows: file.rows,
    format: [file.format, file.encoding].filter(Boolean).join(" · ").toUpperCase(),
  });
  return (
    <AdminPage intro={intro} title={file.fileName} up={{ name: t("title"), path: "/admin/imports" }}>
      <ClientWords of={["imports", "form"]}>
        <ImportDesk key={file.id} stored={file} />
      </ClientWords>
    </AdminPage>
  );
}
