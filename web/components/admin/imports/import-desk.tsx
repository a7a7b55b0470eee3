"use client";

import { useTranslations } from "next-intl";
import { Notice, Refusal } from "@/components/form/notice";
import type { TableImport } from "@/lib/api/types";
import { ColumnChoice } from "./column-choice";
import { ImportProgress } from "./import-progress";
import { RowCounts } from "./row-counts";
import { RowErrors } from "./row-errors";
import { useImport } from "./use-import";

type Props = { stored: TableImport };

/** The result stands below the columns, out of sight on a phone. */
const goThere = (heading: HTMLElement | null) => heading?.focus();

/** The steps of an import: its columns, what it would do, and what it did. */
export function ImportDesk({ stored }: Props) {
  const t = useTranslations("imports");
  const desk = useImport(stored);
  const { file, check, busy } = desk;
  if (file.status !== "uploaded" && file.status !== "checked")
    return (
      <div className="space-y-6">
        <ImportProgress file={file} />
        <RowCounts counts={file.result} of="results" />
        <RowErrors errors={file.errors} id={file.id} total={file.errorCount} />
        <Refusal text={desk.refusal} />
      </div>
    );
  return (
    <div className="space-y-8">
      <ColumnChoice desk={desk} />
      <Refusal text={desk.refusal} />
      <Notice text={check ? t("checked") : null} />
      {check && (
        <section aria-labelledby="check" className="space-y-5">
          <h2 className="text-xl font-bold outline-none" id="check" ref={goThere} tabIndex={-1}>
            {t("check")}
          </h2>
          <RowCounts counts={check} of="counts" />
          <button
            className="button button-ink"
            disabled={busy || check.create + check.update === 0}
            onClick={desk.commit}
            type="button"
          >
            {t("commit", { count: check.create + check.update })}
          </button>
          {check.refused > 0 && <p className="text-soft">{t("skipped", { count: check.refused })}</p>}
          <RowErrors errors={check.errors} id={file.id} total={check.errorCount} />
        </section>
      )}
    </div>
  );
}
