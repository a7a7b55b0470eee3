import { useLocale, useTranslations } from "next-intl";
import { Mark } from "@/components/admin/frame/mark";
import { When } from "@/components/admin/frame/when";
import { runTones } from "@/lib/admin/status-tones";
import type { TrainingRun } from "@/lib/api/types";
import { formatCount } from "@/lib/money";
import { DataTable } from "../frame/data-table";
import { NoRows } from "../frame/no-rows";
import { useGateWords } from "./use-gate-words";

/** The trainings, with what the gate said. */
export function RunTable({ runs }: { runs: TrainingRun[] }) {
  const t = useTranslations("adminRecommendations");
  const locale = useLocale();
  const wordsOf = useGateWords();
  if (runs.length === 0) return <NoRows text={t("noRuns")} />;
  return (
    <DataTable
      caption={t("runs")}
      columns={[
        { name: "started", label: t("started"), cell: ({ startedAt }) => <When at={startedAt} /> },
        {
          name: "status",
          label: t("status"),
          cell: ({ status }) => <Mark tone={runTones[status]}>{t(status)}</Mark>,
        },
        {
          name: "interactions",
          label: t("interactions"),
          figures: true,
          cell: ({ snapshot }) => (snapshot ? formatCount(snapshot.interactions, locale) : "–"),
        },
        { name: "reasons", label: t("reasons"), cell: ({ reasons }) => wordsOf(reasons) },
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
