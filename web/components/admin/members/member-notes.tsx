import { useLocale, useTranslations } from "next-intl";
import { ClientWords } from "@/components/client-words";
import type { MemberNote } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { MemberNoteForm } from "./member-note-form";

type Props = { memberId: string; notes: readonly MemberNote[]; mayWrite: boolean };

/** What staff wrote about a member, the newest first. */
export function MemberNotes({ memberId, notes, mayWrite }: Props) {
  const t = useTranslations("adminMembers");
  const locale = useLocale();
  return (
    <>
      {mayWrite && (
        <ClientWords of={["form", "adminMembers"]}>
          <MemberNoteForm memberId={memberId} />
        </ClientWords>
      )}
      {notes.length === 0 ? (
        <p className="mt-4 text-soft">{t("noNotes")}</p>
      ) : (
        <ul className="mt-4 divide-y divide-line">
          {notes.map(({ id, text, author, at }) => (
            <li className="py-3" key={id}>
              <p className="break-words whitespace-pre-line">{text}</p>
              <p className="mt-1 text-sm text-soft">
                {author} · <time dateTime={at}>{formatDateTime(at, locale)}</time>
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
