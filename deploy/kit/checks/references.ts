import type { Check, CheckReport, KitContext } from "../check.ts";
import { type Manifest, titleOf } from "../tree/manifest.ts";
import { podTemplateOf, podTemplatesOf } from "../tree/pods.ts";
import { select } from "../tree/select.ts";
import { at, type Fields, fieldsAt, textAt } from "../tree/values.ts";
import { madeElsewhere, type ObjectKey, objectKey } from "./references/made-elsewhere.ts";
import { checkRoutes } from "./references/routes.ts";
import { REFERENCE_RULES, type ReferenceRule } from "./references/rules.ts";
import { checkSelectors } from "./references/selectors.ts";

/** What one object names of another is there: names, keys, ports, labels. */
export const references: Check = {
  name: "references",
  about: "objects that others name are there, and selectors pick something",
  parts: ["deploy/clusters"],
  tools: ["kustomize"],
  run: async (kit, report) => {
    for (const { objects } of await kit.clusters()) {
      const made = madeElsewhere(objects);
      const byKey = new Map(objects.map((one) => [objectKey(one.kind, one.namespace, one.name), one]));
      for (const object of objects) {
        for (const rule of REFERENCE_RULES) checkRule(kit, object, rule, byKey, made, report);
        checkNamespace(object, byKey, made, report);
      }
      checkSelectors(objects, podTemplatesOf(objects), report);
      checkRoutes(objects, made, report);
    }
  },
};

function checkRule(
  kit: KitContext,
  from: Manifest,
  rule: ReferenceRule,
  byKey: ReadonlyMap<ObjectKey, Manifest>,
  made: ReadonlySet<ObjectKey>,
  report: CheckReport,
): void {
  const body =
    rule.from === "Pod" ? podTemplateOf(from)?.spec : from.kind === rule.from ? from.body : undefined;
  if (body === undefined) return;
  for (const { value, parent } of select(body, rule.pattern)) {
    report.looked(1, "references");
    const kind = rule.to === ".kind" ? (textAt(parent, "kind") ?? "") : rule.to;
    if (parent.optional === true || isOfKubernetes(kind, String(value))) continue;
    const namespace = textAt(parent, "namespace") ?? from.namespace;
    const key = objectKey(kind, isClusterWide(rule, kind) ? undefined : namespace, String(value));
    const found = byKey.get(key);
    if (found !== undefined) checkKey(from, found, rule, parent, report);
    else if (!made.has(key) && !isMadeByHand(kit, kind, String(value))) {
      report.finding(from.file, titleOf(from), `names the ${key}, which is not in the tree`);
    }
  }
}

const CLUSTER_WIDE = new Set(["ClusterRole", "ClusterIssuer", "StorageClass", "PriorityClass"]);

const isClusterWide = ({ isClusterWide = false }: ReferenceRule, kind: string): boolean =>
  isClusterWide || CLUSTER_WIDE.has(kind);

/** Users and groups are no objects; neither are the roles and accounts that Kubernetes brings. */
const isOfKubernetes = (kind: string, name: string): boolean =>
  kind === "User" || kind === "Group" || name.startsWith("system:");

/** A Secret of the bootstrap, which the first page of the instructions has to name. */
const isMadeByHand = (kit: KitContext, kind: string, name: string): boolean =>
  kind === "Secret" &&
  kit.tree.has("deploy/README.md") &&
  new RegExp(`\`${name}\``).test(kit.tree.read("deploy/README.md"));

function checkKey(
  from: Manifest,
  found: Manifest,
  rule: ReferenceRule,
  parent: Fields,
  report: CheckReport,
): void {
  const wanted = rule.key === undefined ? undefined : textAt(parent, rule.key);
  if (wanted === undefined) return;
  const keys = ["data", "stringData", "binaryData"].flatMap((part) =>
    Object.keys(fieldsAt(found.body, part)),
  );
  if (keys.includes(wanted)) return;
  report.finding(
    from.file,
    titleOf(from),
    `reads the key ${wanted} of the ${titleOf(found)}, which has none`,
  );
}

function checkNamespace(
  object: Manifest,
  byKey: ReadonlyMap<ObjectKey, Manifest>,
  made: ReadonlySet<ObjectKey>,
  report: CheckReport,
): void {
  const { namespace } = object;
  if (namespace === undefined || at(object.body, "kind") === "Namespace") return;
  const key = objectKey("Namespace", undefined, namespace);
  if (byKey.has(key) || made.has(key)) return;
  report.finding(object.file, titleOf(object), `is in the namespace ${namespace}, which is not in the tree`);
}
