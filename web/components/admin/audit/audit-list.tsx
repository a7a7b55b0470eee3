import { useLocale, useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";
import { ShopLink } from "@/components/ui/shop-link";
import { changesOf, nameIn } from "@/lib/admin/audit/entry-diff";
import { shortName, subjectOf } from "@/lib/admin/audit/subject";
import { listAddress } from "@/lib/admin/list-address";
import type { AuditEntry } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { EntryDiff } from "./entry-diff";
import { useActionName } from "./use-action-name";

/** The entries, the newest first. Each opens to show what it changed. */
export const AuditList = ({ entries }: { entries: readonly AuditEntry[] }) => (
  <ol className="divide-y divide-line rounded-lg border border-line bg-white">
    {entries.map((entry) => (
      <li key={entry.seq}>
        <Entry entry={entry} />
      </li>
    ))}
  </ol>
);

const ROW = "flex min-h-13 list-none flex-wrap items-center gap-x-4 gap-y-0.5 px-4 py-2.5 hover:bg-sand/60";

function Entry({ entry }: { entry: AuditEntry }) {
  const t = useTranslations("audit");
  const nameOf = useActionName();
  const locale = useLocale();
  const { kind, name } = subjectOf(entry.subject);
  return (
    <details className="group">
      <summary className={ROW}>
        <Icon className="shrink-0 text-soft group-open:rotate-90" name="right" size={16} />
        <span className="w-40 text-[0.8125rem] text-soft tabular-nums">
          {formatDateTime(entry.at, locale)}
        </span>
        <span className="w-24 truncate text-[0.9375rem]">{entry.actor.name}</span>
        <strong className="font-semibold">{nameOf(entry.action)}</strong>
        <span className="min-w-0 flex-1 basis-40 truncate text-[0.9375rem] text-soft">
          {kind ? t(`kinds.${kind}`) : entry.subject}{" "}
          {kind && (nameIn(entry.before, entry.after) ?? shortName(name))}
        </span>
      </summary>
      <EntryDetails entry={entry} />
    </details>
  );
}

function EntryDetails({ entry }: { entry: AuditEntry }) {
  const t = useTranslations("audit");
  const { page } = subjectOf(entry.subject);
  const links = [
    ...(page ? [{ href: page, words: t("open") }] : []),
    { href: listAddress("/admin/audit", { subject: entry.subject }), words: t("sameSubject") },
    { href: listAddress("/admin/audit", { actor: entry.actor.id }), words: t("sameActor") },
  ];
  return (
    <div className="border-t border-line bg-paper px-4 pt-3 pb-4 md:pl-12">
      {entry.reason && (
        <p className="mb-3">
          <span className="text-soft">{t("reason")}</span> {entry.reason}
        </p>
      )}
      <EntryDiff changes={changesOf(entry.before, entry.after)} />
      <ul className="mt-2 flex flex-wrap gap-x-5">
        {links.map(({ href, words }) => (
          <li key={href}>
            <ShopLink className="inline-flex min-h-11 items-center text-[0.9375rem] text-link" href={href}>
              {words}
            </ShopLink>
          </li>
        ))}
      </ul>
      <p className="text-[0.8125rem] wrap-anywhere text-soft">
        {t("origin", { seq: entry.seq, ip: entry.ip, request: entry.requestId, action: entry.action })}
      </p>
    </div>
  );
}
