import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { AccountPage, Panel } from "@/components/account/account-page";
import { MarketingChoices } from "@/components/account/marketing-choices";
import { PersonalChoice } from "@/components/account/personal-choice";
import { ClientWords } from "@/components/client-words";
import { isMarketing } from "@/lib/account/agreements";
import { accountMetadata } from "@/lib/account/page-title";
import { listMyAgreements } from "@/lib/api/account";
import { listAgreements } from "@/lib/api/auth";
import { unwrap } from "@/lib/api/problem";
import { readPersonalChoice } from "@/lib/api/recommendations";
import { serverApi, visitorApi } from "@/lib/api/server";
import type { AgreementDocument, MemberAgreement } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { requireMember } from "@/lib/session/member";

export const generateMetadata = (): Promise<Metadata> => accountMetadata("agreements");

export default async function AgreementsPage() {
  await requireMember();
  const t = await getTranslations("account");
  const [mine, documents, personal] = await Promise.all([
    visitorApi().then(listMyAgreements).then(unwrap),
    serverApi().then(listAgreements).then(unwrap),
    visitorApi().then(readPersonalChoice),
  ]);
  const textOf = (code: MemberAgreement["code"]) =>
    documents.items.find((document) => document.code === code);
  const marketing = mine.items.filter(({ code }) => isMarketing(code));
  return (
    <AccountPage intro={t("agreements.intro")} title={t("pages.agreements")}>
      <Panel id="agreed" title={t("agreements.agreed")}>
        <ul className="divide-y divide-line">
          {mine.items
            .filter(({ code }) => !isMarketing(code))
            .map((agreement) => (
              <li className="py-4 first:pt-0 last:pb-0" key={agreement.code}>
                <Agreed agreement={agreement} />
                <FullText document={textOf(agreement.code)} />
              </li>
            ))}
        </ul>
      </Panel>
      {marketing.length > 0 && (
        <Panel id="marketing" text={t("agreements.marketingText")} title={t("agreements.marketing")}>
          <ClientWords of={["form", "account.form", "account.agreements"]}>
            <MarketingChoices drawn={marketing} />
          </ClientWords>
          {marketing.map(({ code }) => (
            <FullText document={textOf(code)} key={code} />
          ))}
        </Panel>
      )}
      {/* A shop without its recommendations still shows what was agreed to. */}
      {personal.ok && (
        <Panel id="personal" text={t("personal.text")} title={t("personal.title")}>
          <ClientWords of={["form", "account.form", "account.personal"]}>
            <PersonalChoice drawn={personal.data.personal} />
          </ClientWords>
        </Panel>
      )}
    </AccountPage>
  );
}

async function Agreed({ agreement }: { agreement: MemberAgreement }) {
  const [t, locale] = await Promise.all([getTranslations("account.agreements"), getLocale()]);
  const { title, agreed, version, currentVersion, at } = agreement;
  return (
    <>
      <p className="font-semibold">{title}</p>
      <p className="mt-1 text-[0.9375rem] text-soft tabular-nums">
        {agreed && at
          ? t("agreedAt", { at: formatDateTime(at, locale), version: version ?? 0 })
          : t("notAgreed")}
      </p>
      {agreed && version !== null && version < currentVersion && (
        <p className="mt-1 text-[0.9375rem]">{t("newer", { version: currentVersion })}</p>
      )}
    </>
  );
}

async function FullText({ document }: { document: AgreementDocument | undefined }) {
  const [t, locale] = await Promise.all([getTranslations("account.agreements"), getLocale()]);
  if (!document) return null;
  return (
    <details className="mt-1">
      <summary className="inline-flex min-h-11 items-center text-[0.9375rem] text-link">
        {t("read", { title: document.title })}
      </summary>
      <div className="mt-1 rounded-md bg-sand p-5 text-[0.9375rem]">
        <p className="mb-3 text-soft tabular-nums">
          {t("version", { version: document.version, at: formatDateTime(document.effectiveAt, locale) })}
        </p>
        <p className="whitespace-pre-line">{document.body}</p>
      </div>
    </details>
  );
}
