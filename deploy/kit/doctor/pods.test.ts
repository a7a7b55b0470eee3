/** Pods and what makes them: each broken in one way is named, and nothing else is. */
import { expect, test } from "vitest";
import { healthyCluster, type TestCluster, told, toldText } from "../testing/cluster.ts";

const API = "Pod shop/api-5d8f-1";
const notReady = [
  { type: "PodScheduled", status: "True" },
  { type: "Ready", status: "False", reason: "ContainersNotReady", lastTransitionTime: "<15m ago>" },
];

/** A container of the pod that waits. */
function waiting(cluster: TestCluster, pod: string, reason: string, message: string, more = {}): void {
  const status = {
    name: "api",
    ready: false,
    restartCount: 0,
    state: { waiting: { reason, message } },
    ...more,
  };
  cluster.edit(pod, { status: { phase: "Pending", conditions: notReady, containerStatuses: [status] } });
}

function unschedulable(cluster: TestCluster, message: string, pod = API): void {
  const scheduled = { type: "PodScheduled", status: "False", reason: "Unschedulable", message };
  cluster.edit(pod, {
    spec: { nodeName: null },
    status: { phase: "Pending", conditions: [scheduled], containerStatuses: null },
  });
}

const event = (about: { kind: string; namespace: string; name: string }, reason: string, message: string) => `
apiVersion: v1
kind: Event
metadata: { name: ${about.name}.${reason.toLowerCase()}, namespace: ${about.namespace} }
involvedObject: ${JSON.stringify(about)}
type: Warning
reason: ${reason}
message: ${JSON.stringify(message)}
count: 7
lastTimestamp: <3m ago>
`;

const API_POD = { kind: "Pod", namespace: "shop", name: "api-5d8f-1" };

test("a pod that no node takes says which resource is short, and how much is left", async () => {
  const cluster = healthyCluster();
  cluster.edit("Node jangteo-staging", { status: { allocatable: { cpu: "600m" } } });
  unschedulable(
    cluster,
    "0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are" +
      " available: 1 No preemption victims found for incoming pod.",
  );
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Pod shop/api-5d8f-1 waits, because no node takes it: cpu is short (it asks for 100m, and
        20m of 600m are free)."
  `);
});

test.each([
  [
    "0/1 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }.",
    "the node has the taint node-role.kubernetes.io/control-plane",
  ],
  [
    "0/1 nodes are available: 1 node(s) had untolerated taint(s).",
    "the node has a taint that the pod does not tolerate",
  ],
  [
    "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.",
    "another pod holds the node's ports that it wants",
  ],
  ['0/1 nodes are available: persistentvolumeclaim "data" not found.', "the claim data does not exist"],
  ["0/1 nodes are available: 1 node(s) were unschedulable.", "the node is cordoned"],
  ["0/1 nodes are available: 1 Too many pods.", "the node runs as many pods as it may"],
  ["something that a later scheduler says", "something that a later scheduler says"],
])("a pod that no node takes: %s", async (message, words) => {
  const cluster = healthyCluster();
  unschedulable(cluster, message);
  expect(await told(cluster)).toEqual([`fault: ${API} waits, because no node takes it: ${words}.`]);
});

test.each([
  [
    'rpc error: code = NotFound desc = failed to pull and unpack image "x": failed to resolve reference "x": x: not found',
    "the registry has no such image",
  ],
  [
    "failed to authorize: failed to fetch anonymous token: unexpected status from GET request: 403 Forbidden",
    "the registry refuses it to this cluster",
  ],
  ["failed to do request: Head: dial tcp: lookup ghcr.io: no such host", "the registry is not reached"],
  ["desc = no match for platform in manifest: not found", "it was not built for this node's processor"],
  ["desc = unexpected status code: 429 Too Many Requests - toomanyrequests", "it is asked too often"],
])("an image that cannot be had: %s", async (message, words) => {
  const cluster = healthyCluster();
  const backOff = `Back-off pulling image "ghcr.io/jangteo/server:main": ErrImagePull: ${message}`;
  waiting(cluster, API, "ImagePullBackOff", backOff);
  const [first, ...others] = await told(cluster);
  expect(first).toContain(`${API} cannot get its image ghcr.io/jangteo/server:main-d08e133-1790000000: `);
  expect(first).toContain(words);
  expect(others).toEqual([]);
});

test("an older kubelet gives the reason in an event", async () => {
  const cluster = healthyCluster();
  waiting(cluster, API, "ImagePullBackOff", 'Back-off pulling image "ghcr.io/jangteo/server:main"');
  const message =
    'Failed to pull image "x": rpc error: code = NotFound desc = failed to resolve: x: not found';
  cluster.add(event(API_POD, "Failed", message));
  const [first, ...others] = await told(cluster);
  expect(first).toContain("the registry has no such image");
  expect(others).toEqual([]);
});

test("an image of only zeros is one that Flux has not set yet", async () => {
  const cluster = healthyCluster();
  const image = `ghcr.io/jangteo/server:main-0000000-0@sha256:${"0".repeat(64)}`;
  cluster.edit(API, { spec: { containers: [{ name: "api", image }] } });
  waiting(cluster, API, "ErrImagePull", "not found");
  expect((await told(cluster))[0]).toContain(
    "its digest is only zeros, so Flux has not written a real one yet",
  );
});

test("pods of one Deployment with the same trouble are told once", async () => {
  const cluster = healthyCluster();
  for (const name of [API, "Pod shop/api-5d8f-2"])
    waiting(cluster, name, "InvalidImageName", "invalid reference");
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Pod shop/api-5d8f-1 cannot get its image ghcr.io/jangteo/server:main-d08e133-1790000000:
        that is no name of an image. The same: api-5d8f-2."
  `);
});

