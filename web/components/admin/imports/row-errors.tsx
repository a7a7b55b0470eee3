import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/admin/frame/data-table";
import { knownCode } from "@/lib/admin/imports/row-codes";
import type { TableImport } from "@/lib/api/types";

type RowError = TableImport["errors"][number];
type Props = { id: string; errors: readonly RowError[]; total: number };

/** Errors that the page shows; the file of errors has all. */
const SHOWN = 100;

export function RowErrors({ id, errors, total }: Props) {
  const t = useTranslations("imports");
  if (total === 0) return null;
  const wordsOf = (code: string): string => {
    const known = knownCode(code);
    return known ? t(`codes.${known}`) : code;
  };
  const columns: Column<RowError>[] = [
    { name: "row", label: t("row"), figures: true, cell: ({ row }) => row },
    { name: "column", label: t("column"), cell: ({ column }) => column ?? "–" },
    { name: "code", label: t("reason"), cell: ({ code }) => wordsOf(code) },
    { name: "value", label: t("value"), cell: ({ value }) => <span className="break-all">{value}</span> },
  ];
  return (
    <section aria-labelledby="errors">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-xl font-bold" id="errors">
          {t("errors", { count: total })}
        </h2>
        <a className="button button-line" download href={`/api/v1/admin/imports/${id}/errors`}>
          {t("allErrors")}
        </a>
      </div>
      {total > SHOWN && <p className="mt-1 text-soft">{t("firstErrors", { count: SHOWN })}</p>}
      <div className="mt-3">
        <DataTable
          caption={t("errorTable")}
          columns={columns}
          keyOf={({ row, field }) => `${row} ${field}`}
          rows={errors.slice(0, SHOWN)}
        />
      </div>
    </section>
  );
}
