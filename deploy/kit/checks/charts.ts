import { Ajv, type ValidateFunction } from "ajv";
import { type Check, type CheckReport, type KitContext, NotChecked } from "../check.ts";
import { type ChartRelease, chartReleases } from "../tree/charts.ts";
import { titleOf } from "../tree/manifest.ts";
import { at, type Fields, isFields } from "../tree/values.ts";

/** `charts/<chart>.values.paths.json`. */
interface KnownPaths {
  readonly freeForm?: readonly string[];
  readonly readButNotInDefaults?: readonly string[];
}

interface ChartFacts {
  readonly defaults: unknown;
  readonly schema: unknown;
  readonly validate: ValidateFunction | undefined;
  readonly free: ReadonlySet<string>;
  readonly extra: ReadonlySet<string>;
}

/** Charts whose values are checked against their own file. */
const SUB_CHARTS: Readonly<Record<string, readonly string[]>> = {
  "kube-prometheus-stack": ["grafana", "kube-state-metrics", "prometheus-node-exporter"],
};

/** Read, and its schema compiled, once: several trees are checked with the same facts. */
const known = new Map<string, Promise<ChartFacts>>();

/** Each value of a HelmRelease is one that the chart reads. */
export const charts: Check = {
  name: "charts",
  about: "the chart knows each value that a HelmRelease sets",
  parts: ["deploy/clusters"],
  tools: ["kustomize"],
  run: async (kit, report) => {
    const factsOf = (chart: string): Promise<ChartFacts> => {
      const place = `${kit.facts}/${chart}`;
      const begun = known.get(place) ?? readFacts(kit, chart);
      known.set(place, begun);
      return begun;
    };
    for (const { objects } of await kit.clusters()) {
      for (const release of chartReleases(objects)) await checkRelease(release, factsOf, report);
    }
  },
};

async function readFacts(kit: KitContext, chart: string): Promise<ChartFacts> {
  const paths = await kit.fact<KnownPaths>(`charts/${chart}.values.paths.json`);
  const schema = await kit.fact(`charts/${chart}.values.schema.json`).catch((error: unknown) => {
    if (error instanceof NotChecked) return undefined;
    throw error;
  });
  return {
    defaults: await kit.fact(`charts/${chart}.values.json`),
    schema,
    validate: isFields(schema) ? compile(schema) : undefined,
    free: new Set(paths.freeForm),
    extra: new Set(paths.readButNotInDefaults),
  };
}

async function checkRelease(
  { release, chart, values }: ChartRelease,
  factsOf: (chart: string) => Promise<ChartFacts>,
  report: CheckReport,
): Promise<void> {
  const title = titleOf(release);
  if (chart === undefined) {
    report.finding(release.file, title, "its chart's source is not in the tree");
    return;
  }
  report.looked(1, "releases");
  const parts: [string, Fields][] = [[chart, values]];
  for (const part of SUB_CHARTS[chart] ?? []) {
    const own = values[part];
    if (isFields(own)) parts.push([part, own]);
  }
  try {
    for (const [name, own] of parts) {
      const facts = await factsOf(name);
      const skipped = name === chart ? (SUB_CHARTS[chart] ?? []) : [];
      const readByParent = name === chart ? () => false : parentReads(name, own, await factsOf(chart));
      for (const path of unknownPaths(own, facts, skipped)) {
        if (!readByParent(path))
          report.finding(release.file, title, `sets ${path}, and the chart ${name} does not read it`);
      }
      report.looked(countLeaves(own), "values");
    }
    const { validate, defaults } = await factsOf(chart);
    if (validate !== undefined) {
      checkSchema(release.file, title, validate, withDefaults(values, defaults), report);
    }
  } catch (error) {
    if (!(error instanceof NotChecked)) throw error;
    report.notChecked(`values of ${chart}: ${error.message}`);
  }
}

/** Whether the templates of the parent chart read a path below the part of its sub-chart. */
function parentReads(part: string, own: Fields, parent: ChartFacts): (path: string) => boolean {
  const unknown = unknownPaths({ [part]: own }, parent, []);
  // Nothing below an unknown path is looked at.
  return (path) => !unknown.some((each) => `${part}.${path}.`.startsWith(`${each}.`));
}

const compile = (schema: Fields): ValidateFunction =>
  new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);

/** As Helm merges them: maps are merged, all else is replaced, null takes a default away. */
function withDefaults(values: unknown, defaults: unknown): unknown {
  if (!isFields(values) || !isFields(defaults)) return values ?? defaults;
  const names = new Set([...Object.keys(defaults), ...Object.keys(values)]);
  const merged = [...names].flatMap((name) => {
    if (!Object.hasOwn(values, name)) return [[name, defaults[name]]];
    return values[name] === null ? [] : [[name, withDefaults(values[name], defaults[name])]];
  });
  return Object.fromEntries(merged);
}

function checkSchema(
  file: string,
  title: string,
  validate: ValidateFunction,
  values: unknown,
  report: CheckReport,
): void {
  if (validate(values)) return;
  for (const { instancePath, message } of (validate.errors ?? []).slice(0, 4)) {
    const place = instancePath.slice(1).replaceAll("/", ".");
    report.finding(file, title, `the value ${place} ${message ?? "is wrong"}, by the chart's schema`);
  }
}

const countLeaves = (value: unknown): number =>
  isFields(value) ? Object.values(value).reduce((sum: number, one) => sum + countLeaves(one), 0) : 1;

/** Paths of values that neither the defaults, the schema nor the templates know. */
export function unknownPaths(
  values: Fields,
  facts: ChartFacts,
  skipped: readonly string[] = [],
): readonly string[] {
  const found: string[] = [];
  const walk = (value: unknown, defaults: unknown, schema: unknown, path: string): void => {
    if (!isFields(value) || facts.free.has(path)) return;
    // An empty map, list or null of the defaults is handed on whole.
    if (path !== "" && defaults !== undefined && isEmpty(defaults)) return;
    for (const [key, item] of Object.entries(value)) {
      const below = path === "" ? key : `${path}.${key}`;
      if (path === "" && skipped.includes(key)) continue;
      const inDefaults = isFields(defaults) ? defaults[key] : undefined;
      const inSchema = at(schema, "properties", key);
      const isExtra = isReadByTemplates(below, facts);
      if (inDefaults === undefined && inSchema === undefined && !isExtra) found.push(below);
      else if (inDefaults !== undefined || inSchema !== undefined) walk(item, inDefaults, inSchema, below);
    }
  };
  walk(values, facts.defaults, facts.schema, "");
  return found;
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  (Array.isArray(value) && value.length === 0) ||
  (isFields(value) && Object.keys(value).length === 0);

/** A path that templates read, or the way to one. */
function isReadByTemplates(path: string, { extra, free }: ChartFacts): boolean {
  const known = [...extra, ...free];
  return known.some((one) => one === path || one.startsWith(`${path}.`) || path.startsWith(`${one}.`));
}
