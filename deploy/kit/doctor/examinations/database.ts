import type { Manifest } from "../../tree/manifest.ts";
import { at, fieldsAt, isFields, listAt, numberAt, textAt } from "../../tree/values.ts";
import { type Diagnosis, describeCommand, type Examination, fault, warning } from "../diagnosis.ts";
import {
  ageMs,
  type ClusterPicture,
  conditionOf,
  createdAt,
  durationText,
  objectsOf,
  timeAt,
  wasRead,
} from "../picture.ts";
import { runbook } from "../runbooks.ts";
import { HOUR_MS, sentence } from "./event-messages.ts";

/** One backup a night, and two hours for it. */
const BACKUP_LIMIT_MS = 26 * HOUR_MS;
const HEALTHY = "Cluster in healthy state";

export const databases: Examination = {
  name: "databases",
  examine: (picture) => {
    const clusters = objectsOf(picture, "Cluster");
    return clusters.flatMap((cluster) => [
      ...health(cluster),
      ...archive(picture, cluster),
      ...roles(cluster),
    ]);
  },
};

const logsOf = ({ namespace, name }: Manifest, container: string): string =>
  `kubectl -n ${namespace} logs -l cnpg.io/cluster=${name} -c ${container} --tail=50`;

function health(cluster: Manifest): readonly Diagnosis[] {
  const { body } = cluster;
  const phase = textAt(body, "status", "phase") ?? "the operator did not look at it";
  const wanted = numberAt(body, "spec", "instances") ?? 1;
  const ready = numberAt(body, "status", "readyInstances") ?? 0;
  if (phase === HEALTHY && ready >= wanted) return [];
  const reason = textAt(body, "status", "phaseReason");
  const why = reason === undefined || reason === "" ? phase : `${phase}: ${sentence(reason)}`;
  const says = `has ${ready} of ${wanted} instances ready (${why}).`;
  const isFull = /disk space/i.test(phase);
  const page = runbook(isFull ? "disk-full" : "DatabaseUnreachable");
  const next = `${describeCommand(cluster)}; ${logsOf(cluster, "postgres")}; ${page}`;
  return [
    ready === 0 || isFull ? fault("database", cluster, says, next) : warning("database", cluster, says, next),
  ];
}

function archive(picture: ClusterPicture, cluster: Manifest): readonly Diagnosis[] {
  const found: Diagnosis[] = [];
  const next = `${logsOf(cluster, "plugin-barman-cloud")}; ${runbook("WalArchivingFailing")}`;
  const archiving = conditionOf(cluster, "ContinuousArchiving");
  if (archiving?.status === "False") {
    const why = sentence(archiving.message);
    const says = `does not archive its log (${why}): a restore would lose the newest work.`;
    found.push(fault("database", cluster, says, next));
  }
  for (const plugin of listAt(cluster.body, "spec", "plugins")) {
    const name = textAt(plugin, "parameters", "barmanObjectName");
    const isThere = objectsOf(picture, "ObjectStore").some(
      (one) => one.name === name && one.namespace === cluster.namespace,
    );
    if (name === undefined || isThere || !wasRead(picture, "ObjectStore")) continue;
    const says = `archives into the ObjectStore ${name}, which does not exist.`;
    found.push(fault("database", cluster, says, `kubectl -n ${cluster.namespace} get objectstore; ${next}`));
  }
  return found;
}

function roles(cluster: Manifest): readonly Diagnosis[] {
  const failed = Object.entries(fieldsAt(cluster.body, "status", "managedRolesStatus", "cannotReconcile"));
  return failed.map(([role, messages]) => {
    const [first] = Array.isArray(messages) ? messages : [];
    const says = `cannot make the role ${role} as it should be (${sentence(String(first ?? ""))}).`;
    return fault("database", cluster, says, `${describeCommand(cluster)}; ${runbook("key-rotation")}`);
  });
}

export const backups: Examination = {
  name: "backups",
  examine: (picture) => [
    ...objectsOf(picture, "Cluster").flatMap((cluster) => backupsOf(picture, cluster)),
    ...objectsOf(picture, "ScheduledBackup").flatMap(suspension),
  ],
};

function backupsOf(picture: ClusterPicture, cluster: Manifest): readonly Diagnosis[] {
  if (!wasRead(picture, "Backup") || listAt(cluster.body, "spec", "plugins").length === 0) return [];
  const next = `kubectl -n ${cluster.namespace} get backup; ${runbook("BackupOld")}`;
  const last = lastBackup(picture, cluster);
  const [newest] = backupObjects(picture, cluster).toSorted(
    (one, other) => (createdAt(other)?.getTime() ?? 0) - (createdAt(one)?.getTime() ?? 0),
  );
  const error =
    textAt(newest?.body, "status", "phase") === "failed"
      ? textAt(newest?.body, "status", "error")
      : undefined;
  const why = error === undefined ? "" : ` The last try failed: ${sentence(error)}.`;
  const age = ageMs(picture, last);
  if (age === undefined) {
    const isNew = (ageMs(picture, createdAt(cluster)) ?? 0) < BACKUP_LIMIT_MS;
    if (isNew && error === undefined) return [];
    return [fault("database", cluster, `has no backup.${why}`, next)];
  }
  if (age > BACKUP_LIMIT_MS) {
    return [fault("database", cluster, `has no backup younger than ${durationText(age)}.${why}`, next)];
  }
  return error === undefined ? [] : [warning("database", cluster, `could not be backed up.${why}`, next)];
}

const backupObjects = (picture: ClusterPicture, { name, namespace }: Manifest): readonly Manifest[] =>
  objectsOf(picture, "Backup").filter(
    (one) => one.namespace === namespace && textAt(one.body, "spec", "cluster", "name") === name,
  );

/** By the objects of backups, which a person may delete, and by the catalogue of the object storage. */
function lastBackup(picture: ClusterPicture, cluster: Manifest): Date | undefined {
  const done = backupObjects(picture, cluster)
    .filter(({ body }) => textAt(body, "status", "phase") === "completed")
    .map(({ body }) => timeAt(body, "status", "stoppedAt"));
  const stored = objectsOf(picture, "ObjectStore")
    .filter(({ namespace }) => namespace === cluster.namespace)
    .flatMap(({ body }) => Object.values(fieldsAt(body, "status", "serverRecoveryWindow")))
    .filter(isFields)
    .map((window) => timeAt(window, "lastSuccessfulBackupTime"));
  const times = [...done, ...stored].flatMap((time) => time?.getTime() ?? []);
  return times.length === 0 ? undefined : new Date(Math.max(...times));
}

function suspension(schedule: Manifest): readonly Diagnosis[] {
  if (at(schedule.body, "spec", "suspend") !== true) return [];
  const says = "is suspended: no backup is made.";
  return [warning("database", schedule, says, `deploy/data/base/backup.yaml; ${runbook("BackupOld")}`)];
}
