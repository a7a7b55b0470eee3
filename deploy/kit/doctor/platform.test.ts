/** Node, API server, kinds, storage: each broken in one way is named, and nothing else is. */
import { expect, test } from "vitest";
import { healthyCluster, NOW, told, toldText } from "../testing/cluster.ts";

const NODE = "Node jangteo-staging";
const condition = (type: string, status: string, reason = "", message = "") => ({
  type,
  status,
  reason,
  message,
  lastTransitionTime: "<20m ago>",
});

test("a Kubernetes that Flux refuses is named with its version", async () => {
  const cluster = healthyCluster();
  cluster.outer.version = "v1.32.9+k0s";
  expect(await toldText(cluster)).toMatchInlineSnapshot(
    `"fault: API server is v1.32.9+k0s, and Flux needs v1.33 or newer."`,
  );
});

test("v1.40 and v2.0 are new enough", async () => {
  const cluster = healthyCluster();
  for (const version of ["v1.40.0", "v2.0.1"]) {
    cluster.outer.version = version;
    expect(await told(cluster)).toEqual([]);
  }
});

test("a clock that is ahead is a warning, and a fault from five minutes on", async () => {
  const cluster = healthyCluster();
  cluster.outer.clock = new Date(NOW.getTime() + 45_000);
  expect(await toldText(cluster)).toMatchInlineSnapshot(
    `"warning: API server has a clock that is 45 seconds ahead of this machine's."`,
  );
  cluster.outer.clock = new Date(NOW.getTime() - 600_000);
  expect((await told(cluster))[0]).toContain(
    "fault: API server has a clock that is 10 minutes behind this machine's.",
  );
});

test("a node that has stopped reporting comes first", async () => {
  const cluster = healthyCluster();
  const ready = condition("Ready", "Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.");
  cluster.edit(NODE, { status: { conditions: [ready] } });
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Node jangteo-staging has not reported for 20 minutes (NodeStatusUnknown: Kubelet stopped
        posting node status)."
  `);
});

test("a node that is not ready is named with its reason", async () => {
  const cluster = healthyCluster();
  const message = "container runtime network not ready: cni plugin not initialized";
  cluster.edit(NODE, { status: { conditions: [condition("Ready", "False", "KubeletNotReady", message)] } });
  expect((await told(cluster))[0]).toContain(message);
});

test("a full disk of the node is named, with the runbook", async () => {
  const cluster = healthyCluster();
  const full = condition("DiskPressure", "True", "KubeletHasDiskPressure", "kubelet has disk pressure");
  cluster.edit(NODE, { status: { conditions: [condition("Ready", "True"), full] } });
  expect(await toldText(cluster)).toMatchInlineSnapshot(
    `"fault: Node jangteo-staging is short of disk, and pods are evicted (kubelet has disk pressure)."`,
  );
  expect((await cluster.diagnoses())[0]?.next).toContain("docs/runbooks/disk-full.md");
});

test("a cordoned node is a warning", async () => {
  const cluster = healthyCluster();
  const taint = { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" };
  cluster.edit(NODE, { spec: { unschedulable: true, taints: [taint] } });
  expect(await toldText(cluster)).toMatchInlineSnapshot(
    `"warning: Node jangteo-staging is cordoned: no new pod is placed on it."`,
  );
});

test("a cluster without a node says so", async () => {
  const cluster = healthyCluster();
  cluster.remove(NODE);
  expect((await told(cluster))[0]).toBe("fault: The cluster has no node, so that nothing can run.");
});

test("kinds that deploy/ has and the cluster does not serve are named with a file", async () => {
  const cluster = healthyCluster();
  cluster.answer("/apis/monitoring.coreos.com/v1", { outcome: "absent" });
  const kinds = { outcome: "read", body: { resources: [{ kind: "Certificate" }] } } as const;
  cluster.answer("/apis/cert-manager.io/v1", kinds);
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: API cert-manager.io/v1 is served without ClusterIssuer, which
        deploy/infrastructure/configs/base/issuers/cluster-issuers.yaml needs.
    fault: API monitoring.coreos.com/v1 is not served. Of it deploy/ has PodMonitor and
        PrometheusRule (deploy/monitoring/kubernetes/monitors/cert-manager.yaml)."
  `);
});

test("a cluster without Flux is told to be bootstrapped, once", async () => {
  const cluster = healthyCluster();
  const versions = ["source", "kustomize", "image"].map((group) => `${group}.toolkit.fluxcd.io/v1`);
  for (const version of [
    ...versions,
    "helm.toolkit.fluxcd.io/v2",
    "notification.toolkit.fluxcd.io/v1beta3",
  ]) {
    cluster.answer(`/apis/${version}`, { outcome: "absent" });
  }
  for (const name of ["source", "kustomize", "helm", "notification", "image-reflector", "image-automation"]) {
    cluster.remove(`Deployment flux-system/${name}-controller`);
  }
  const says = "has no Flux: the cluster serves none of its kinds, and Git is not applied.";
  expect(await told(cluster)).toEqual([`fault: Namespace flux-system ${says}`]);
  expect((await cluster.diagnoses())[0]?.next).toContain("flux bootstrap");
});

test("a cluster without a StorageClass is named", async () => {
  const cluster = healthyCluster();
  cluster.remove("StorageClass local-path");
  expect(await toldText(cluster)).toMatchInlineSnapshot(
    `"fault: The cluster has no StorageClass, so that no volume is made. Kubernetes brings none."`,
  );
});

test("a StorageClass that is not the default is a warning", async () => {
  const cluster = healthyCluster();
  cluster.edit("StorageClass local-path", { metadata: { annotations: null } });
  expect(await toldText(cluster)).toMatchInlineSnapshot(
    `"warning: The cluster has no default StorageClass: a claim that names none stays pending."`,
  );
});

test("a claim of a StorageClass that does not exist names both", async () => {
  const cluster = healthyCluster();
  const claim = "PersistentVolumeClaim shop-data/shop-db-1";
  cluster.edit(claim, { spec: { storageClassName: "fast" }, status: { phase: "Pending" } });
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: PersistentVolumeClaim shop-data/shop-db-1 waits for the StorageClass fast, which does not
        exist (there is: local-path)."
  `);
});

test("a claim whose volume could not be made tells the provisioner's reason", async () => {
  const cluster = healthyCluster();
  cluster.edit("PersistentVolumeClaim shop-data/shop-db-1", { status: { phase: "Pending" } });
  cluster.add(`
apiVersion: v1
kind: Event
metadata: { name: shop-db-1.1, namespace: shop-data }
involvedObject: { kind: PersistentVolumeClaim, namespace: shop-data, name: shop-db-1 }
type: Warning
reason: ProvisioningFailed
message: "failed to provision volume: create process timeout after 120 seconds"
count: 4
lastTimestamp: <2m ago>
`);
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: PersistentVolumeClaim shop-data/shop-db-1 is pending for 10 days: failed to provision
        volume: create process timeout after 120 seconds."
  `);
});

test("what is not served or not allowed is named as not examined, and nothing is guessed of it", async () => {
  const cluster = healthyCluster();
  const reason = 'secrets is forbidden: User "reader" cannot list resource "secrets" at the cluster scope';
  cluster.answer("/api/v1/secrets", { outcome: "forbidden", reason });
  cluster.answer("/api/v1/nodes", { outcome: "forbidden", reason: "nodes is forbidden" });
  expect(await told(cluster)).toEqual([]);
  expect((await cluster.picture()).unread.map(({ kind }) => kind)).toEqual(["Node", "Secret"]);
});
