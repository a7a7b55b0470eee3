/** Objects that no file of the tree has, because a controller, a chart or the bootstrap makes them. */
import { chartReleases } from "../../tree/charts.ts";
import type { Manifest } from "../../tree/manifest.ts";
import { fieldsAt, listAt, textAt } from "../../tree/values.ts";

/** `Secret shop/shop-tls`; of kinds without a namespace `PriorityClass shop`. */
export type ObjectKey = string;

export const objectKey = (kind: string, namespace: string | undefined, name: string): ObjectKey =>
  namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;

const OF_KUBERNETES = [
  "PriorityClass system-cluster-critical",
  "PriorityClass system-node-critical",
  ...["cluster-admin", "admin", "edit", "view"].map((name) => `ClusterRole ${name}`),
  ...["default", "kube-system", "flux-system"].map((name) => `Namespace ${name}`),
  // `flux bootstrap` makes the source of the tree and the key that reads it; Ansible puts the age key there.
  "GitRepository flux-system/flux-system",
  "Secret flux-system/flux-system",
  "Secret flux-system/sops-age",
];

export function madeElsewhere(objects: readonly Manifest[]): ReadonlySet<ObjectKey> {
  return new Set([
    ...OF_KUBERNETES,
    ...objects.flatMap(madeByController),
    ...chartReleases(objects).flatMap(({ chart, release, values }) => [
      ...(chart === "local-path-provisioner" || chart === undefined
        ? [`StorageClass ${textAt(values, "storageClass", "name") ?? "local-path"}`]
        : []),
      ...(chart === "kube-prometheus-stack"
        ? ["alertmanager-operated", "prometheus-operated"].map((name) =>
            objectKey("Service", release.namespace, name),
          )
        : []),
    ]),
  ]);
}

function madeByController({ kind, apiVersion, namespace, name, body }: Manifest): readonly ObjectKey[] {
  const keys = (of: string, names: readonly string[]) => names.map((one) => objectKey(of, namespace, one));
  if (kind === "Cluster" && apiVersion.startsWith("postgresql.cnpg.io/")) {
    const hasOwnSecret = textAt(body, "spec", "bootstrap", "initdb", "secret", "name") !== undefined;
    const secrets = ["ca", "server", "replication", ...(hasOwnSecret ? [] : ["app"])];
    return [
      ...keys(
        "Service",
        ["rw", "ro", "r"].map((ending) => `${name}-${ending}`),
      ),
      ...keys(
        "Secret",
        secrets.map((ending) => `${name}-${ending}`),
      ),
    ];
  }
  if (kind === "Certificate") return keys("Secret", [textAt(body, "spec", "secretName") ?? ""]);
  if (kind === "VirtualServer") {
    const isIssued = Object.keys(fieldsAt(body, "spec", "tls", "cert-manager")).length > 0;
    return isIssued ? keys("Secret", [textAt(body, "spec", "tls", "secret") ?? ""]) : [];
  }
  if (kind === "StatefulSet") {
    const claims = listAt(body, "spec", "volumeClaimTemplates");
    return keys(
      "PersistentVolumeClaim",
      claims.map((claim) => textAt(claim, "metadata", "name") ?? ""),
    );
  }
  return [];
}
