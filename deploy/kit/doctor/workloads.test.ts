/** Deployments, Jobs, quotas, budgets and events: each broken in one way is named, and nothing else is. */
import { expect, test } from "vitest";
import { eventYaml, healthyCluster, type TestCluster, told, toldText } from "../testing/cluster.ts";

const API = "Pod shop/api-5d8f-1";

test("a roll-out that did not come to its end says that the old pods serve", async () => {
  const cluster = healthyCluster();
  const progress = { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded" };
  cluster.edit("Deployment shop/api", { status: { availableReplicas: 2, conditions: [progress] } });
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Deployment shop/api does not roll out: its new pods were not ready in time, the 2 from
        before serve on."
  `);
  cluster.edit("Deployment shop/api", { status: { availableReplicas: 0 } });
  expect((await told(cluster))[0]).toContain("no pod serves");
});

test("a Deployment that lacks a pod without any other sign is told", async () => {
  const cluster = healthyCluster();
  cluster.edit("Deployment shop/worker", { status: { availableReplicas: 1 } });
  expect(await told(cluster)).toEqual(["fault: Deployment shop/worker has 1 of 2 pods available."]);
});

test("one replica in the shop is a warning, none a fault, and one elsewhere is well", async () => {
  const cluster = healthyCluster();
  cluster.edit("Deployment shop/worker", { spec: { replicas: 1 } });
  expect(await toldText(cluster)).toMatchInlineSnapshot(
    `"warning: Deployment shop/worker is set to 1 replica: the shop has two of each process."`,
  );
  cluster.edit("Deployment shop/worker", { spec: { replicas: 0 } });
  expect((await told(cluster))[0]).toContain("fault: Deployment shop/worker is set to 0 replicas");
});

test("a budget that holds up each drain is a warning", async () => {
  const cluster = healthyCluster();
  cluster.edit("PodDisruptionBudget shop/api", {
    spec: { minAvailable: 2 },
    status: { disruptionsAllowed: 0 },
  });
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "warning: PodDisruptionBudget shop/api lets none of its 2 pods go, though all are well: a drain
        never ends."
  `);
});

test("a budget whose pods are not well is no fault of its own", async () => {
  const cluster = healthyCluster();
  cluster.edit("PodDisruptionBudget shop/api", { status: { currentHealthy: 1, disruptionsAllowed: 0 } });
  expect(await told(cluster)).toEqual([]);
});

test("an autoscaler without metrics is a warning", async () => {
  const cluster = healthyCluster();
  const message =
    "the HPA was unable to compute the replica count: unable to fetch metrics from resource metrics API";
  const condition = { type: "ScalingActive", status: "False", reason: "FailedGetResourceMetric", message };
  cluster.edit("HorizontalPodAutoscaler shop/api", { status: { conditions: [condition] } });
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "warning: HorizontalPodAutoscaler shop/api cannot scale (the HPA was unable to compute the
        replica count: unable to fetch metrics from resource metrics API): the number of pods stays as
        it is."
  `);
});

test("daemons and sets that lack pods are told", async () => {
  const cluster = healthyCluster();
  cluster.edit("DaemonSet ingress/nginx-ingress-controller", { status: { desiredNumberScheduled: 2 } });
  cluster.edit("StatefulSet monitoring/loki", { status: { readyReplicas: 0 } });
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: DaemonSet ingress/nginx-ingress-controller has 1 of 2 pods ready.
    fault: StatefulSet monitoring/loki has 0 of 1 pods ready."
  `);
});

