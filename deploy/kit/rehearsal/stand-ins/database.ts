/** Stands in for the operator CloudNativePG: keeps one instance of each Cluster alive, with its roles. */
import { existsSync } from "node:fs";
import { chmod, chown, cp, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import type { KubernetesApi } from "../api.ts";
import { pausePath } from "../layout.ts";
import {
  archiveFolder,
  archiveOf,
  backupFolder,
  DATA_NAMESPACE,
  type DatabaseCluster,
  dataFolder,
  type InstanceRequest,
  instancePod,
  type ManagedRole,
  POSTGRES_USER,
  SERVER_SECRET,
  servicesOf,
  volumesOf,
} from "./postgres.ts";

const CORE = `/api/v1/namespaces/${DATA_NAMESPACE}`;
const CLUSTERS = `/apis/postgresql.cnpg.io/v1/namespaces/${DATA_NAMESPACE}/clusters`;

interface Pod {
  readonly metadata: { readonly name: string; readonly deletionTimestamp?: string };
  readonly status: {
    readonly podIP?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

export async function tendDatabases(api: KubernetesApi, image: string): Promise<void> {
  for (const cluster of await api.list<DatabaseCluster>(CLUSTERS)) await tend(api, image, cluster);
}

async function tend(api: KubernetesApi, image: string, listed: DatabaseCluster): Promise<void> {
  // Items of a list carry neither.
  const cluster = { ...listed, apiVersion: "postgresql.cnpg.io/v1", kind: "Cluster" };
  const { name } = cluster.metadata;
  const request = { cluster, image, instance: `${name}-1` };
  const pod = await api.find<Pod>(`${CORE}/pods/${request.instance}`);
  if (pod === undefined) {
    if (!existsSync(pausePath(request.instance))) await startInstance(api, request);
    return;
  }
  const isReady = pod.status.conditions?.some(({ type, status }) => type === "Ready" && status === "True");
  if (isReady !== true || pod.metadata.deletionTimestamp !== undefined) return;
  if (isHealthy(cluster)) return;
  await makeRoles(api, cluster, pod.status.podIP ?? "");
  await api.mergeStatus(`${CLUSTERS}/${name}`, {
    phase: "Cluster in healthy state",
    readyInstances: 1,
    conditions: [
      {
        type: "Ready",
        status: "True",
        reason: "ClusterIsReady",
        message: "Cluster is Ready (stand-in)",
        lastTransitionTime: new Date().toISOString(),
      },
    ],
  });
}

const isHealthy = ({ status }: DatabaseCluster): boolean =>
  status?.conditions?.some((one) => one.type === "Ready" && one.status === "True") === true;

/** A restore begins with the files of a base backup, and a file that asks PostgreSQL to recover. */
async function layOutBackup(instance: string): Promise<void> {
  const folder = join(dataFolder(instance), "pgdata");
  if (existsSync(folder)) return;
  await cp(backupFolder(), folder, { recursive: true, verbatimSymlinks: true });
  await writeFile(join(folder, "recovery.signal"), "");
  for (const file of ["", ...(await readdir(folder, { recursive: true }))]) {
    await chown(join(folder, file), POSTGRES_USER, POSTGRES_USER);
  }
  await chmod(folder, 0o700);
}

export async function startInstance(api: KubernetesApi, request: InstanceRequest): Promise<void> {
  for (const folder of [dataFolder(request.instance), archiveFolder(archiveOf(request.cluster))]) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chown(folder, POSTGRES_USER, POSTGRES_USER);
  }
  if (request.cluster.spec.bootstrap.recovery !== undefined) await layOutBackup(request.instance);
  for (const volume of volumesOf(request)) {
    const { kind, metadata } = volume;
    const path = kind === "PersistentVolume" ? "/api/v1/persistentvolumes" : `${CORE}/persistentvolumeclaims`;
    if ((await api.find(`${path}/${metadata.name}`)) === undefined)
      await api.apply(`${path}/${metadata.name}`, volume);
  }
  for (const service of servicesOf(request.instance.replace(/-\d+$/, ""))) {
    await api.apply(`${CORE}/services/${service.metadata.name}`, service);
  }
  await api.apply(`${CORE}/pods/${request.instance}`, instancePod(request));
}

interface Secret {
  readonly data: Readonly<Record<string, string>>;
}

async function secretValue(api: KubernetesApi, name: string, key: string): Promise<string> {
  const secret = await api.find<Secret>(`${CORE}/secrets/${name}`);
  const value = secret?.data[key];
  if (value === undefined) throw new Error(`the Secret ${name} has no ${key}`);
  return Buffer.from(value, "base64").toString();
}

async function makeRoles(api: KubernetesApi, { spec }: DatabaseCluster, host: string): Promise<void> {
  const { initdb } = spec.bootstrap;
  // A restored database has its roles.
  if (initdb === undefined) return;
  const { database, owner, secret } = initdb;
  const password = await secretValue(api, SERVER_SECRET, "password");
  const client = new pg.Client({ host, user: "postgres", password, database: "postgres" });
  await client.connect();
  try {
    const { rows } = await client.query("SELECT rolname FROM pg_roles");
    const known = new Set(rows.map(({ rolname }) => rolname));
    const quoted = (text: string) => client.escapeLiteral(text);
    if (!known.has(owner)) {
      const ownerPassword = await secretValue(api, secret.name, "password");
      await client.query(`CREATE ROLE ${owner} LOGIN PASSWORD ${quoted(ownerPassword)}`);
      await client.query(`CREATE DATABASE ${database} OWNER ${owner}`);
    }
    for (const role of (spec.managed?.roles ?? []).filter(({ name }) => !known.has(name))) {
      const rolePassword = await secretValue(api, role.passwordSecret.name, "password");
      await client.query(`${roleStatement(role)} PASSWORD ${quoted(rolePassword)}`);
    }
  } finally {
    await client.end();
  }
}

export const roleStatement = ({ name, login, inRoles, bypassrls, connectionLimit }: ManagedRole): string =>
  [
    `CREATE ROLE ${name}`,
    login ? "LOGIN" : "NOLOGIN",
    bypassrls ? "BYPASSRLS" : "NOBYPASSRLS",
    `CONNECTION LIMIT ${connectionLimit ?? -1}`,
    ...(inRoles.length > 0 ? [`IN ROLE ${inRoles.join(", ")}`] : []),
  ].join(" ");