test("a container that ends again and again is told with its exit code", async () => {
  const cluster = healthyCluster();
  const lastState = { terminated: { exitCode: 1, reason: "Error", finishedAt: "<1m ago>" } };
  waiting(cluster, API, "CrashLoopBackOff", "back-off 5m0s restarting failed container=api", {
    restartCount: 12,
    lastState,
  });
  expect(await toldText(cluster)).toMatchInlineSnapshot(`"fault: Pod shop/api-5d8f-1 ends again and again (12 restarts): api ended with exit code 1."`);
  expect((await cluster.diagnoses())[0]?.next).toBe("kubectl -n shop logs api-5d8f-1 -c api --previous");
});

test("a container that the kernel killed is told with its limit", async () => {
  const cluster = healthyCluster();
  const lastState = { terminated: { exitCode: 137, reason: "OOMKilled", finishedAt: "<1m ago>" } };
  waiting(cluster, API, "CrashLoopBackOff", "back-off", { restartCount: 3, lastState });
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Pod shop/api-5d8f-1 ends again and again (3 restarts): the kernel killed api (OOMKilled),
        because its memory is more than its limit of 640Mi."
  `);
});

test("a container that ended within the last hour and runs is a warning; an older end is none", async () => {
  const cluster = healthyCluster();
  const status = (finishedAt: string) => ({
    name: "api",
    ready: true,
    restartCount: 1,
    state: { running: {} },
    lastState: { terminated: { exitCode: 137, reason: "Error", finishedAt } },
  });
  cluster.edit(API, { status: { containerStatuses: [status("<25m ago>")] } });
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "warning: Pod shop/api-5d8f-1 ended 25 minutes ago and runs again (1 restart): api ended with
        exit code 137, killed by SIGKILL."
  `);
  cluster.edit(API, { status: { containerStatuses: [status("<2h ago>")] } });
  expect(await told(cluster)).toEqual([]);
});

test("a Secret that is missing is told with all that name it, before the pods", async () => {
  const cluster = healthyCluster();
  cluster.remove("Secret shop/shop-secrets");
  waiting(cluster, API, "CreateContainerConfigError", 'secret "shop-secrets" not found');
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Secret shop/shop-secrets does not exist. It is named by Deployment shop/api and
        Deployment shop/worker.
    fault: Pod shop/api-5d8f-1 cannot make its container api: the Secret shop-secrets does not
        exist."
  `);
});

test("a key that a Secret lacks is told", async () => {
  const cluster = healthyCluster();
  cluster.edit("Secret shop/shop-database", { data: { password: null } });
  waiting(
    cluster,
    API,
    "CreateContainerConfigError",
    "couldn't find key password in Secret shop/shop-database",
  );
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Secret shop/shop-database has no key password. It is named by Deployment shop/api.
    fault: Pod shop/api-5d8f-1 cannot make its container api: the Secret shop/shop-database has no
        key password."
  `);
});

test("an image that wants to be root is told as such", async () => {
  const cluster = healthyCluster();
  waiting(
    cluster,
    API,
    "CreateContainerConfigError",
    "container has runAsNonRoot and image will run as root",
  );
  expect((await told(cluster))[0]).toContain("container has runAsNonRoot and image will run as root");
});

