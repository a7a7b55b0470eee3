import { useTranslations } from "next-intl";
import { actions } from "@/lib/admin/audit/actions";
import { kinds } from "@/lib/admin/audit/subject";
import { useActionName } from "./use-action-name";

export type AuditSearch = {
  q: string;
  resource: string;
  action: string;
  from: string;
  to: string;
  actor: string;
  subject: string;
};

/** What narrows the list. Who and what about are chosen in an entry, and kept until they are removed. */
export function AuditFilters({ search }: { search: AuditSearch }) {
  const t = useTranslations("audit");
  const nameOf = useActionName();
  const { resource, action, from, to, actor, subject } = search;
  return (
    <>
      {actor !== "" && <input name="actor" type="hidden" value={actor} />}
      {subject !== "" && <input name="subject" type="hidden" value={subject} />}
      <select
        aria-label={t("resource")}
        className="field w-auto! max-w-48"
        defaultValue={resource}
        name="resource"
      >
        <option value="">{t("allKinds")}</option>
        {kinds.map((each) => (
          <option key={each} value={each}>
            {t(`kinds.${each}`)}
          </option>
        ))}
      </select>
      <select aria-label={t("action")} className="field w-auto! max-w-56" defaultValue={action} name="action">
        <option value="">{t("allActions")}</option>
        {actions.map((each) => (
          <option key={each} value={each}>
            {nameOf(each)}
          </option>
        ))}
      </select>
      <span className="flex flex-wrap items-center gap-2">
        <input aria-label={t("from")} className="field w-auto!" defaultValue={from} name="from" type="date" />
        <span aria-hidden="true">–</span>
        <input aria-label={t("to")} className="field w-auto!" defaultValue={to} name="to" type="date" />
      </span>
    </>
  );
}
