/** All metrics of the shop, and docs/metrics.md, which lists them. */
import * as catalog from "../../server/modules/catalog/metrics.ts";
import * as notifications from "../../server/modules/notifications/metrics.ts";
import * as orders from "../../server/modules/orders/metrics.ts";
import * as payments from "../../server/modules/payments/metrics.ts";
import * as recommendations from "../../server/modules/recommendations/metrics.ts";
import * as pages from "../../server/pages/page-metrics.ts";
import type { MetricDeclaration } from "../../server/platform/metric.ts";
import * as platform from "../../server/platform/metric-names.ts";
import * as watch from "../../server/watch/metrics.ts";
import { wrapped } from "./markdown.ts";

const parts: readonly (readonly [title: string, exports: object])[] = [
  ["Requests, jobs, queue and database", platform],
  ["Orders", orders],
  ["Payments", payments],
  ["Webhooks of merchants", notifications],
  ["Recommendations", recommendations],
  ["Audit", watch],
  ["Catalogue in memory", catalog],
  ["Pages in memory", pages],
];

const isDeclaration = (value: unknown): value is MetricDeclaration =>
  typeof value === "object" && value !== null && "help" in value && "labels" in value && "from" in value;

const declarationsOf = (exports: object): MetricDeclaration[] =>
  Object.values(exports)
    .filter(isDeclaration)
    .sort((one, other) => (one.name < other.name ? -1 : 1));

/** Every metric that the code declares. What prom-client adds stands in `runtimeMetrics`. */
export const metricCatalogue: readonly MetricDeclaration[] = parts.flatMap(([, exports]) =>
  declarationsOf(exports),
);

const labelLines = ({ labels }: MetricDeclaration): string[] =>
  Object.entries(labels).flatMap(([label, values]) =>
    wrapped(`- \`${label}\`: ${typeof values === "string" ? values : values.join(", ")}`, "  "),
  );

function describe(declaration: MetricDeclaration): string[] {
  const { name, type, help, from } = declaration;
  const labels = labelLines(declaration);
  const space = labels.length > 0 ? ["", ...labels] : [];
  return [`### \`${name}\``, "", ...wrapped(`${help}. A ${type} of ${of[from]}.`), ...space, ""];
}

const of: Readonly<Record<MetricDeclaration["from"], string>> = {
  "every process": "every process",
  api: "API processes",
  worker: "workers",
  watcher: "the watcher",
};

export function metricsPage(): string {
  const sections = parts.flatMap(([title, exports]) => [
    `## ${title}`,
    "",
    ...declarationsOf(exports).flatMap(describe),
  ]);
  const runtime = Object.entries(platform.runtimeMetrics).map(([name, help]) => `- \`${name}\`: ${help}`);
  return [
    "# Metrics",
    "",
    ...wrapped(
      "Generated from the declarations in the code by `npm run generate`. Every process exports its " +
        "metrics on its ops port, `GET /metrics`, in Prometheus' text format 0.0.4.",
    ),
    "",
    ...wrapped(
      "What a process did itself is added up: `sum(rate(…))`. Gauges of **the watcher** are read from " +
        "the database by the one worker that leads (`server/watch`). Take their `max`: when the lead " +
        "changes, two workers may export them for a moment.",
    ),
    "",
    ...wrapped(
      "A label has the values listed here, or as many as the code has routes and jobs, or the " +
        "settings databases. No label is an id, a name of a person, or text of a request.",
    ),
    "",
    ...sections,
    "## The process itself",
    "",
    "Measured by prom-client in every process.",
    "",
    ...runtime,
    "",
  ].join("\n");
}
