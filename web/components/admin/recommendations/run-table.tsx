import { useLocale, useTranslations } from "next-intl";
import type { TrainingRun } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { DataTable } from "../frame/data-table";

/** The trainings, with what the gate said. */
export function RunTable({ runs }: { runs: TrainingRun[] }) {
  const t = useTranslations("adminRecommendations");
  const locale = useLocale();
  if (runs.length === 0)
    return <p className="rounded-lg border border-line bg-white p-5 text-soft">{t("noRuns")}</p>;
  return (
    <DataTable
      caption={t("runs")}
      columns={[
        { name: "started", label: t("started"), cell: ({ startedAt }) => formatDateTime(startedAt, locale) },
        { name: "status", label: t("status"), cell: ({ status }) => t(status) },
        {
          name: "interactions",
          label: t("interactions"),
          figures: true,
          cell: ({ snapshot }) => snapshot?.interactions ?? "–",
        },
        { name: "reasons", label: t("reasons"), cell: ({ reasons }) => reasons.join(" · ") },
        {
          name: "report",
          label: t("report"),
          cell: ({ id, hasReport }) =>
            hasReport ? (
              // A plain link: the page is the API's, not one of the web.
              <a className="text-link" href={`/api/v1/admin/recommendations/runs/${id}/report`}>
                {t("report")}
              </a>
            ) : null,
        },
      ]}
      keyOf={({ id }) => id}
      rows={runs}
    />
  );
}
