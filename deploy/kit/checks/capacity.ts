import type { Check, CheckReport } from "../check.ts";
import { chartReleases } from "../tree/charts.ts";
import { type Manifest, titleOf } from "../tree/manifest.ts";
import { containersOf, podTemplatesOf, replicasOf } from "../tree/pods.ts";
import { cpuOf, memoryOf } from "../tree/quantities.ts";
import { at, type Fields, fieldsAt, isFields, numberAt } from "../tree/values.ts";
import { COMPONENTS_OF_CHARTS } from "./capacity/components.ts";
import { fluxDemand } from "./capacity/flux.ts";

/** The free node of the cloud (VM.Standard.A1.Flex): 2 CPUs, 12 GB. */
const NODE = { cpu: 2000, memory: 12e9 / 2 ** 20 };

/**
 * What is not in the tree, in thousandths of a CPU and Mi. The system, k0s' control plane and the kubelet are
 * processes of the node, which the scheduler does not count; their memory is taken off all the same (API
 * server 300 to 760 Mi, etcd 42, the controllers and the kubelet 400, the system 500).
 */
const PROGRAMS = { cpu: 0, memory: 2048 };
/** kube-router 250m, CoreDNS 100m, metrics-server 10m: the pods that k0s brings. */
const PODS_OF_K0S = { cpu: 360, memory: 116 };

interface Demand {
  readonly of: string;
  readonly cpu: number;
  readonly memory: number;
}

/** All pods of a cluster fit on the node, with one more of each Deployment during a rollout. */
export const capacity: Check = {
  name: "capacity",
  about: "what all pods request fits on a node of 2 CPUs and 12 GB, in a rollout too",
  parts: ["deploy/clusters"],
  tools: ["kustomize"],
  run: async (kit, report) => {
    for (const { name, component, path, objects } of await kit.clusters()) {
      // A component asks for a larger node, as its own file says.
      if (component !== undefined) continue;
      const demands = [...demandsOf(objects), ...chartDemands(objects, report)];
      const reserved = [PROGRAMS, PODS_OF_K0S, fluxDemand(kit.tree, path)];
      for (const what of ["cpu", "memory"] as const) {
        const requested = Math.round(sum(demands, what));
        const room = Math.floor(NODE[what] - sum(reserved, what));
        report.looked(requested, `${what === "cpu" ? "m CPU" : "Mi"} of ${room} in ${name}`);
        if (requested <= room) continue;
        const unit = what === "cpu" ? "m of CPU" : "Mi of memory";
        const most = largest(demands, what);
        const message = `its pods request ${requested} ${unit}, and a node has ${room} for them: ${most}`;
        report.finding(path, undefined, message);
      }
    }
  },
};

const sum = (demands: readonly { cpu: number; memory: number }[], what: "cpu" | "memory"): number =>
  demands.reduce((total, demand) => total + demand[what], 0);

const largest = (demands: readonly Demand[], what: "cpu" | "memory"): string =>
  [...demands]
    .sort((a, b) => b[what] - a[what])
    .slice(0, 5)
    .map((demand) => `${demand.of} ${Math.round(demand[what])}`)
    .join(", ");

function demandsOf(objects: readonly Manifest[]): readonly Demand[] {
  const pods = podTemplatesOf(objects).map((pod) => {
    const { owner } = pod;
    const requests = containersOf(pod).map((one) => fieldsAt(one, "resources", "requests"));
    const copies =
      owner.kind === "Deployment" ? replicasOf(owner, objects) + surgeOf(owner) : replicasOf(owner, objects);
    return {
      of: titleOf(owner),
      cpu: copies * requests.reduce((total, one) => total + cpuOf(one.cpu), 0),
      memory: copies * requests.reduce((total, one) => total + memoryOf(one.memory), 0),
    };
  });
  return [...pods, ...objects.flatMap((object) => databaseDemand(object, objects))];
}

function surgeOf({ body }: Manifest): number {
  if (at(body, "spec", "strategy", "type") === "Recreate") return 0;
  const surge = at(body, "spec", "strategy", "rollingUpdate", "maxSurge");
  return typeof surge === "number" ? surge : 1;
}

/** CloudNativePG makes the pods of a Cluster, with the backup plug-in's sidecar in each. */
function databaseDemand({ kind, apiVersion, body, namespace, name }: Manifest, objects: readonly Manifest[]) {
  if (kind !== "Cluster" || !apiVersion.startsWith("postgresql.cnpg.io/")) return [];
  const stores = objects.filter((one) => one.kind === "ObjectStore" && one.namespace === namespace);
  const sidecars = stores.map((one) =>
    fieldsAt(one.body, "spec", "instanceSidecarConfiguration", "resources", "requests"),
  );
  const requests = [fieldsAt(body, "spec", "resources", "requests"), ...sidecars];
  const instances = numberAt(body, "spec", "instances") ?? 1;
  return [
    {
      of: `Cluster ${namespace}/${name}`,
      cpu: instances * requests.reduce((total, one) => total + cpuOf(one.cpu), 0),
      memory: instances * requests.reduce((total, one) => total + memoryOf(one.memory), 0),
    },
  ];
}

/** What charts make: each component that runs has its requests among the values. */
function chartDemands(objects: readonly Manifest[], report: CheckReport): readonly Demand[] {
  return chartReleases(objects).flatMap(({ release, chart, values }) => {
    const components = COMPONENTS_OF_CHARTS[chart ?? ""];
    if (components === undefined) {
      const message = `the pods of the chart ${chart} are not known: add it to checks/capacity/components.ts`;
      report.finding(release.file, titleOf(release), message);
      return [];
    }
    return components
      .filter(({ path }) => isSwitchedOn(values, path))
      .flatMap(({ path, copies = 1 }) => {
        const component = at(values, ...pathKeys(path));
        const requests = fieldsAt(component, "resources", "requests");
        const of = `${titleOf(release)} ${path}`.trim();
        if (requests.cpu === undefined || requests.memory === undefined) {
          const place = [...pathKeys(path), "resources", "requests"].join(".");
          report.finding(release.file, titleOf(release), `requests no CPU or no memory for a pod (${place})`);
        }
        const replicas = copies * (replicaCount(component) ?? 1);
        return [{ of, cpu: replicas * cpuOf(requests.cpu), memory: replicas * memoryOf(requests.memory) }];
      });
  });
}

const pathKeys = (path: string): readonly string[] => (path === "" ? [] : path.split("."));

/** Off when the values say `enabled: false` for it, or for a part that it belongs to. */
function isSwitchedOn(values: Fields, path: string): boolean {
  const keys = pathKeys(path);
  return keys.every((_, index) => at(values, ...keys.slice(0, index + 1), "enabled") !== false);
}

function replicaCount(component: unknown): number | undefined {
  if (!isFields(component)) return undefined;
  return numberAt(component, "replicaCount") ?? numberAt(component, "replicas");
}
