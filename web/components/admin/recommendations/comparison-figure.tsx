import { useLocale, useTranslations } from "next-intl";
import { comparisonOf, resultOf, type Score, scoreText } from "@/lib/admin/recommendations/quality";
import type { ModelRegistry } from "@/lib/api/types";
import { formatDay } from "@/lib/dates";
import { DataTable } from "../frame/data-table";
import { NoRows } from "../frame/no-rows";
import { ComparisonBars } from "./charts/lazy-charts";
import { barLooks } from "./charts/looks";
import { useRunName } from "./charts/use-run-name";

/** The challenger, or the newest model, against the champion of its time: as bars, and as a table. */
export function ComparisonFigure({ registry }: { registry: ModelRegistry }) {
  const t = useTranslations("adminRecommendations.charts");
  const locale = useLocale();
  const nameOf = useRunName();
  const compared = comparisonOf(registry);
  if (!compared) return <NoRows text={t("noFigures")} />;
  const { version, championVersion, hasChampion, rows, startedAt } = compared;
  const names = {
    model: nameOf(version),
    champion: championVersion === null ? t("formerChampion") : t("championOf", { version: championVersion }),
  };
  const day = formatDay(startedAt, locale);
  const summary = hasChampion ? t("comparisonSummary", { ...names, day, ...resultOf(rows) }) : t("noRival");
  const sides = hasChampion ? (["model", "champion"] as const) : (["model"] as const);
  const text = (score: Score | null) => (score ? scoreText(score) : "–");
  return (
    <figure className="rounded-lg border border-line bg-white p-4 sm:p-5">
      <figcaption className="font-semibold">{t("comparison")}</figcaption>
      <p className="mt-1 max-w-3xl text-[0.9375rem] text-soft">{t("comparisonText")}</p>
      <p className="mt-1 text-[0.9375rem]">{summary}</p>
      <div className="mt-3 grid items-start gap-4 xl:grid-cols-[2fr_3fr]">
        <div>
          <ul className="flex flex-wrap gap-x-4 gap-y-1 text-[0.8125rem]">
            {sides.map((side) => (
              <li className="flex items-center gap-1.5" key={side}>
                <svg aria-hidden="true" className="size-3" viewBox="0 0 12 12">
                  <rect {...barLooks[side]} height={10} width={10} x={1} y={1} />
                </svg>
                {names[side]}
              </li>
            ))}
          </ul>
          <div aria-label={`${t("comparison")}. ${summary}`} className="mt-2" role="img">
            <ComparisonBars names={names} rows={rows} />
          </div>
        </div>
        <DataTable
          caption={t("comparison")}
          columns={[
            { name: "task", label: t("task"), cell: ({ task }) => t(`tasks.${task}`) },
            ...sides.map((side) => ({
              ...{ name: side, label: names[side], figures: true },
              cell: (row: (typeof rows)[number]) => text(row[side]),
            })),
          ]}
          keyOf={({ task }) => task}
          rows={rows}
        />
      </div>
    </figure>
  );
}
