/** What stands in for an instance of CloudNativePG: its pod, its volumes and its Services. */
import { join } from "node:path";
import type { KubernetesObject } from "../api.ts";
import { FOLDER } from "../layout.ts";

export const DATA_NAMESPACE = "shop-data";
/** The user that CloudNativePG's images run as. */
export const POSTGRES_USER = 26;
export const SERVER_SECRET = "shop-db-server";

export interface DatabaseCluster extends KubernetesObject {
  readonly spec: {
    readonly storage: { readonly size: string; readonly storageClass: string };
    readonly resources: object;
    readonly priorityClassName: string;
    readonly postgresql: { readonly parameters: Readonly<Record<string, string>> };
    readonly bootstrap: {
      readonly initdb?: {
        readonly database: string;
        readonly owner: string;
        readonly secret: { readonly name: string };
        readonly encoding?: string;
        readonly locale?: string;
        readonly localeCType?: string;
        readonly localeProvider?: string;
        readonly builtinLocale?: string;
        readonly dataChecksums?: boolean;
      };
      readonly recovery?: {
        readonly source: string;
        readonly recoveryTarget?: { readonly targetTime?: string; readonly exclusive?: boolean };
      };
    };
    readonly managed?: { readonly roles: readonly ManagedRole[] };
  };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

export interface ManagedRole {
  readonly name: string;
  readonly login: boolean;
  readonly inRoles: readonly string[];
  readonly bypassrls: boolean;
  readonly connectionLimit: number;
  readonly passwordSecret: { readonly name: string };
}

/** On the machine: the files of an instance, and the archive of its WAL. */
export const dataFolder = (instance: string): string => join(FOLDER, "volumes", instance);
/** The newest base backup of the shop's database. */
export const backupFolder = (): string => join(FOLDER, "volumes", "shop-db-base-backup");
export const archiveFolder = (cluster: string): string => join(FOLDER, "volumes", `${cluster}-archive`);

const DATA = "/var/lib/postgresql/data";
const ARCHIVE = "/var/lib/postgresql/archive";

export interface InstanceRequest {
  readonly cluster: DatabaseCluster;
  readonly image: string;
  /** `shop-db-1`. */
  readonly instance: string;
  /** Settings of this instance alone. */
  readonly more?: Readonly<Record<string, string>>;
}

/** A restored database reads the archive of its source. */
export const archiveOf = ({ metadata, spec }: DatabaseCluster): string =>
  spec.bootstrap.recovery?.source ?? metadata.name;

export function volumesOf({ cluster, instance }: InstanceRequest): readonly KubernetesObject[] {
  const folders = {
    [instance]: dataFolder(instance),
    [`${instance}-archive`]: archiveFolder(archiveOf(cluster)),
  };
  return Object.entries(folders).flatMap(([name, path]) => [
    {
      apiVersion: "v1",
      kind: "PersistentVolume",
      metadata: { name },
      spec: {
        capacity: { storage: cluster.spec.storage.size },
        accessModes: ["ReadWriteOnce"],
        persistentVolumeReclaimPolicy: "Retain",
        storageClassName: cluster.spec.storage.storageClass,
        hostPath: { path },
        claimRef: { namespace: DATA_NAMESPACE, name },
      },
    },
    {
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { name, namespace: DATA_NAMESPACE },
      spec: {
        accessModes: ["ReadWriteOnce"],
        storageClassName: cluster.spec.storage.storageClass,
        resources: { requests: { storage: cluster.spec.storage.size } },
        volumeName: name,
      },
    },
  ]);
}

/** The Service that the shop's address names, and those that CloudNativePG makes besides. */
export const servicesOf = (name: string): readonly KubernetesObject[] =>
  ["rw", "ro", "r"].map((ending) => ({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: `${name}-${ending}`, namespace: DATA_NAMESPACE, labels: { "cnpg.io/cluster": name } },
    spec: {
      selector: {
        "cnpg.io/cluster": name,
        ...(ending === "r" ? {} : { "cnpg.io/instanceRole": ending === "rw" ? "primary" : "replica" }),
      },
      ports: [{ name: "postgres", port: 5432, targetPort: 5432 }],
    },
  }));

