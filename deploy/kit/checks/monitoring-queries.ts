import { metricCatalogue } from "../../../scripts/generate/metrics-page.ts";
import { runtimeMetrics } from "../../../server/platform/metric-names.ts";
import { foreignMetrics } from "../../monitoring/foreign-metrics.ts";
import type { Check } from "../check.ts";
import {
  DASHBOARDS,
  dashboardFiles,
  dashboardQueries,
  RULES,
  type Rule,
  rulesOf,
} from "./monitoring/files.ts";
import { type LabelMatch, parseLogQl, parsePromQl, type Selection } from "./monitoring/promql.ts";

/** What Prometheus adds to every series of a pod. */
const TARGET_LABELS = new Set(["job", "instance", "namespace", "pod", "container", "endpoint", "le"]);
/** The labels that Alloy keeps; all else is structured metadata, which a selector cannot name. */
const STREAM_LABELS = new Set(["namespace", "app", "container", "level"]);

const own = new Map(metricCatalogue.map((declaration) => [declaration.name, declaration]));

/** Every query is understood, and each metric and label in it exists. */
export const monitoringQueries: Check = {
  name: "monitoring-queries",
  about: "each query of rules and dashboards is understood, and its metrics and labels exist",
  parts: [RULES, DASHBOARDS],
  tools: [],
  run: async (kit, report) => {
    const rules = rulesOf(kit);
    const recorded = new Map(rules.filter(({ kind }) => kind === "record").map((rule) => [rule.name, rule]));
    report.looked(dashboardFiles(kit).length, "dashboards");
    for (const { file, name, expr } of rules) {
      report.looked(1, "rules");
      for (const message of problemsOfPromQl(expr, recorded)) report.finding(file, name, message);
    }
    for (const { file, panel, language, expr } of dashboardQueries(kit)) {
      report.looked(1, language === "loki" ? "LogQL queries" : "PromQL queries");
      const problems = language === "loki" ? problemsOfLogQl(expr) : problemsOfPromQl(expr, recorded);
      for (const message of problems) report.finding(file, panel, message);
    }
  },
};

function problemsOfPromQl(expr: string, recorded: ReadonlyMap<string, Rule>): string[] {
  const { errors, selections } = parsePromQl(expr);
  if (expr.trim() === "") return ["the query is empty"];
  return [...errors, ...selections.flatMap((selection) => problemsOf(selection, recorded))];
}

function problemsOf({ metric = "", matches }: Selection, recorded: ReadonlyMap<string, Rule>): string[] {
  if (foreignMetrics.has(metric) || metric in runtimeMetrics || recorded.has(metric)) return [];
  const declaration = own.get(metric) ?? own.get(metric.replace(/_(bucket|sum|count)$/, ""));
  if (!declaration) {
    if (metric.replace(/_sum$/, "") in runtimeMetrics) return [];
    return [`the metric ${metric} is exported by nothing that is known`];
  }
  if ((declaration.type === "histogram") === (declaration.name === metric))
    return [`${metric} is a ${declaration.type}, and its series have other names`];
  const labels: Readonly<Record<string, readonly string[] | string>> = declaration.labels;
  return matches.flatMap((match) => problemsOfMatch(metric, labels, match));
}

function problemsOfMatch(
  metric: string,
  labels: Readonly<Record<string, readonly string[] | string>>,
  { label, operator, value }: LabelMatch,
): string[] {
  if (TARGET_LABELS.has(label)) return [];
  const known = labels[label];
  if (known === undefined) return [`${metric} has no label ${label}`];
  if (typeof known === "string") return [];
  const wanted = operator === "=" || operator === "!=" ? [value] : value.split("|");
  return wanted.filter((each) => !known.includes(each)).map((each) => `${metric} has no ${label}="${each}"`);
}

function problemsOfLogQl(expr: string): string[] {
  const { errors, selections } = parseLogQl(expr);
  const strange = selections.flatMap(({ matches }) =>
    matches.filter(({ label }) => !STREAM_LABELS.has(label)),
  );
  return [...errors, ...strange.map(({ label }) => `${label} is no label of a stream`)];
}
