/** Selectors: of Services, disruption budgets, NetworkPolicies and monitors. */
import type { CheckReport } from "../../check.ts";
import { type Manifest, titleOf } from "../../tree/manifest.ts";
import { isSelected, type PodTemplate, portsOf } from "../../tree/pods.ts";
import { at, fieldsAt, listAt, textAt } from "../../tree/values.ts";

export function checkSelectors(
  objects: readonly Manifest[],
  pods: readonly PodTemplate[],
  report: CheckReport,
): void {
  for (const object of objects) {
    if (object.kind === "Service") checkService(object, pods, report);
    if (object.kind === "PodDisruptionBudget") {
      const selector = fieldsAt(object.body, "spec", "selector");
      if (picked(pods, object.namespace, selector).length > 0) report.looked(1, "selectors");
      else report.finding(object.file, titleOf(object), "its selector picks no pod of the tree");
    }
    if (object.kind === "NetworkPolicy") checkNetworkPolicy(object, objects, pods, report);
    if (object.kind === "ServiceMonitor") checkMonitor(object, objects, report);
    if (/^(Deployment|StatefulSet|DaemonSet)$/.test(object.kind)) checkOwnSelector(object, pods, report);
  }
}

const picked = (
  pods: readonly PodTemplate[],
  namespace: string | undefined,
  selector: unknown,
): readonly PodTemplate[] =>
  pods.filter(({ owner, labels }) => owner.namespace === namespace && isSelected(selector, labels));

function checkOwnSelector(object: Manifest, pods: readonly PodTemplate[], report: CheckReport): void {
  const own = pods.filter(({ owner }) => owner === object);
  report.looked(1, "selectors");
  if (own.some(({ labels }) => isSelected(fieldsAt(object.body, "spec", "selector"), labels))) return;
  report.finding(object.file, titleOf(object), "its selector does not pick its own pods");
}

function checkService(service: Manifest, pods: readonly PodTemplate[], report: CheckReport): void {
  const selector = fieldsAt(service.body, "spec", "selector");
  if (Object.keys(selector).length === 0) return;
  report.looked(1, "selectors");
  const found = picked(pods, service.namespace, { matchLabels: selector });
  if (found.length === 0) {
    report.finding(service.file, titleOf(service), "its selector picks no pod of the tree");
    return;
  }
  for (const port of listAt(service.body, "spec", "ports")) {
    const target = at(port, "targetPort") ?? at(port, "port");
    const missing = found.filter((pod) => !portsOf(pod).has(target as string | number));
    for (const { owner } of missing) {
      report.finding(
        service.file,
        titleOf(service),
        `sends to port ${target}, which ${titleOf(owner)} has not`,
      );
    }
  }
}

function checkMonitor(monitor: Manifest, objects: readonly Manifest[], report: CheckReport): void {
  const selector = fieldsAt(monitor.body, "spec", "selector");
  const names = listAt(monitor.body, "spec", "namespaceSelector", "matchNames");
  const namespaces = names.length > 0 ? names : [monitor.namespace];
  report.looked(1, "selectors");
  const services = objects.filter(
    (one) =>
      one.kind === "Service" &&
      namespaces.includes(one.namespace) &&
      isSelected(selector, fieldsAt(one.body, "metadata", "labels")),
  );
  // Charts bring Services that are not in the tree.
  const hasCharts = objects.some((one) => one.kind === "HelmRelease" && namespaces.includes(one.namespace));
  if (services.length === 0 && !hasCharts) {
    report.finding(monitor.file, titleOf(monitor), "its selector picks no Service of the tree");
  }
  for (const endpoint of listAt(monitor.body, "spec", "endpoints")) {
    const port = textAt(endpoint, "port");
    const has = (service: Manifest) =>
      listAt(service.body, "spec", "ports").some((one) => at(one, "name") === port);
    for (const service of services.filter((one) => port !== undefined && !has(one))) {
      report.finding(
        monitor.file,
        titleOf(monitor),
        `reads the port ${port}, which ${titleOf(service)} has not`,
      );
    }
  }
}

/** Pods in these namespaces come from charts, operators or Kubernetes: their labels are not in the tree. */
function hasForeignPods(namespace: string, objects: readonly Manifest[]): boolean {
  const makers = ["HelmRelease", "Cluster"];
  return (
    namespace === "kube-system" ||
    namespace === "flux-system" ||
    objects.some((one) => one.namespace === namespace && makers.includes(one.kind))
  );
}

/** cert-manager makes pods that answer the challenges of ACME. */
const isSolver = (selector: unknown): boolean =>
  Object.keys(fieldsAt(selector, "matchLabels")).some((name) => name.startsWith("acme.cert-manager.io/"));

const NAME_LABEL = "kubernetes.io/metadata.name";

function checkNetworkPolicy(
  policy: Manifest,
  objects: readonly Manifest[],
  pods: readonly PodTemplate[],
  report: CheckReport,
): void {
  const title = titleOf(policy);
  const selector = fieldsAt(policy.body, "spec", "podSelector");
  const own = picked(pods, policy.namespace, selector);
  report.looked(1, "selectors");
  const isForeign = hasForeignPods(policy.namespace ?? "", objects) || isSolver(selector);
  if (own.length === 0 && Object.keys(selector).length > 0 && !isForeign) {
    report.finding(policy.file, title, "its podSelector picks no pod of the tree");
  }
  for (const [list, side] of [
    ["ingress", "from"],
    ["egress", "to"],
  ] as const) {
    for (const rule of listAt(policy.body, "spec", list)) {
      for (const peer of listAt(rule, side)) checkPeer(policy, peer, objects, pods, report);
    }
  }
  if (own.length === 0) return;
  const ports = new Set(own.flatMap((pod) => [...portsOf(pod)]));
  for (const rule of listAt(policy.body, "spec", "ingress")) {
    for (const { port } of listAt(rule, "ports").map((one) => ({ port: at(one, "port") }))) {
      if (port === undefined || ports.has(port as string | number)) continue;
      report.finding(policy.file, title, `lets traffic to port ${port} in, which its pods do not have`);
    }
  }
}

function checkPeer(
  policy: Manifest,
  peer: unknown,
  objects: readonly Manifest[],
  pods: readonly PodTemplate[],
  report: CheckReport,
): void {
  const named = textAt(peer, "namespaceSelector", "matchLabels", NAME_LABEL);
  const namespace = at(peer, "namespaceSelector") === undefined ? policy.namespace : named;
  if (namespace === undefined) return;
  report.looked(1, "selectors");
  const isThere =
    ["kube-system", "flux-system", "default"].includes(namespace) ||
    objects.some(({ kind, name }) => kind === "Namespace" && name === namespace);
  if (!isThere) {
    report.finding(
      policy.file,
      titleOf(policy),
      `names the namespace ${namespace}, which is not in the tree`,
    );
    return;
  }
  const selector = at(peer, "podSelector");
  if (selector === undefined || hasForeignPods(namespace, objects)) return;
  if (picked(pods, namespace, selector).length > 0) return;
  const labels = Object.entries(fieldsAt(selector, "matchLabels")).map((pair) => pair.join("="));
  const title = titleOf(policy);
  report.finding(policy.file, title, `names pods ${labels.join(", ")} of ${namespace}, and there are none`);
}
