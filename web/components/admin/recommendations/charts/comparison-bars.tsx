"use client";

import { useTranslations } from "next-intl";
import { Bar, BarChart, CartesianGrid, ErrorBar, Tooltip, XAxis, YAxis } from "recharts";
import { type ComparedTask, type Score, scoreText } from "@/lib/admin/recommendations/quality";
import { ChartTip } from "./chart-tip";
import { axis, barLooks } from "./looks";

type Props = {
  rows: readonly ComparedTask[];
  /** What the two are called. */
  names: { model: string; champion: string };
};

const sides = ["model", "champion"] as const;

/** Recharts wants the lengths of both sides. */
const lengthsOf = (score: Score | null): [number, number] | undefined =>
  score?.range ? [score.mean - score.range[0], score.range[1] - score.mean] : undefined;

/** Bars lie: the names of the tasks are too long to stand under them on a phone. */
export default function ComparisonBars({ rows, names }: Props) {
  const t = useTranslations("adminRecommendations.charts");
  const shown = sides.filter((side) => rows.some((row) => row[side] !== null));
  return (
    <BarChart
      accessibilityLayer={false}
      barCategoryGap="22%"
      barGap={2}
      className="h-96 w-full"
      data={[...rows]}
      layout="vertical"
      margin={{ top: 4, right: 12, bottom: 0, left: 0 }}
      responsive
    >
      <CartesianGrid horizontal={false} stroke="var(--color-line)" />
      <XAxis {...axis} tickFormatter={(value: number) => value.toFixed(2)} type="number" />
      <YAxis
        {...axis}
        dataKey="task"
        interval={0}
        tickFormatter={(task: ComparedTask["task"]) => t(`tasks.${task}`)}
        type="category"
        width={104}
      />
      {shown.map((side) => (
        <Bar
          {...barLooks[side]}
          dataKey={(row: ComparedTask) => row[side]?.mean}
          isAnimationActive={false}
          key={side}
          maxBarSize={18}
          name={side}
        >
          <ErrorBar
            dataKey={(row: ComparedTask) => lengthsOf(row[side])}
            isAnimationActive={false}
            stroke="var(--color-ink)"
            strokeWidth={1.5}
            width={4}
          />
        </Bar>
      ))}
      <Tooltip
        content={({ active, label }) => {
          const row = active ? rows.find(({ task }) => task === label) : undefined;
          if (!row) return null;
          return (
            <ChartTip
              className="max-sm:max-w-52"
              rows={shown.flatMap((side) => {
                const score = row[side];
                return score ? [[names[side], scoreText(score)] as const] : [];
              })}
              title={t(`tasks.${row.task}`)}
            />
          );
        }}
        cursor={{ fill: "var(--color-sand)" }}
        isAnimationActive={false}
      />
    </BarChart>
  );
}
