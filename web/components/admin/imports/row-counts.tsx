import { useLocale, useTranslations } from "next-intl";
import { formatCount } from "@/lib/money";

const parts = ["create", "update", "unchanged", "refused"] as const;

type Props = {
  /** What a check found, or what the import did. */
  of: "counts" | "results";
  counts: Readonly<Record<(typeof parts)[number], number>>;
};

/** Rows by what becomes of them. */
export function RowCounts({ of, counts }: Props) {
  const t = useTranslations(`imports.${of}`);
  const locale = useLocale();
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
      {parts.map((part) => (
        <div className="rounded-lg border border-line bg-white px-4 py-3" key={part}>
          <dt className="text-sm text-soft">{t(part)}</dt>
          <dd className="text-2xl font-bold tabular-nums">{formatCount(counts[part], locale)}</dd>
        </div>
      ))}
    </dl>
  );
}
