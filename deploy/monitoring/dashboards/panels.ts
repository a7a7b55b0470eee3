/** The few kinds of panels that our dashboards have. */
import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
  type Dashboard,
  DashboardBuilder,
  type Panel,
  RowBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from "@grafana/grafana-foundation-sdk/dashboard";
import * as logs from "@grafana/grafana-foundation-sdk/logs";
import * as loki from "@grafana/grafana-foundation-sdk/loki";
import * as prometheus from "@grafana/grafana-foundation-sdk/prometheus";
import * as stat from "@grafana/grafana-foundation-sdk/stat";
import * as timeseries from "@grafana/grafana-foundation-sdk/timeseries";

/** The uids that the values of Grafana give to its data sources. */
const PROMETHEUS = { type: "prometheus", uid: "prometheus" };
export const LOKI = { type: "loki", uid: "loki" };

/** A query and the name of its series: `{{status}}`. */
export type NamedQuery = readonly [expr: string, legend: string];
/** Units of Grafana. */
export type PanelUnit = "short" | "reqps" | "s" | "percentunit" | "bytes" | "cps" | "currencyKRW" | "bool";

const COLUMNS = 24;
const REF_IDS = "ABCDEFGH";

const query = ([expr, legend]: NamedQuery, at: number) =>
  new prometheus.DataqueryBuilder()
    .refId(REF_IDS[at] ?? "Z")
    .expr(expr)
    .legendFormat(legend)
    .range()
    .datasource(PROMETHEUS);

/** Lines over time. */
export function lines(title: string, unit: PanelUnit, ...queries: readonly NamedQuery[]): Builder<Panel> {
  return new timeseries.PanelBuilder()
    .title(title)
    .unit(unit)
    .min(0)
    .height(8)
    .span(COLUMNS / 3)
    .datasource(PROMETHEUS)
    .targets(queries.map(query));
}

/** One number of now. `badFrom`: red from this value on. */
export function figure(title: string, unit: PanelUnit, expr: string, badFrom?: number): Builder<Panel> {
  const steps = [
    { value: null, color: "green" },
    ...(badFrom === undefined ? [] : [{ value: badFrom, color: "red" }]),
  ];
  return new stat.PanelBuilder()
    .title(title)
    .unit(unit)
    .height(4)
    .span(COLUMNS / 6)
    .datasource(PROMETHEUS)
    .thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps))
    .withTarget(query([expr, ""], 0).instant());
}

/** Lines of the log. */
export function logLines(title: string, expr: string): Builder<Panel> {
  return new logs.PanelBuilder()
    .title(title)
    .height(10)
    .span(COLUMNS)
    .datasource(LOKI)
    .showTime(true)
    .enableLogDetails(true)
    .withTarget(new loki.DataqueryBuilder().refId("A").expr(expr).datasource(LOKI));
}

/** Counts of log lines over time. */
export function logCounts(title: string, ...queries: readonly NamedQuery[]): Builder<Panel> {
  const targets = queries.map(([expr, legend], at) =>
    new loki.DataqueryBuilder()
      .refId(REF_IDS[at] ?? "Z")
      .expr(expr)
      .legendFormat(legend)
      .datasource(LOKI),
  );
  return new timeseries.PanelBuilder()
    .title(title)
    .unit("cps")
    .min(0)
    .height(8)
    .span(COLUMNS / 2)
    .datasource(LOKI)
    .targets(targets);
}

export interface DashboardPart {
  readonly title: string;
  readonly panels: readonly Builder<Panel>[];
}

export function startDashboard(uid: string, title: string): DashboardBuilder {
  return new DashboardBuilder(title)
    .uid(`jangteo-${uid}`)
    .tags(["jangteo"])
    .timezone("Asia/Seoul")
    .refresh("30s")
    .time({ from: "now-6h", to: "now" })
    .readonly();
}

export function dashboardOf(uid: string, title: string, parts: readonly DashboardPart[]): Dashboard {
  const dashboard = startDashboard(uid, title);
  addParts(dashboard, parts);
  return dashboard.build();
}

export function addParts(dashboard: DashboardBuilder, parts: readonly DashboardPart[]): void {
  for (const part of parts) {
    dashboard.withRow(new RowBuilder(part.title));
    for (const panel of part.panels) dashboard.withPanel(panel);
  }
}
