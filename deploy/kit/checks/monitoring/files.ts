/** The rules and dashboards of a tree, as the checks read them. */
import type { KitContext } from "../../check.ts";
import { yamlDocuments } from "../../tree/yaml.ts";

export const RULES = "deploy/monitoring/rules";
export const RULE_TESTS = "deploy/monitoring/tests";
export const DASHBOARDS = "deploy/monitoring/dashboards";
export const ALERTMANAGER = "deploy/monitoring/alertmanager";

export interface Rule {
  readonly file: string;
  /** The name of an alert, or of what is recorded. */
  readonly name: string;
  readonly kind: "alert" | "record";
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

interface RuleText {
  readonly alert?: string;
  readonly record?: string;
  readonly expr?: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
}

const isYaml = (path: string): boolean => path.endsWith(".yaml");

export const ruleFiles = ({ tree }: KitContext): string[] => tree.below(RULES).filter(isYaml);

export const rulesOf = (kit: KitContext): Rule[] =>
  ruleFiles(kit).flatMap((file) =>
    yamlDocuments(kit.tree.read(file))
      .flatMap((document) => (document as { groups?: { rules?: RuleText[] }[] }).groups ?? [])
      .flatMap(({ rules = [] }) => rules)
      .map(({ alert, record, expr = "", labels = {}, annotations = {} }) => ({
        file,
        name: alert ?? record ?? "",
        kind: alert === undefined ? ("record" as const) : ("alert" as const),
        expr,
        labels,
        annotations,
      })),
  );

export interface DashboardQuery {
  readonly file: string;
  readonly panel: string;
  readonly language: "prometheus" | "loki";
  readonly expr: string;
}

interface PanelText {
  readonly title?: string;
  readonly datasource?: { readonly type?: string };
  readonly targets?: readonly { readonly expr?: string; readonly datasource?: { readonly type?: string } }[];
  readonly panels?: readonly PanelText[];
}

export const dashboardFiles = ({ tree }: KitContext): string[] =>
  tree.below(DASHBOARDS).filter((path) => path.endsWith(".json"));

export const dashboardQueries = (kit: KitContext): DashboardQuery[] =>
  dashboardFiles(kit).flatMap((file) => {
    const { panels = [] } = JSON.parse(kit.tree.read(file)) as PanelText;
    return panels.flatMap((panel) => queriesOf(file, panel));
  });

function queriesOf(
  file: string,
  { title = "", datasource, targets = [], panels = [] }: PanelText,
): DashboardQuery[] {
  const own = targets.map(({ expr = "", datasource: source = datasource }) => ({
    file,
    panel: title,
    language: source?.type === "loki" ? ("loki" as const) : ("prometheus" as const),
    expr,
  }));
  return [...own, ...panels.flatMap((panel) => queriesOf(file, panel))];
}
