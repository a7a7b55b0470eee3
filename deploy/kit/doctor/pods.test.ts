/** Pods and what makes them: each broken in one way is named, and nothing else is. */
import { expect, test } from "vitest";
import { eventYaml, healthyCluster, type TestCluster, told, toldText } from "../testing/cluster.ts";

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
    'desc = failed to pull and unpack image "x": failed to resolve reference "x": x: not found',
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
  cluster.add(eventYaml(API_POD, "Failed", message));
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
  expect(await toldText(cluster)).toMatchInlineSnapshot(
    `"fault: Pod shop/api-5d8f-1 ends again and again (12 restarts): api ended with exit code 1."`,
  );
  expect((await cluster.diagnoses())[0]?.next).toBe("kubectl -n shop logs api-5d8f-1 -c api --previous");
});

test("a container that the kubelet ends, because it does not answer, is told with the probe", async () => {
  const cluster = healthyCluster();
  const lastState = { terminated: { exitCode: 0, reason: "Completed", finishedAt: "<1m ago>" } };
  waiting(cluster, "Pod shop/worker-5d8f-1", "CrashLoopBackOff", "back-off", { restartCount: 6, lastState });
  const worker = { ...API_POD, name: "worker-5d8f-1" };
  cluster.add(eventYaml(worker, "Unhealthy", "Liveness probe failed: context deadline exceeded"));
  expect((await told(cluster))[0]).toContain(
    "ended with exit code 0. The kubelet ends it: Liveness probe failed: context deadline exceeded.",
  );
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

test("a container that ended again and was not started again yet does not run", async () => {
  const cluster = healthyCluster();
  const end = { terminated: { exitCode: 137, reason: "OOMKilled", finishedAt: "<1m ago>" } };
  const status = { name: "api", ready: false, restartCount: 5, state: end, lastState: end };
  cluster.edit(API, { status: { containerStatuses: [status] } });
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Pod shop/api-5d8f-1 ends again and again (5 restarts): the kernel killed api (OOMKilled),
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
    eventYaml(
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
  cluster.add(
    eventYaml(API_POD, "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503"),
  );
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Pod shop/api-5d8f-1 is not ready for 15 minutes (api): Readiness probe failed: HTTP probe
        failed with statuscode: 503."
  `);
});

test("a pod may take as long to start as its startup probe lets it", async () => {
  const cluster = healthyCluster();
  const startupProbe = { httpGet: { path: "/healthz", port: 9464 }, periodSeconds: 2, failureThreshold: 60 };
  const status = { name: "api", ready: false, started: false, restartCount: 0, state: { running: {} } };
  const since = (lastTransitionTime: string) => ({
    spec: { containers: [{ name: "api", startupProbe }] },
    status: {
      conditions: notReady.map((one) => ({ ...one, lastTransitionTime })),
      containerStatuses: [status],
    },
  });
  cluster.add(eventYaml(API_POD, "Unhealthy", "Startup probe failed: connection refused"));
  cluster.edit(API, since("<100s ago>"));
  expect(await told(cluster)).toEqual([]);
  cluster.edit(API, since("<125s ago>"));
  expect((await told(cluster))[0]).toContain("is not ready for 2 minutes (api): Startup probe failed");
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
