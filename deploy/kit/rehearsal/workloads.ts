/** Pods and Deployments of the shop, as scenes look at them and change them. */
import type { KubernetesApi } from "./api.ts";
import { until } from "./processes.ts";

export interface Pod {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec: { readonly containers: readonly { readonly image: string }[] };
  readonly status: {
    readonly phase: string;
    readonly podIP?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly { readonly restartCount: number }[];
  };
}

interface Deployment {
  readonly metadata: { readonly generation: number };
  readonly spec: { readonly replicas: number };
  readonly status: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
    readonly unavailableReplicas?: number;
  };
}

export const SHOP_DEPLOYMENTS = ["api", "worker", "web"] as const;

export async function podsOf(api: KubernetesApi, name: string, namespace = "shop"): Promise<readonly Pod[]> {
  const selector = encodeURIComponent(`app.kubernetes.io/name=${name}`);
  return api.list<Pod>(`/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`);
}

export const isReady = ({ metadata, status }: Pod): boolean =>
  metadata.deletionTimestamp === undefined &&
  status.conditions?.some((one) => one.type === "Ready" && one.status === "True") === true;

export async function isRolledOut(api: KubernetesApi, name: string, namespace = "shop"): Promise<boolean> {
  const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
  const found = await api.find<Deployment>(path);
  if (found === undefined) return false;
  const { metadata, spec, status } = found;
  return (
    status.observedGeneration === metadata.generation &&
    spec.replicas === status.updatedReplicas &&
    spec.replicas === status.replicas &&
    spec.replicas === status.availableReplicas &&
    spec.replicas > 0
  );
}

/** Waits until every pod is of the newest version, is ready, and no other is left. */
export async function untilSettled(
  api: KubernetesApi,
  names: readonly string[],
  seconds: number,
): Promise<void> {
  await until(`${names.join(", ")} are rolled out`, seconds, async () => {
    for (const name of names) {
      if (!(await isRolledOut(api, name))) return false;
      const pods = await podsOf(api, name);
      if (!pods.every(isReady)) return false;
    }
    return true;
  });
}

export async function restartsOf(api: KubernetesApi): Promise<number> {
  const pods = await api.list<Pod>("/api/v1/namespaces/shop/pods");
  return pods
    .flatMap(({ status }) => status.containerStatuses ?? [])
    .reduce((sum, { restartCount }) => sum + restartCount, 0);
}

export const deleteByForce = (api: KubernetesApi, path: string): Promise<void> =>
  api.remove(path, { apiVersion: "v1", kind: "DeleteOptions", gracePeriodSeconds: 0 });