/** The settings of the manifest as they are, and those that the operator would add. */
export function settingsOf({ cluster, more = {} }: InstanceRequest): Readonly<Record<string, string>> {
  const { parameters } = cluster.spec.postgresql;
  const usesStatements = Object.keys(parameters).some((name) => name.startsWith("pg_stat_statements."));
  return {
    listen_addresses: "*",
    unix_socket_directories: "/tmp",
    ssl: "on",
    ssl_cert_file: "/server/tls.crt",
    ssl_key_file: "/server/tls.key",
    wal_level: "logical",
    archive_mode: "on",
    archive_command: [
      `busybox test ! -f ${ARCHIVE}/%f`,
      `busybox cp %p ${ARCHIVE}/%f.new`,
      `busybox mv ${ARCHIVE}/%f.new ${ARCHIVE}/%f`,
    ].join(" && "),
    restore_command: `busybox cp ${ARCHIVE}/%f %p`,
    // As the operator does; without the library PostgreSQL refuses the settings of it.
    ...(usesStatements ? { shared_preload_libraries: "pg_stat_statements" } : {}),
    ...parameters,
    ...recoverySettings(cluster),
    ...more,
  };
}

/** As the operator writes them; the restored database writes into no archive. */
function recoverySettings({ spec }: DatabaseCluster): Readonly<Record<string, string>> {
  const { recovery } = spec.bootstrap;
  if (recovery === undefined) return {};
  const { targetTime, exclusive = false } = recovery.recoveryTarget ?? {};
  return {
    archive_mode: "off",
    recovery_target_action: "promote",
    recovery_target_inclusive: exclusive ? "off" : "on",
    ...(targetTime === undefined ? {} : { recovery_target_time: targetTime }),
  };
}

/** What the operator makes of the manifest's words. */
export function initdbArguments({ spec }: DatabaseCluster): readonly string[] {
  const { initdb } = spec.bootstrap;
  const flags = {
    encoding: initdb?.encoding,
    locale: initdb?.locale,
    "lc-ctype": initdb?.localeCType,
    "locale-provider": initdb?.localeProvider,
    "builtin-locale": initdb?.builtinLocale,
  };
  const named = Object.entries(flags).flatMap(([flag, value]) =>
    value === undefined ? [] : [`--${flag}=${value}`],
  );
  return initdb?.dataChecksums === true ? [...named, "--data-checksums"] : named;
}

const startOf = (cluster: DatabaseCluster): string => `
export PGDATA=${DATA}/pgdata
if ! busybox test -s $PGDATA/PG_VERSION; then
  initdb --username=postgres --pwfile=/server/password --auth=scram-sha-256 \\
    ${initdbArguments(cluster).join(" ")}
  echo 'host all all all scram-sha-256' >> $PGDATA/pg_hba.conf
fi
exec postgres "$@"
`;

export function instancePod(request: InstanceRequest): KubernetesObject {
  const { cluster, image, instance } = request;
  const settings = Object.entries(settingsOf(request)).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: instance,
      namespace: DATA_NAMESPACE,
      labels: {
        "cnpg.io/cluster": instance.replace(/-\d+$/, ""),
        "cnpg.io/instanceName": instance,
        "cnpg.io/instanceRole": "primary",
        "cnpg.io/podRole": "instance",
      },
    },
    spec: {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      priorityClassName: cluster.spec.priorityClassName,
      terminationGracePeriodSeconds: 30,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: POSTGRES_USER,
        runAsGroup: POSTGRES_USER,
        fsGroup: POSTGRES_USER,
        seccompProfile: { type: "RuntimeDefault" },
      },
      containers: [
        {
          name: "postgres",
          image,
          command: ["/bin/busybox", "sh", "-ec", startOf(cluster), "postgres"],
          args: settings,
          ports: [{ name: "postgres", containerPort: 5432 }],
          readinessProbe: { tcpSocket: { port: 5432 }, periodSeconds: 1, failureThreshold: 2 },
          resources: cluster.spec.resources,
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
          },
          volumeMounts: [
            { name: "data", mountPath: DATA },
            { name: "archive", mountPath: ARCHIVE },
            { name: "server", mountPath: "/server", readOnly: true },
            { name: "tmp", mountPath: "/tmp" },
            { name: "memory", mountPath: "/dev/shm" },
          ],
        },
      ],
      volumes: [
        { name: "data", persistentVolumeClaim: { claimName: instance } },
        { name: "archive", persistentVolumeClaim: { claimName: `${instance}-archive` } },
        { name: "server", secret: { secretName: SERVER_SECRET, defaultMode: 0o440 } },
        { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
        { name: "memory", emptyDir: { medium: "Memory", sizeLimit: "256Mi" } },
      ],
    },
  };
}
