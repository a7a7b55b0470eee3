/** All metrics of the shop, and docs/metrics.md, which lists them. */
import * as catalog from "../../server/modules/catalog/metrics.ts";
import * as orders from "../../server/modules/orders/metrics.ts";
import * as payments from "../../server/modules/payments/metrics.ts";
import * as pages from "../../server/pages/page-metrics.ts";
import type { MetricDeclaration } from "../../server/platform/metric.ts";
import * as platform from "../../server/platform/metric-names.ts";
import * as watch from "../../server/watch/metrics.ts";

const parts: readonly (readonly [title: string, exports: object])[] = [
  ["Requests, jobs, queue and database", platform],
  ["Orders", orders],
  ["Payments", payments],
  ["Audit", watch],
  ["Catalogue in memory", catalog],
  ["Pages in memory", pages],
];

const isDeclaration = (value: unknown): value is MetricDeclaration =>
  typeof value === "object" && value !== null && "help" in value && "labels" in value && "from" in value;

const declarationsOf = (exports: object): MetricDeclaration[] => Object.values(exports).filter(isDeclaration);

/** Every metric that the code declares. What prom-client adds stands in `runtimeMetrics`. */
export const metricCatalogue: readonly MetricDeclaration[] = parts.flatMap(([, exports]) =>
  declarationsOf(exports),
);

const labelsOf = ({ labels }: MetricDeclaration): string =>
  Object.entries(labels)
    .map(([label, values]) => `\`${label}\` (${typeof values === "string" ? values : values.join(", ")})`)
    .join("; ") || "–";

const rowOf = (declaration: MetricDeclaration): string => {
  const { name, type, help, from } = declaration;
  return `| \`${name}\` | ${type} | ${help} | ${labelsOf(declaration)} | ${from} |`;
};

export function metricsPage(): string {
  const tables = parts.flatMap(([title, exports]) => [
    `## ${title}`,
    "",
    "| Name | Type | Meaning | Labels | From |",
    "| --- | --- | --- | --- | --- |",
    ...declarationsOf(exports).map(rowOf),
    "",
  ]);
  const runtime = Object.entries(platform.runtimeMetrics).map(([name, help]) => `- \`${name}\`: ${help}`);
  return [
    "# Metrics",
    "",
    "Generated from the declarations in the code by `npm run generate`. Every process exports them on its ops",
    "port, `GET /metrics`, as text of Prometheus' version 0.0.4. *From* tells which processes do:",
    "",
    "- **every process**: what the process itself did. Add them up: `sum(rate(…))`.",
    "- **api**, **worker**: the same, of processes with that role.",
    "- **watcher**: read from the database by the one worker that leads (`server/watch`). Take `max`, since two",
    "  workers may export them for a moment when the lead changes.",
    "",
    "A label has the values in brackets, or as many as the code has routes and jobs, or the settings databases.",
    "No label is an id, a name of a person, or text of a request.",
    "",
    ...tables,
    "## The process itself",
    "",
    "Measured by prom-client in every process.",
    "",
    ...runtime,
    "",
  ].join("\n");
}
