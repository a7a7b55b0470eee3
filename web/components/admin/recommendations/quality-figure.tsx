import { useLocale, useTranslations } from "next-intl";
import { When } from "@/components/admin/frame/when";
import { qualityOf, scoreText, tasksOf } from "@/lib/admin/recommendations/quality";
import type { ModelRegistry } from "@/lib/api/types";
import { formatDay } from "@/lib/dates";
import { DataTable } from "../frame/data-table";
import { NoRows } from "../frame/no-rows";
import { QualityLines } from "./charts/lazy-charts";
import { lineLooks } from "./charts/looks";
import { useRunName } from "./charts/use-run-name";

/** How good the models of the last trainings were: a line for each task, and the same figures as a table. */
export function QualityFigure({ registry }: { registry: ModelRegistry }) {
  const t = useTranslations("adminRecommendations.charts");
  const room = useTranslations("adminRecommendations");
  const locale = useLocale();
  const nameOf = useRunName();
  const runs = qualityOf(registry);
  const tasks = tasksOf(runs);
  const last = runs.at(-1);
  if (!last) return <NoRows text={t("noFigures")} />;
  const summary = t("qualitySummary", {
    count: runs.length,
    name: nameOf(last.version),
    day: formatDay(last.startedAt, locale),
    figures: tasks
      .flatMap((task) => {
        const score = last.scores[task];
        return score ? [t("figure", { name: t(`tasks.${task}`), score: score.mean.toFixed(3) })] : [];
      })
      .join(", "),
  });
  return (
    <figure className="rounded-lg border border-line bg-white p-4 sm:p-5">
      <figcaption className="font-semibold">{t("quality")}</figcaption>
      <p className="mt-1 max-w-3xl text-[0.9375rem] text-soft">{t("qualityText")}</p>
      {runs.length === 1 && <p className="mt-1 text-[0.9375rem]">{t("oneRun")}</p>}
      <ul className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-[0.8125rem]">
        {tasks.map((task) => (
          <li className="flex items-center gap-1.5" key={task}>
            <svg aria-hidden="true" className="h-3 w-7" viewBox="0 0 28 12">
              <line
                stroke={lineLooks[task].stroke}
                strokeDasharray={lineLooks[task].dashes}
                strokeWidth={2}
                x2={28}
                y1={6}
                y2={6}
              />
            </svg>
            {t(`tasks.${task}`)}
          </li>
        ))}
      </ul>
      <div aria-label={summary} className="mt-2" role="img">
        <QualityLines runs={runs} tasks={tasks} />
      </div>
      <details className="mt-3">
        <summary className="inline-flex min-h-11 items-center text-link">{t("asTable")}</summary>
        <DataTable
          caption={t("quality")}
          columns={[
            { name: "run", label: room("version"), cell: ({ version }) => nameOf(version) },
            { name: "started", label: room("started"), cell: ({ startedAt }) => <When at={startedAt} /> },
            { name: "use", label: room("aliases"), cell: ({ use }) => t(`uses.${use}`) },
            ...tasks.map((task) => ({
              ...{ name: task, label: t(`tasks.${task}`), figures: true },
              cell: ({ scores: { [task]: score } }: (typeof runs)[number]) =>
                score ? scoreText(score) : "–",
            })),
          ]}
          keyOf={({ id }) => id}
          rows={runs.toReversed()}
        />
      </details>
    </figure>
  );
}
