import { useLocale, useTranslations } from "next-intl";
import { formatDateTime, formatDay } from "@/lib/dates";

/** A moment in the shop's time, on one line. */
export function When({ at, day = false }: { at: string; day?: boolean }) {
  const locale = useLocale();
  return (
    <time className="whitespace-nowrap tabular-nums" dateTime={at}>
      {day ? formatDay(at, locale) : formatDateTime(at, locale)}
    </time>
  );
}

type Props = {
  startsAt: string | null;
  endsAt: string | null;
  /** Said of a period without a beginning and an end. */
  always: string;
};

/** From when to when something applies. */
export function Period({ startsAt, endsAt, always }: Props) {
  const t = useTranslations("adminFrame");
  if (startsAt === null && endsAt === null) return always;
  return (
    <>
      {startsAt && <When at={startsAt} />} <span className="sr-only">{t("until")}</span>
      <span aria-hidden="true">–</span> {endsAt && <When at={endsAt} />}
    </>
  );
}
