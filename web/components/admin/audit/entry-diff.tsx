import { useTranslations } from "next-intl";
import type { FieldChange } from "@/lib/admin/audit/entry-diff";

/** Before and after, side by side; a word stands where there was or is nothing. */
export function EntryDiff({ changes }: { changes: readonly FieldChange[] }) {
  const t = useTranslations("audit");
  if (changes.length === 0) return <p className="text-[0.9375rem] text-soft">{t("noFields")}</p>;
  return (
    <section
      aria-label={t("changes")}
      className="relative overflow-x-auto"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <table className="w-full text-left align-top text-[0.9375rem]">
        <thead className="text-[0.8125rem] text-soft">
          <tr>
            {(["field", "was", "now"] as const).map((name) => (
              <th className="py-1 pr-4 font-semibold" key={name} scope="col">
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, was, now }) => (
            <tr className="border-t border-line align-top" key={field}>
              <th className="py-1.5 pr-4 font-medium whitespace-nowrap" scope="row">
                {field}
              </th>
              <td className="w-1/2 max-w-80 min-w-32 py-1.5 pr-4 wrap-anywhere whitespace-pre-wrap">
                {was === null ? (
                  <span className="text-soft">{t("nothing")}</span>
                ) : (
                  <del className="rounded-sm bg-accent-wash px-1 text-accent-deep decoration-accent-deep/50">
                    {was}
                  </del>
                )}
              </td>
              <td className="w-1/2 max-w-80 min-w-32 py-1.5 wrap-anywhere whitespace-pre-wrap">
                {now === null ? (
                  <span className="text-soft">{t("nothing")}</span>
                ) : (
                  <ins className="rounded-sm bg-leaf/10 px-1 font-medium no-underline">{now}</ins>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
