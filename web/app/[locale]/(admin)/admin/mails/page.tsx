import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { MailEditor } from "@/components/admin/mails/mail-editor";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { ShopLink } from "@/components/ui/shop-link";
import { listAddress, oneOf, type PageQuery } from "@/lib/admin/list-address";
import { holds } from "@/lib/admin/tasks";
import { listMails, readMail } from "@/lib/api/mails";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

const PATH = "/admin/mails";
const languages = ["ko", "en"] as const;

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "shop:write")) return missingMetadata();
  const t = await getTranslations("adminMails");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** What the mails about orders say, in both languages. */
export default async function MailsPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  if (!holds(await getMember(), "shop:write")) return <Missing />;
  const [t, query, api] = await Promise.all([getTranslations("adminMails"), searchParams, visitorApi()]);
  const { items } = unwrap(await listMails(api));
  const chosen = items.find(({ kind }) => kind === oneOf(query, "kind")) ?? items[0];
  if (!chosen) return <Missing />;
  const language = oneOf(query, "language") === "en" ? "en" : "ko";
  const mail = unwrap(await readMail(api, chosen.kind, language));
  return (
    <AdminPage intro={t("intro")} title={t("title")}>
      <div className="grid items-start gap-6 xl:grid-cols-[16rem_minmax(0,1fr)]">
        <nav aria-label={t("kinds")} className="rounded-lg border border-line bg-white p-3">
          <ul>
            {items.map(({ kind, changed }) => (
              <li key={kind}>
                <ShopLink
                  aria-current={kind === chosen.kind ? "true" : undefined}
                  className="flex min-h-11 items-center rounded-md px-3 hover:bg-sand aria-current:bg-sand"
                  href={listAddress(PATH, { kind, language })}
                >
                  {t(`names.${kind}`)}
                  {changed.length > 0 && <span className="ml-auto text-sm text-soft">{t("changed")}</span>}
                </ShopLink>
              </li>
            ))}
          </ul>
        </nav>
        <div className="min-w-0">
          <ul aria-label={t("languages")} className="mb-4 flex gap-2">
            {languages.map((each) => (
              <li key={each}>
                <ShopLink
                  aria-current={each === language ? "true" : undefined}
                  className="button button-line aria-current:bg-sand"
                  href={listAddress(PATH, { kind: chosen.kind, language: each })}
                >
                  {t(each)}
                </ShopLink>
              </li>
            ))}
          </ul>
          <ClientWords of={["form", "adminMails"]}>
            <MailEditor key={`${mail.kind} ${mail.language}`} stored={mail} />
          </ClientWords>
        </div>
      </div>
    </AdminPage>
  );
}
