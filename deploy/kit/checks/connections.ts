import { connectionsOf, DEFAULT_POOL_SIZE } from "../../../server/platform/db/pool-sizes.ts";
import type { Check } from "../check.ts";
import { type Manifest, titleOf } from "../tree/manifest.ts";
import { autoscalerOf, containersOf, type PodTemplate, podTemplatesOf } from "../tree/pods.ts";
import { at, fieldsAt, isFields, listAt, numberAt } from "../tree/values.ts";

/** What PostgreSQL keeps for superusers, the operator and its exporter, and psql of an operator. */
const OTHERS = 15;

/** Each process finds a connection, also when every pool is full and a rollout has begun. */
export const connections: Check = {
  name: "connections",
  about: "max_connections of PostgreSQL is enough for all pools of a cluster, in a rollout too",
  parts: ["deploy/clusters"],
  tools: ["kustomize"],
  run: async (kit, report) => {
    for (const { name, path, objects } of await kit.clusters()) {
      const demands = podTemplatesOf(objects).flatMap((pod) => demandOf(pod, objects));
      const wanted = demands.reduce((total, demand) => total + demand.connections, OTHERS);
      for (const cluster of objects.filter(isDatabase)) {
        const parameters = fieldsAt(cluster.body, "spec", "postgresql", "parameters");
        const limit = Number(parameters.max_connections);
        report.looked(wanted, `connections of ${limit} in ${name}`);
        if (wanted <= limit) continue;
        const parts = demands.map((demand) => `${demand.of} ${demand.connections}`).join(", ");
        const message = `all pools take ${wanted} connections, and max_connections is ${limit}: ${parts}`;
        report.finding(path, titleOf(cluster), message);
      }
    }
  },
};

const isDatabase = ({ kind, apiVersion }: Manifest): boolean =>
  kind === "Cluster" && apiVersion.startsWith("postgresql.cnpg.io/");

function demandOf(pod: PodTemplate, objects: readonly Manifest[]) {
  const { owner } = pod;
  const environments = containersOf(pod).map((container) => listAt(container, "env").filter(isFields));
  const pools = environments
    .filter((variables) => variables.some(({ name }) => name === "DATABASE_URL"))
    .map((variables) => variables.find(({ name }) => name === "DATABASE_POOL"))
    .map((variable) => Number(variable?.value ?? DEFAULT_POOL_SIZE));
  if (pools.length === 0) return [];
  const each = pools.reduce((total, pool) => total + connectionsOf(pool), 0);
  return [{ of: titleOf(owner), connections: mostPods(owner, objects) * each }];
}

/** The most that an autoscaler makes, and those of the next version beside them. */
function mostPods(owner: Manifest, objects: readonly Manifest[]): number {
  const scaler = autoscalerOf(owner, objects);
  const most = numberAt(scaler?.body, "spec", "maxReplicas") ?? numberAt(owner.body, "spec", "replicas") ?? 1;
  if (owner.kind !== "Deployment") return most;
  const surge = at(owner.body, "spec", "strategy", "rollingUpdate", "maxSurge") ?? "25%";
  return (
    most + (typeof surge === "number" ? surge : Math.ceil((most * Number.parseFloat(String(surge))) / 100))
  );
}
