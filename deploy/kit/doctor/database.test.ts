/** The database and its backups, and the order in which all is told. */
import { expect, test } from "vitest";
import { healthyCluster, type TestCluster, told, toldText } from "../testing/cluster.ts";

const CLUSTER = "Cluster shop-data/shop-db";
const BACKUP = "Backup shop-data/shop-db-nightly-20261127183000";

const condition = (type: string, message: string) => ({
  type,
  status: "False",
  reason: `${type}Failing`,
  message,
  lastTransitionTime: "<20m ago>",
});

/** The database's pod is there and not ready. */
function databaseAway(cluster: TestCluster): void {
  cluster.edit(CLUSTER, {
    status: { phase: "Waiting for the instances to become active", readyInstances: 0 },
  });
}

test("a database that is away is told with what the operator says", async () => {
  const cluster = healthyCluster();
  databaseAway(cluster);
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Cluster shop-data/shop-db has 0 of 1 instances ready (Waiting for the instances to become
        active)."
  `);
});

test("pods of the shop come after a database that is away, and may wait for it", async () => {
  const cluster = healthyCluster();
  const conditions = [
    { type: "PodScheduled", status: "True" },
    { type: "Ready", status: "False", reason: "ContainersNotReady", lastTransitionTime: "<20m ago>" },
  ];
  const status = { name: "api", ready: false, restartCount: 0, state: { running: {} } };
  cluster.edit("Pod shop/api-5d8f-1", { status: { conditions, containerStatuses: [status] } });
  const failed = { type: "Ready", status: "False", reason: "HealthCheckFailed", message: "timeout waiting" };
  cluster.edit("Kustomization flux-system/apps", { status: { conditions: [failed] } });
  databaseAway(cluster);
  cluster.edit("PersistentVolumeClaim shop-data/shop-db-1", {
    spec: { storageClassName: "fast" },
    status: { phase: "Pending" },
  });
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: PersistentVolumeClaim shop-data/shop-db-1 waits for the StorageClass fast, which does not
        exist (there is: local-path).
    fault: Cluster shop-data/shop-db has 0 of 1 instances ready (Waiting for the instances to become
        active).
    fault: Pod shop/api-5d8f-1 is not ready for 20 minutes (api): Startup probe failed: connect:
        connection refused. It may wait for the database (Cluster shop-data/shop-db, above).
    fault: Kustomization flux-system/apps is not ready (HealthCheckFailed: timeout waiting)."
  `);
});

test("a full volume of the database leads to its own runbook", async () => {
  const cluster = healthyCluster();
  cluster.edit(CLUSTER, { status: { phase: "Not enough disk space" } });
  const [first] = await cluster.diagnoses();
  expect(first?.severity).toBe("fault");
  expect(first?.next).toContain("docs/runbooks/disk-full.md");
});

test("a cluster that the operator never looked at", async () => {
  const cluster = healthyCluster();
  cluster.edit(CLUSTER, { status: null });
  expect((await told(cluster))[0]).toContain("the operator did not look at it");
});

test("a log that is not archived", async () => {
  const cluster = healthyCluster();
  const message = "unexpected failure invoking barman-cloud-wal-archive: exit status 4";
  cluster.edit(CLUSTER, { status: { conditions: [condition("ContinuousArchiving", message)] } });
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Cluster shop-data/shop-db does not archive its log (unexpected failure invoking
        barman-cloud-wal-archive: exit status 4): a restore would lose the newest work."
  `);
});

test("an archive that is not there", async () => {
  const cluster = healthyCluster();
  cluster.remove("ObjectStore shop-data/shop-db");
  expect((await told(cluster))[0]).toContain("archives into the ObjectStore shop-db, which does not exist");
});

test("a role that could not be made", async () => {
  const cluster = healthyCluster();
  const cannotReconcile = { shop_app: ["could not perform CREATE: password missing"] };
  cluster.edit(CLUSTER, { status: { managedRolesStatus: { cannotReconcile } } });
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Cluster shop-data/shop-db cannot make the role shop_app as it should be (could not
        perform CREATE: password missing)."
  `);
});

const window = (lastSuccessfulBackupTime: string) => ({
  status: { serverRecoveryWindow: { "shop-db": { lastSuccessfulBackupTime } } },
});

test("a backup of 25 hours ago is well, and one of 27 a fault with the last try's reason", async () => {
  const cluster = healthyCluster();
  cluster.edit(BACKUP, {
    status: { phase: "failed", error: "can't upload: 403 SignatureDoesNotMatch", stoppedAt: null },
  });
  cluster.edit("ObjectStore shop-data/shop-db", window("<25h ago>"));
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "warning: Cluster shop-data/shop-db could not be backed up. The last try failed: can't upload:
        403 SignatureDoesNotMatch."
  `);
  cluster.edit("ObjectStore shop-data/shop-db", window("<27h ago>"));
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Cluster shop-data/shop-db has no backup younger than 27 hours. The last try failed: can't
        upload: 403 SignatureDoesNotMatch."
  `);
});

test("the catalogue of the object storage counts where the objects of backups were deleted", async () => {
  const cluster = healthyCluster();
  cluster.remove(BACKUP);
  expect(await told(cluster)).toEqual([]);
  cluster.edit("ObjectStore shop-data/shop-db", { status: null });
  expect(await told(cluster)).toEqual([`fault: ${CLUSTER} has no backup.`]);
});

test("a new database has time for its first backup", async () => {
  const cluster = healthyCluster();
  cluster.remove(BACKUP);
  cluster.edit("ObjectStore shop-data/shop-db", { status: null });
  cluster.edit(CLUSTER, { metadata: { creationTimestamp: "<1h ago>" } });
  expect(await told(cluster)).toEqual([]);
});

test("backups that are suspended", async () => {
  const cluster = healthyCluster();
  cluster.edit("ScheduledBackup shop-data/shop-db-nightly", { spec: { suspend: true } });
  expect(await told(cluster)).toEqual([
    "warning: ScheduledBackup shop-data/shop-db-nightly is suspended: no backup is made.",
  ]);
});

test("a Secret of the database's passwords that is missing comes before the database", async () => {
  const cluster = healthyCluster();
  cluster.remove("Secret shop-data/shop-db-owner");
  databaseAway(cluster);
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Secret shop-data/shop-db-owner does not exist. It is named by Cluster shop-data/shop-db.
    fault: Cluster shop-data/shop-db has 0 of 1 instances ready (Waiting for the instances to become
        active)."
  `);
});
