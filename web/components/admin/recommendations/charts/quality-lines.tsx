"use client";

import { useLocale, useTranslations } from "next-intl";
import { CartesianGrid, Line, LineChart, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import { type RunQuality, scoreText, type Task } from "@/lib/admin/recommendations/quality";
import { formatDateTime, formatMonthDay } from "@/lib/dates";
import { ChartTip } from "./chart-tip";
import { axis, lineLooks } from "./looks";
import { useRunName } from "./use-run-name";

type Props = { runs: readonly RunQuality[]; tasks: readonly Task[] };

/** A line for each task. A filled dot: the run's model made lists, now or before. */
export default function QualityLines({ runs, tasks }: Props) {
  const t = useTranslations("adminRecommendations.charts");
  const locale = useLocale();
  const nameOf = useRunName();
  const runOf = (id: unknown) => runs.find((run) => run.id === id);
  const inUse = runs.findIndex(({ use }) => use === "now");
  return (
    <LineChart
      accessibilityLayer={false}
      className="h-72 w-full"
      data={[...runs]}
      margin={{ top: 24, right: 8, bottom: 0, left: 0 }}
      responsive
    >
      <CartesianGrid stroke="var(--color-line)" vertical={false} />
      <XAxis
        {...axis}
        dataKey="id"
        minTickGap={16}
        padding={{ left: 32, right: 32 }}
        tickFormatter={(id) => formatMonthDay(runOf(id)?.startedAt ?? "", locale)}
      />
      <YAxis {...axis} tickFormatter={(value: number) => value.toFixed(2)} width={40} />
      {inUse >= 0 && (
        <ReferenceLine
          label={{ ...axis.tick, position: "top", value: t("inUse") }}
          stroke="var(--color-edge)"
          strokeDasharray="3 3"
          x={runs[inUse]?.id ?? ""}
        />
      )}
      {tasks.map((task) => {
        const { stroke, dashes } = lineLooks[task];
        return (
          <Line
            activeDot={false}
            dataKey={({ scores }: RunQuality) => scores[task]?.mean}
            dot={({ cx, cy, payload }: { cx?: number; cy?: number; payload: RunQuality }) =>
              cx === undefined || cy === undefined ? null : (
                <circle
                  cx={cx}
                  cy={cy}
                  fill={payload.use === "never" ? "var(--color-white)" : stroke}
                  key={payload.id}
                  r={payload.use === "now" ? 5 : 3.5}
                  stroke={stroke}
                  strokeWidth={1.5}
                />
              )
            }
            isAnimationActive={false}
            key={task}
            name={task}
            stroke={stroke}
            strokeDasharray={dashes}
            strokeWidth={2}
            type="linear"
          />
        );
      })}
      <Tooltip
        content={({ active, label }) => {
          const run = active ? runOf(label) : undefined;
          if (!run) return null;
          return (
            <ChartTip
              className="max-sm:max-w-68"
              rows={tasks.flatMap((task) => {
                const score = run.scores[task];
                return score ? [[t(`tasks.${task}`), scoreText(score)] as const] : [];
              })}
              title={`${nameOf(run.version)} · ${formatDateTime(run.startedAt, locale)}`}
            />
          );
        }}
        isAnimationActive={false}
      />
    </LineChart>
  );
}
