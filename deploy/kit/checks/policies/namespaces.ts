/** What each namespace has: a level of Pod Security, default-deny, DNS. */
import type { CheckReport } from "../../check.ts";
import { type Manifest, titleOf } from "../../tree/manifest.ts";
import type { PodTemplate } from "../../tree/pods.ts";
import { at, fieldsAt, listAt, textAt } from "../../tree/values.ts";

/** The node's own network, or folders of the node: the reasons stand in the namespaces' files. */
const MAY_BE_PRIVILEGED = new Set(["ingress", "monitoring", "local-path-storage"]);

const LEVELS = "pod-security.kubernetes.io";

export function checkNamespaces(
  namespaces: readonly Manifest[],
  objects: readonly Manifest[],
  pods: readonly PodTemplate[],
  report: CheckReport,
): void {
  for (const namespace of namespaces) {
    report.looked(1, "namespaces");
    const say = (message: string) => report.finding(namespace.file, titleOf(namespace), message);
    const labels = fieldsAt(namespace.body, "metadata", "labels");
    const level = labels[`${LEVELS}/enforce`];
    if (level === undefined) say("has no label pod-security.kubernetes.io/enforce");
    if (level !== "restricted" && level !== undefined && !MAY_BE_PRIVILEGED.has(namespace.name)) {
      say(`enforces ${level} and not restricted`);
    }
    const version = labels[`${LEVELS}/enforce-version`];
    if (level !== undefined && (version === undefined || version === "latest")) {
      say("enforces a level of no fixed version: an upgrade of Kubernetes would change it");
    }
    const own = (kind: string) =>
      objects.filter((one) => one.kind === kind && one.namespace === namespace.name);
    const hasPods = pods.some(({ owner }) => owner.namespace === namespace.name);
    if (!hasPods) continue;
    const rules = own("NetworkPolicy");
    if (!isDenied(rules, "Ingress") || !isDenied(rules, "Egress")) {
      say("has pods and no NetworkPolicy that denies all that is not allowed, in both directions");
    }
    if (!allowsNames(rules)) say("has no NetworkPolicy that allows DNS by UDP and by TCP (port 53)");
    if (own("ResourceQuota").length === 0) say("has pods and no ResourceQuota");
    if (own("LimitRange").length === 0) say("has pods and no LimitRange");
  }
}

const isDenied = (rules: readonly Manifest[], type: string): boolean =>
  rules.some(({ body }) => {
    const picksAll = Object.keys(fieldsAt(body, "spec", "podSelector")).length === 0;
    const list = listAt(body, "spec", type.toLowerCase());
    return picksAll && listAt(body, "spec", "policyTypes").includes(type) && list.length === 0;
  });

function allowsNames(rules: readonly Manifest[]): boolean {
  const ports = rules
    .filter(({ body }) => Object.keys(fieldsAt(body, "spec", "podSelector")).length === 0)
    .flatMap(({ body }) => listAt(body, "spec", "egress"))
    .flatMap((rule) => listAt(rule, "ports"))
    .filter((port) => at(port, "port") === 53)
    .map((port) => textAt(port, "protocol") ?? "TCP");
  return ports.includes("UDP") && ports.includes("TCP");
}
