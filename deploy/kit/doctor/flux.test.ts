/** What Flux says, with the cause before what waits for it. */
import { expect, test } from "vitest";
import { healthyCluster, type TestCluster, told, toldText } from "../testing/cluster.ts";

const ready = (status: string, reason: string, message: string, since = "<30m ago>") => ({
  type: "Ready",
  status,
  reason,
  message,
  lastTransitionTime: since,
});

const kustomization = (name: string) => `Kustomization flux-system/${name}`;

function unready(cluster: TestCluster, title: string, reason: string, message: string): void {
  cluster.edit(title, { status: { conditions: [ready("False", reason, message)] } });
}

/** As Flux says it of all that come after one that fails. */
function waitBehind(cluster: TestCluster, names: readonly string[]): void {
  for (const name of names) {
    unready(cluster, kustomization(name), "DependencyNotReady", "dependency is not ready");
  }
}

test("a controller of Flux that is not there is named", async () => {
  const cluster = healthyCluster();
  cluster.remove("Deployment flux-system/helm-controller");
  expect(await toldText(cluster)).toMatchInlineSnapshot(
    `"fault: Namespace flux-system has no helm-controller, whose kinds nobody looks after."`,
  );
});

test("a cluster without any is told to be bootstrapped", async () => {
  const cluster = healthyCluster();
  for (const name of ["source", "kustomize", "helm", "notification", "image-reflector", "image-automation"]) {
    cluster.remove(`Deployment flux-system/${name}-controller`);
  }
  expect(await told(cluster)).toEqual([
    "fault: Namespace flux-system has no controller of Flux: Git is not applied.",
  ]);
});

test("Git that cannot be fetched comes first, with the reason", async () => {
  const cluster = healthyCluster();
  const message = "failed to checkout and determine revision: authentication required: Repository not found.";
  unready(cluster, "GitRepository flux-system/flux-system", "GitOperationFailed", message);
  unready(cluster, kustomization("infra-controllers"), "ArtifactFailed", "Source artifact not found");
  waitBehind(cluster, ["infra-configs", "data", "migrate", "apps"]);
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: GitRepository flux-system/flux-system is not ready (GitOperationFailed: failed to
        checkout and determine revision: authentication required: Repository not found). Behind it wait:
        infra-controllers, infra-configs, data, migrate and apps."
  `);
});

test("a Kustomization that cannot be built is told with all that wait for it", async () => {
  const cluster = healthyCluster();
  const message = "decryption failed: no identity matched any of the recipients";
  unready(cluster, kustomization("data"), "BuildFailed", message);
  waitBehind(cluster, ["migrate", "apps"]);
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Kustomization flux-system/data is not ready (BuildFailed: decryption failed: no identity
        matched any of the recipients). Behind it wait: migrate and apps."
  `);
});

test("a health check that fails comes after the pods that it waits for", async () => {
  const cluster = healthyCluster();
  const message = "timeout waiting for: [Deployment/shop/worker status: 'InProgress']";
  unready(cluster, kustomization("apps"), "HealthCheckFailed", message);
  cluster.edit("Deployment shop/worker", { status: { availableReplicas: 1 } });
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Deployment shop/worker has 1 of 2 pods available.
    fault: Kustomization flux-system/apps is not ready (HealthCheckFailed: timeout waiting for:
        [Deployment/shop/worker status: 'InProgress'])."
  `);
});

test("a dependency that nobody else explains is told", async () => {
  const cluster = healthyCluster();
  unready(cluster, kustomization("apps"), "DependencyNotReady", "dependency 'flux-system/gone' is not found");
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Kustomization flux-system/apps is not ready (DependencyNotReady: dependency
        'flux-system/gone' is not found)."
  `);
});

test("a dependency that is ready now is no fault, and one that is missing is", async () => {
  const cluster = healthyCluster();
  const waits = ready(
    "False",
    "DependencyNotReady",
    "dependency 'flux-system/data' is not ready",
    "<2m ago>",
  );
  cluster.edit(kustomization("migrate"), { status: { conditions: [waits] } });
  expect(await told(cluster)).toEqual([]);
  cluster.edit(kustomization("migrate"), { spec: { dependsOn: [{ name: "gone" }] } });
  expect((await told(cluster))[0]).toContain("Kustomization flux-system/migrate is not ready");
});

test("a first try is no fault, and one of an hour is", async () => {
  const cluster = healthyCluster();
  const message = "Running health checks for revision main@sha1:d08e133 with a timeout of 9m30s";
  const trying = (since: string) => ({
    status: { conditions: [ready("Unknown", "Progressing", message, since)] },
  });
  cluster.edit(kustomization("apps"), trying("<5m ago>"));
  expect(await told(cluster)).toEqual([]);
  cluster.edit(kustomization("apps"), trying("<1h ago>"));
  expect((await told(cluster))[0]).toContain("is at it for 60 minutes");
});