test("migrations that failed are told with their exit code and the way to run them again", async () => {
  const cluster = healthyCluster();
  const failed = {
    type: "Failed",
    status: "True",
    reason: "BackoffLimitExceeded",
    message: "Job has reached the specified backoff limit",
  };
  cluster.edit("Job shop/migrate", {
    status: { succeeded: null, completionTime: null, failed: 5, conditions: [failed] },
  });
  cluster.edit("Pod shop/migrate-x7k2p", {
    status: {
      phase: "Failed",
      containerStatuses: [{ name: "migrate", state: { terminated: { exitCode: 1 } } }],
    },
  });
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Job shop/migrate failed (BackoffLimitExceeded: Job has reached the specified backoff
        limit). Its last pod ended with exit code 1."
  `);
  expect((await cluster.diagnoses())[0]?.next).toContain("kubectl -n shop delete job migrate");
});

test("migrations that try again are a warning", async () => {
  const cluster = healthyCluster();
  cluster.edit("Job shop/migrate", {
    status: { succeeded: null, completionTime: null, failed: 2, conditions: [] },
  });
  expect(await told(cluster)).toEqual(["warning: Job shop/migrate failed 2 times and tries again."]);
});

/** The ReplicaSet of the api was refused its pods. */
function refused(cluster: TestCluster, message: string): void {
  const failure = { type: "ReplicaFailure", status: "True", reason: "FailedCreate", message };
  cluster.edit("ReplicaSet shop/api-5d8f", { status: { conditions: [failure] } });
  cluster.edit("Deployment shop/api", { status: { availableReplicas: 1 } });
  cluster.remove(API);
}

test.each([
  [
    "exceeded quota: shop, requested: requests.cpu=100m, used: requests.cpu=950m, limited: requests.cpu=1",
    "the quota shop is used up (asked for requests.cpu=100m, used requests.cpu=950m, limit requests.cpu=1)",
  ],
  [
    'pods "api-5d8f-x" is forbidden: failed quota: shop: must specify limits.memory for: api',
    "the quota asks each container for limits.memory for: api",
  ],
  [
    'forbidden: violates PodSecurity "restricted:v1.36": allowPrivilegeEscalation != false',
    "Pod Security restricted:v1.36 refuses it: allowPrivilegeEscalation != false",
  ],
  [
    "ValidatingAdmissionPolicy 'image-digest' with binding 'image-digest' denied request: it has no digest",
    "the admission policy image-digest refuses it: it has no digest",
  ],
  [
    'Internal error occurred: failed calling webhook "webhook.cert-manager.io": no endpoints available',
    "the webhook webhook.cert-manager.io does not answer",
  ],
])("pods that are refused: %s", async (message, words) => {
  const cluster = healthyCluster();
  refused(cluster, message);
  const [first, ...others] = await told(cluster);
  expect(first).toContain(`fault: Deployment shop/api gets no new pod: ${words}`);
  expect(others).toEqual([]);
});

test("a Job that is refused its pod is told by its event", async () => {
  const cluster = healthyCluster();
  cluster.edit("Job shop/migrate", { status: { succeeded: null, completionTime: null, conditions: [] } });
  cluster.remove("Pod shop/migrate-x7k2p");
  const message =
    'Error creating: pods "migrate-1" is forbidden: violates PodSecurity "restricted:v1.36": root';
  cluster.add(eventYaml({ kind: "Job", namespace: "shop", name: "migrate" }, "FailedCreate", message));
  expect(await toldText(cluster)).toMatchInlineSnapshot(
    `"fault: Job shop/migrate gets no new pod: Pod Security restricted:v1.36 refuses it: root."`,
  );
});

test("a quota that leaves no room for a roll-out is a warning", async () => {
  const cluster = healthyCluster();
  cluster.edit("ResourceQuota shop/shop", { status: { used: { "requests.cpu": "980m" } } });
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "warning: ResourceQuota shop/shop is nearly used up (requests.cpu 980m of 1): a roll-out finds no
        room."
  `);
});

test("an admission rule that does not fit the kinds is a warning", async () => {
  const cluster = healthyCluster();
  const warning = "apps/v1, Kind=Deployment: ERROR: undefined field 'replica'";
  cluster.edit("ValidatingAdmissionPolicy replicas", {
    status: {
      typeChecking: { expressionWarnings: [{ fieldRef: "spec.validations[0].expression", warning }] },
    },
  });
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "warning: ValidatingAdmissionPolicy replicas has an expression that does not fit: apps/v1,
        Kind=Deployment: ERROR: undefined field 'replica'."
  `);
});

test("a warning of the last hour that nothing explains is told; older ones are not", async () => {
  const cluster = healthyCluster();
  const claim = { kind: "PersistentVolumeClaim", namespace: "shop-data", name: "shop-db-1" };
  cluster.add(eventYaml(claim, "VolumeResizeFailed", "resize of the volume failed"));
  cluster.add(
    eventYaml(claim, "VolumeResizeFailed", "resize of the volume failed").replace("<3m ago>", "<3h ago>"),
  );
  cluster.add(eventYaml({ kind: "Pod", namespace: "shop", name: "gone-1" }, "Unhealthy", "probe failed"));
  cluster.edit("Cluster shop-data/shop-db", { status: { phase: "Cluster in healthy state" } });
  expect(await told(cluster)).toEqual([]);
  cluster.add(eventYaml(claim, "VolumeResizeFailed", "resize of the volume failed"));
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "warning: PersistentVolumeClaim shop-data/shop-db-1 has the warning VolumeResizeFailed, 7 times,
        the last 3 minutes ago: resize of the volume failed."
  `);
});
