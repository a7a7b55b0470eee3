/** Stand in for Flux' helm-controller and for cert-manager: what waits for them finds its objects ready. */
import type { KubernetesApi } from "../api.ts";

interface Listed {
  readonly spec: { readonly suspend?: boolean };
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly generation: number };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

interface StandInKind {
  readonly path: string;
  readonly plural: string;
  readonly message: string;
  /** The others have a controller that runs. */
  readonly onlySuspended?: boolean;
}

const KINDS: readonly StandInKind[] = [
  { path: "helm.toolkit.fluxcd.io/v2", plural: "helmreleases", message: "no chart was installed (stand-in)" },
  ...["ocirepositories", "helmrepositories", "gitrepositories"].map((plural) => ({
    path: "source.toolkit.fluxcd.io/v1",
    plural,
    message: "suspended: nothing was downloaded (stand-in)",
    onlySuspended: true,
  })),
  { path: "cert-manager.io/v1", plural: "clusterissuers", message: "no authority was asked (stand-in)" },
];

export async function markReady(api: KubernetesApi): Promise<void> {
  for (const { path, plural, message, onlySuspended = false } of KINDS) {
    for (const { metadata, spec, status } of await api.list<Listed>(`/apis/${path}/${plural}`)) {
      if (onlySuspended && spec.suspend !== true) continue;
      if (status?.conditions?.some((one) => one.type === "Ready" && one.status === "True")) continue;
      const place = metadata.namespace === undefined ? "" : `namespaces/${metadata.namespace}/`;
      await api.mergeStatus(`/apis/${path}/${place}${plural}/${metadata.name}`, {
        observedGeneration: metadata.generation,
        conditions: [
          {
            type: "Ready",
            status: "True",
            reason: "StandIn",
            message,
            lastTransitionTime: new Date().toISOString(),
          },
        ],
      });
    }
  }
}