test("what waits for a first try that goes on is no fault", async () => {
  const cluster = healthyCluster();
  const trying = ready("Unknown", "Progressing", "Reconciliation in progress", "<2m ago>");
  cluster.edit(kustomization("infra-controllers"), { status: { conditions: [trying] } });
  waitBehind(cluster, ["infra-configs", "data", "migrate", "apps"]);
  expect(await told(cluster)).toEqual([]);
});

test("a release that no controller looks at is told, with what waits for it", async () => {
  const cluster = healthyCluster();
  cluster.edit("HelmRelease cert-manager/cert-manager", { status: null });
  unready(cluster, "HelmRelease ingress/nginx-ingress", "DependencyNotReady", "dependency is not ready");
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: HelmRelease cert-manager/cert-manager was looked at by no controller for 10 days. Behind
        it wait: nginx-ingress."
  `);
});

test("a release of a chart that failed, and one that is stalled", async () => {
  const cluster = healthyCluster();
  const failed = "Helm install failed for release cert-manager/cert-manager: context deadline exceeded";
  unready(cluster, "HelmRelease cert-manager/cert-manager", "InstallFailed", failed);
  unready(cluster, "HelmRelease ingress/nginx-ingress", "DependencyNotReady", "dependency is not ready");
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: HelmRelease cert-manager/cert-manager is not ready (InstallFailed: Helm install failed
        for release cert-manager/cert-manager: context deadline exceeded). Behind it wait:
        nginx-ingress."
  `);
  const stalled = {
    type: "Stalled",
    status: "True",
    reason: "RetriesExceeded",
    message: "Failed to upgrade",
  };
  cluster.edit("HelmRelease cert-manager/cert-manager", { status: { conditions: [stalled] } });
  expect((await told(cluster))[0]).toContain(
    "is stalled and does not try again (RetriesExceeded: Failed to upgrade). Behind it wait: nginx-ingress.",
  );
});

test("a chart that cannot be fetched is told", async () => {
  const cluster = healthyCluster();
  const message = "failed to pull artifact: GET https://quay.io/v2/: dial tcp: i/o timeout";
  unready(cluster, "OCIRepository cert-manager/cert-manager", "OCIArtifactPullFailed", message);
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: OCIRepository cert-manager/cert-manager is not ready (OCIArtifactPullFailed: failed to
        pull artifact: GET https://quay.io/v2/: dial tcp: i/o timeout)."
  `);
});

test("images that are not found hold up new versions alone", async () => {
  const cluster = healthyCluster();
  unready(cluster, "ImageRepository flux-system/server", "ReadOperationFailed", "scan failed: DENIED");
  unready(
    cluster,
    "ImagePolicy flux-system/server",
    "DependencyNotReady",
    "referenced ImageRepository has not been scanned yet",
  );
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: ImageRepository flux-system/server is not ready (ReadOperationFailed: scan failed:
        DENIED). Behind it wait: ImagePolicy server."
  `);
});

test("images that no controller looks at are told without the policies that wait for them", async () => {
  const cluster = healthyCluster();
  cluster.edit("ImageRepository flux-system/server", { status: null });
  cluster.edit("ImagePolicy flux-system/server", { status: null });
  const [first, ...others] = await told(cluster);
  expect(first).toContain("fault: ImageRepository flux-system/server was looked at by no controller");
  expect(others).toEqual([]);
});

test("what is suspended is a warning, and says how to go on", async () => {
  const cluster = healthyCluster();
  cluster.edit(kustomization("apps"), { spec: { suspend: true } });
  expect(await toldText(cluster)).toMatchInlineSnapshot(
    `"warning: Kustomization flux-system/apps is suspended: what Git says of it does not arrive."`,
  );
  expect((await cluster.diagnoses())[0]?.next).toBe("flux -n flux-system resume kustomization apps");
});

test("many suspended objects are told together", async () => {
  const cluster = healthyCluster();
  for (const name of ["infra-configs", "data", "migrate", "apps"]) {
    cluster.edit(kustomization(name), { spec: { suspend: true } });
  }
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "warning: Flux has 4 suspended objects, for which Git does not arrive: Kustomization
        flux-system/infra-configs, Kustomization flux-system/data, Kustomization flux-system/migrate and
        Kustomization flux-system/apps."
  `);
});

test("the age key that was not put into the cluster is told", async () => {
  const cluster = healthyCluster();
  cluster.remove("Secret flux-system/sops-age");
  const [first] = await cluster.diagnoses();
  expect(first?.object).toBe("Secret flux-system/sops-age");
  expect(first?.next).toContain("docs/runbooks/key-rotation.md");
});
