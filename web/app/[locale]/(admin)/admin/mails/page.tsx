import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { KindList } from "@/components/admin/mails/kind-list";
import { MailEditor } from "@/components/admin/mails/mail-editor";
import { MessageEditor } from "@/components/admin/mails/message-editor";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { ShopLink } from "@/components/ui/shop-link";
import { listAddress, oneOf, type PageQuery } from "@/lib/admin/list-address";
import { holds } from "@/lib/admin/tasks";
import { listMails, readMail } from "@/lib/api/mails";
import { listMessages, readMessage } from "@/lib/api/messages";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import type { MailKind, MessageKind } from "@/lib/api/types";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

const PATH = "/admin/mails";
const languages = ["ko", "en"] as const;

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "shop:write")) return missingMetadata();
  const t = await getTranslations("adminMails");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** What the mails and the messages to phones say, in both languages. */
export default async function MailsPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  if (!holds(await getMember(), "shop:write")) return <Missing />;
  const [t, messageWords, query, api] = await Promise.all([
    getTranslations("adminMails"),
    getTranslations("adminMessages"),
    searchParams,
    visitorApi(),
  ]);
  const [{ items: mails }, { items: messages }] = await Promise.all([
    listMails(api).then(unwrap),
    listMessages(api).then(unwrap),
  ]);
  const language = oneOf(query, "language") === "en" ? "en" : "ko";
  const message = messages.find(({ kind }) => kind === oneOf(query, "message"))?.kind;
  const mail = message
    ? undefined
    : (mails.find(({ kind }) => kind === oneOf(query, "kind")) ?? mails[0])?.kind;
  return (
    <AdminPage intro={t("intro")} title={t("title")}>
      <div className="grid items-start gap-6 lg:grid-cols-[16rem_minmax(0,1fr)]">
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-1">
          <KindList
            addressOf={(kind) => listAddress(PATH, { kind, language })}
            chosen={mail}
            items={mails}
            nameOf={(kind) => t(`names.${kind as MailKind}`)}
            title={t("kinds")}
          />
          <KindList
            addressOf={(kind) => listAddress(PATH, { message: kind, language })}
            chosen={message}
            items={messages}
            nameOf={(kind) => messageWords(`names.${kind as MessageKind}`)}
            title={messageWords("kinds")}
          />
        </div>
        <div className="min-w-0">
          <ul aria-label={t("languages")} className="mb-4 flex gap-2">
            {languages.map((each) => (
              <li key={each}>
                <ShopLink
                  aria-current={each === language ? "true" : undefined}
                  className="button button-line aria-current:bg-sand"
                  href={listAddress(PATH, {
                    ...(message ? { message } : { kind: mail ?? "" }),
                    language: each,
                  })}
                >
                  {t(each)}
                </ShopLink>
              </li>
            ))}
          </ul>
          {mail && <OneMail kind={mail} language={language} />}
          {message && <OneMessage kind={message} language={language} />}
        </div>
      </div>
    </AdminPage>
  );
}

async function OneMail({ kind, language }: { kind: MailKind; language: "ko" | "en" }) {
  const stored = unwrap(await readMail(await visitorApi(), kind, language));
  return (
    <ClientWords of={["form", "adminMails"]}>
      <MailEditor key={`${kind} ${language}`} stored={stored} />
    </ClientWords>
  );
}

async function OneMessage({ kind, language }: { kind: MessageKind; language: "ko" | "en" }) {
  const stored = unwrap(await readMessage(await visitorApi(), kind, language));
  return (
    <ClientWords of={["form", "adminMessages"]}>
      <MessageEditor key={`${kind} ${language}`} stored={stored} />
    </ClientWords>
  );
}