test("a volume whose Secret is missing is told", async () => {
  const cluster = healthyCluster();
  waiting(cluster, API, "ContainerCreating", "");
  cluster.edit(API, { metadata: { creationTimestamp: "<12m ago>" } });
  cluster.add(
    event(
      API_POD,
      "FailedMount",
      'MountVolume.SetUp failed for volume "keys" : secret "shop-keys" not found',
    ),
  );
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Pod shop/api-5d8f-1 is not begun after 12 minutes: the Secret shop-keys, which it mounts,
        does not exist."
  `);
});

test("a probe that fails is told with its answer", async () => {
  const cluster = healthyCluster();
  const status = { name: "api", ready: false, restartCount: 0, state: { running: {} } };
  cluster.edit(API, { status: { conditions: notReady, containerStatuses: [status] } });
  cluster.add(event(API_POD, "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503"));
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Pod shop/api-5d8f-1 is not ready for 15 minutes (api): Readiness probe failed: HTTP probe
        failed with statuscode: 503."
  `);
});

test("pods that were evicted, and pods that do not go away, are warnings", async () => {
  const cluster = healthyCluster();
  const message = "The node was low on resource: ephemeral-storage.";
  cluster.edit("Pod shop/worker-5d8f-1", { status: { phase: "Failed", reason: "Evicted", message } });
  cluster.edit("Pod shop/worker-5d8f-2", { metadata: { deletionTimestamp: "<20m ago>" } });
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "warning: Pod shop/worker-5d8f-1 was evicted: The node was low on resource: ephemeral-storage.
    warning: Pod shop/worker-5d8f-2 was to be gone 20 minutes ago and is still there: its node does
        not answer for it."
  `);
});

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
  expect(await toldText(cluster)).toMatchInlineSnapshot(`"warning: Deployment shop/worker is set to 1 replica: the shop has two of each process."`);
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
    'pods "api-5d8f-x" is forbidden: exceeded quota: shop, requested: requests.cpu=100m, used: requests.cpu=950m, limited: requests.cpu=1',
    "the quota shop is used up (asked for requests.cpu=100m, used requests.cpu=950m, limit requests.cpu=1)",
  ],
  [
    'pods "api-5d8f-x" is forbidden: failed quota: shop: must specify limits.memory for: api',
    "the quota asks each container for limits.memory for: api",
  ],
  [
    'pods "api-5d8f-x" is forbidden: violates PodSecurity "restricted:v1.36": allowPrivilegeEscalation != false',
    "Pod Security restricted:v1.36 refuses it: allowPrivilegeEscalation != false",
  ],
  [
    "pods \"api-5d8f-x\" is forbidden: ValidatingAdmissionPolicy 'image-digest' with binding 'image-digest' denied request: an image of the shop has a digest",
    "the admission policy image-digest refuses it: an image of the shop has a digest",
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
    'Error creating: pods "migrate-1" is forbidden: violates PodSecurity "restricted:v1.36": runAsNonRoot != true';
  cluster.add(event({ kind: "Job", namespace: "shop", name: "migrate" }, "FailedCreate", message));
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Job shop/migrate gets no new pod: Pod Security restricted:v1.36 refuses it: runAsNonRoot
        != true."
  `);
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

test("a warning of the last hour that nothing else explains is told; older and explained ones are not", async () => {
  const cluster = healthyCluster();
  const claim = { kind: "PersistentVolumeClaim", namespace: "shop-data", name: "shop-db-1" };
  cluster.add(event(claim, "VolumeResizeFailed", "resize of the volume failed"));
  cluster.add(
    event(claim, "VolumeResizeFailed", "resize of the volume failed").replace("<3m ago>", "<3h ago>"),
  );
  cluster.add(event({ kind: "Pod", namespace: "shop", name: "gone-1" }, "Unhealthy", "probe failed"));
  cluster.edit("Cluster shop-data/shop-db", { status: { phase: "Cluster in healthy state" } });
  expect(await told(cluster)).toEqual([]);
  cluster.add(event(claim, "VolumeResizeFailed", "resize of the volume failed"));
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "warning: PersistentVolumeClaim shop-data/shop-db-1 has the warning VolumeResizeFailed, 7 times,
        the last 3 minutes ago: resize of the volume failed."
  `);
});
