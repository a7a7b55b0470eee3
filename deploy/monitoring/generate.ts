/** The files below deploy/monitoring that are made from others. `npm run generate` writes them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { dashboards } from "./dashboards/index.ts";
import { sloRules } from "./slo/slo-rules.ts";

const RULES = "deploy/monitoring/rules";
const OBJECTS = "deploy/monitoring/kubernetes/rules";
const MADE = "# Made by `npm run generate`";

/** Returns the content of each file, by its path in the tree. */
export function monitoringFiles(root: string): ReadonlyMap<string, string> {
  const slo = `${MADE} from deploy/monitoring/slo/objectives.ts.\n${yaml(sloRules())}`;
  const rules = new Map<string, string>([["slo.yaml", slo]]);
  for (const file of readdirSync(join(root, RULES)))
    if (file.endsWith(".yaml") && file !== "slo.yaml")
      rules.set(file, readFileSync(join(root, RULES, file), "utf8"));
  const files = new Map([[`${RULES}/slo.yaml`, slo]]);
  const names = [...rules.keys()].sort();
  for (const file of names) files.set(`${OBJECTS}/${file}`, ruleObject(file, rules.get(file) ?? ""));
  files.set(`${OBJECTS}/kustomization.yaml`, kustomization(names));
  for (const [name, dashboard] of dashboards)
    files.set(`deploy/monitoring/dashboards/${name}.json`, `${JSON.stringify(dashboard, null, 1)}\n`);
  return files;
}

/** The operator's object around the rules that promtool has tested. */
function ruleObject(file: string, rules: string): string {
  const name = `jangteo-${file.replace(/\.yaml$/, "")}`;
  return `${MADE} from ${RULES}/${file}.\n${yaml({
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: {
      name,
      namespace: "monitoring",
      // The braces of the alerts' texts are Prometheus' templates, not Flux's variables.
      annotations: { "kustomize.toolkit.fluxcd.io/substitute": "disabled" },
      labels: { "app.kubernetes.io/name": name, "app.kubernetes.io/part-of": "jangteo" },
    },
    spec: parse(rules),
  })}`;
}

const kustomization = (files: readonly string[]): string =>
  `${MADE}.\n${yaml({
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    resources: files,
  })}`;

const yaml = (value: unknown): string => stringify(value, { lineWidth: 110, aliasDuplicateObjects: false });
