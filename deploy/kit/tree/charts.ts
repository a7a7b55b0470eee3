/** Helm releases of the tree, and the charts that they install. */
import type { Manifest } from "./manifest.ts";
import { type Fields, fieldsAt, textAt } from "./values.ts";

export interface ChartRelease {
  readonly release: Manifest;
  /** `nginx-ingress`: the end of the chart's address. Undefined when its source is not in the tree. */
  readonly chart: string | undefined;
  readonly values: Fields;
}

export function chartReleases(objects: readonly Manifest[]): readonly ChartRelease[] {
  return objects
    .filter(({ kind, apiVersion }) => kind === "HelmRelease" && apiVersion.startsWith("helm.toolkit"))
    .map((release) => ({
      release,
      chart: chartName(release, objects),
      values: fieldsAt(release.body, "spec", "values"),
    }));
}

function chartName(release: Manifest, objects: readonly Manifest[]): string | undefined {
  const chart = textAt(release.body, "spec", "chart", "spec", "chart");
  if (chart !== undefined) return chart.split("/").at(-1);
  const kind = textAt(release.body, "spec", "chartRef", "kind");
  const name = textAt(release.body, "spec", "chartRef", "name");
  const namespace = textAt(release.body, "spec", "chartRef", "namespace") ?? release.namespace;
  const source = objects.find((one) => one.kind === kind && one.name === name && one.namespace === namespace);
  return textAt(source?.body, "spec", "url")?.split("/").at(-1);
}
