/** A cluster for tests of the doctor: a healthy one that a test breaks, read as the doctor reads. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnosis } from "../doctor/diagnosis.ts";
import { judge } from "../doctor/doctor.ts";
import type { ClusterPicture } from "../doctor/picture.ts";
import { kindsOfTree } from "../doctor/reading/kinds-of-tree.ts";
import { LISTS, pathOfVersion } from "../doctor/reading/lists.ts";
import { lookOutside } from "../doctor/reading/outside.ts";
import { readCluster } from "../doctor/reading/read-cluster.ts";
import type { ApiAnswer, ClusterReader } from "../doctor/reading/reader.ts";
import { manifestOf, titleOf } from "../tree/manifest.ts";
import { openTree } from "../tree/tree.ts";
import { type Fields, fieldsAt, isFields, numberAt, textAt } from "../tree/values.ts";
import { yamlDocuments } from "../tree/yaml.ts";
import { REPOSITORY } from "./trees.ts";

export const NOW = new Date("2026-11-28T12:00:00Z");
export const NODE_ADDRESS = "203.0.113.7";
const FOLDER = join(REPOSITORY, "deploy/kit/testing/healthy-cluster");

export interface TestCluster {
  /** Changes an object: fields are merged, lists replaced, `null` takes a field away. */
  edit(title: string, patch: Fields): void;
  remove(title: string): void;
  /** Adds objects in YAML; `<5m ago>` becomes a time. */
  add(yaml: string): void;
  /** Answers a path otherwise than from the objects. */
  answer(path: string, answer: ApiAnswer): void;
  readonly objects: () => readonly Fields[];
  readonly reader: ClusterReader;
  /** What differs from a healthy cluster outside of its objects. */
  readonly outer: OuterCluster;
  picture(): Promise<ClusterPicture>;
  diagnoses(): Promise<readonly Diagnosis[]>;
}

export interface OuterCluster {
  version: string;
  clock: Date | undefined;
  server: { host: string; port: number };
  /** Addresses by name. */
  names: Record<string, readonly string[]>;
  /** Problems of ports: `80`. */
  closed: Record<number, string>;
  host: string | undefined;
}

const needed = kindsOfTree(openTree(REPOSITORY));

export function healthyCluster(): TestCluster {
  const objects = new Map<string, Fields>();
  const answers = new Map<string, ApiAnswer>();
  const put = (body: unknown): void => {
    const manifest = manifestOf(body, "");
    if (manifest === undefined) throw new Error(`no object: ${JSON.stringify(body)}`);
    objects.set(titleOf(manifest), manifest.body);
  };
  const files = readdirSync(FOLDER).map((name) => readFileSync(join(FOLDER, name), "utf8"));
  for (const body of files.flatMap((text) => documents(text))) for (const one of withPods(body)) put(one);
  const controllers = ["kustomize", "helm", "notification", "image-reflector", "image-automation"];
  for (const name of controllers.map((one) => `${one}-controller`)) {
    for (const one of withPods(controller(name))) put(one);
  }
  for (const one of kustomizations()) put(one);
  const outer: OuterCluster = {
    version: "v1.36.3+k0s",
    clock: NOW,
    server: { host: NODE_ADDRESS, port: 6443 },
    names: { "staging.shop.example": [NODE_ADDRESS] },
    closed: {},
    host: undefined,
  };
  const reader = readerOf(objects, answers, outer);
  const picture = () => pictureOf(reader, outer);
  return {
    edit: (title, patch) => {
      const before = objects.get(title);
      if (before === undefined) throw new Error(`the cluster has no ${title}`);
      objects.set(title, merged(before, timed(patch)));
    },
    remove: (title) => {
      if (!objects.delete(title)) throw new Error(`the cluster has no ${title}`);
    },
    add: (yaml) => {
      for (const body of documents(yaml)) put(body);
    },
    answer: (path, answer) => answers.set(path, answer),
    objects: () => [...objects.values()],
    reader,
    outer,
    picture,
    diagnoses: async () => judge(await picture()),
  };
}

function pictureOf(reader: ClusterReader, outer: OuterCluster): Promise<ClusterPicture> {
  const lookup = async (name: string): Promise<readonly string[]> => {
    const found = outer.names[name];
    if (found === undefined) throw Object.assign(new Error(name), { code: "ENOTFOUND" });
    return found;
  };
  const dial = async (_: string, port: number) => outer.closed[port];
  const look = (host: string, server: OuterCluster["server"]) => lookOutside(host, server, { lookup, dial });
  return readCluster({ reader, needed, look, host: outer.host, now: () => NOW });
}

/** Answers as the API server does: lists of a kind, and the kinds of a version. */
function readerOf(
  objects: ReadonlyMap<string, Fields>,
  answers: ReadonlyMap<string, ApiAnswer>,
  outer: OuterCluster,
): ClusterReader {
  return {
    address: async () => outer.server,
    version: async () => ({ version: outer.version, clock: outer.clock }),
    get: async (request) => {
      const [path = ""] = request.split("?");
      const set = answers.get(path);
      if (set !== undefined) return set;
      const list = LISTS.find((one) => `${pathOfVersion(one.apiVersion)}/${one.plural}` === path);
      if (list === undefined) {
        const kinds = needed.filter(({ apiVersion }) => pathOfVersion(apiVersion) === path);
        return { outcome: "read", body: { resources: kinds.map(({ kind }) => ({ kind })) } };
      }
      const items = [...objects.values()].filter(
        ({ apiVersion, kind }) => apiVersion === list.apiVersion && kind === list.kind,
      );
      // Items of a list have no apiVersion and kind.
      const bare = items.map(({ apiVersion: _version, kind: _kind, ...item }) => item);
      return { outcome: "read", body: { kind: `${list.kind}List`, items: bare } };
    },
  };
}

const documents = (yaml: string): readonly Fields[] =>
  yamlDocuments(yaml)
    .filter(isFields)
    .map((body) => merged({ metadata: { creationTimestamp: "<10d ago>" } }, body))
    .map(timed);

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Puts times in place of `<5m ago>` and `<80d ahead>`. */
function timed<Value extends Fields>(value: Value): Value {
  const text = JSON.stringify(value).replace(/<(\d+)([smhd]) (ago|ahead)>/g, (_, count, unit, side) => {
    const distance = Number(count) * (UNITS[unit] ?? 0);
    return new Date(NOW.getTime() + (side === "ago" ? -distance : distance)).toISOString();
  });
  return JSON.parse(text);
}

function merged(before: Fields, patch: Fields): Fields {
  const changed = Object.entries(patch).map(([key, value]): [string, unknown] => {
    const old = before[key];
    return [key, isFields(old) && isFields(value) ? merged(old, value) : value];
  });
  const all = { ...before, ...Object.fromEntries(changed) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

/** A workload with its ReplicaSet and pods: `api-5d8f-1`, `api-5d8f-2`, all well. */
function withPods(body: Fields): readonly Fields[] {
  const kind = textAt(body, "kind") ?? "";
  if (!["Deployment", "StatefulSet", "DaemonSet"].includes(kind)) return [body];
  const name = textAt(body, "metadata", "name") ?? "";
  const namespace = textAt(body, "metadata", "namespace") ?? "";
  const count = numberAt(body, "spec", "replicas") ?? 1;
  const template = fieldsAt(body, "spec", "template");
  const isDeployment = kind === "Deployment";
  const set = { kind: "ReplicaSet", name: `${name}-5d8f` };
  const owner = isDeployment ? set : { kind, name };
  const ownedBy = (by: { kind: string; name: string }) => [
    { apiVersion: "apps/v1", ...by, uid: `${by.kind}-${by.name}`, controller: true },
  ];
  const created = new Date(NOW.getTime() - 7_200_000).toISOString();
  const pods = Array.from({ length: count }, (_, index) =>
    podOf(template, { name: `${owner.name}-${index + 1}`, namespace, created, owners: ownedBy(owner) }),
  );
  if (!isDeployment) return [body, ...pods];
  const replicaSet = {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: { name: set.name, namespace, ownerReferences: ownedBy({ kind, name }) },
    spec: fieldsAt(body, "spec"),
    status: { replicas: count, readyReplicas: count },
  };
  const status = {
    replicas: count,
    availableReplicas: count,
    readyReplicas: count,
    conditions: [
      { type: "Available", status: "True", reason: "MinimumReplicasAvailable", lastTransitionTime: created },
      { type: "Progressing", status: "True", reason: "NewReplicaSetAvailable", lastTransitionTime: created },
    ],
  };
  return [{ ...body, status }, replicaSet, ...pods];
}

interface PodNames {
  readonly name: string;
  readonly namespace: string;
  readonly created: string;
  readonly owners: readonly Fields[];
}

function podOf(template: Fields, { name, namespace, created, owners }: PodNames): Fields {
  const spec = fieldsAt(template, "spec");
  const containers = Array.isArray(spec.containers) ? spec.containers : [];
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name,
      namespace,
      creationTimestamp: created,
      labels: fieldsAt(template, "metadata", "labels"),
      ownerReferences: owners,
    },
    spec: { ...spec, nodeName: "jangteo-staging" },
    status: {
      phase: "Running",
      conditions: ["PodScheduled", "Ready"].map((type) => ({
        type,
        status: "True",
        lastTransitionTime: created,
      })),
      containerStatuses: containers.map((container) => ({
        name: textAt(container, "name"),
        image: textAt(container, "image"),
        ready: true,
        started: true,
        restartCount: 0,
        state: { running: { startedAt: created } },
      })),
    },
  };
}

function controller(name: string): Fields {
  const labels = { app: name };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace: "flux-system" },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: "manager", image: `ghcr.io/fluxcd/${name}:v1.9.4` }] },
      },
    },
  };
}

/** The chain of `deploy/clusters/staging`. */
function kustomizations(): readonly Fields[] {
  const names = ["infra-controllers", "infra-configs", "data", "migrate", "apps"];
  const revision = "main@sha1:d08e133919372a813f049670a46b8ea55bdc28a8";
  return names.map((name, index) => ({
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    metadata: { name, namespace: "flux-system" },
    spec: {
      interval: "10m",
      prune: true,
      path: `./deploy/${name}`,
      sourceRef: { kind: "GitRepository", name: "flux-system" },
      postBuild: { substituteFrom: [{ kind: "ConfigMap", name: "cluster-settings" }] },
      decryption: { provider: "sops", secretRef: { name: "sops-age" } },
      ...(index === 0 ? {} : { dependsOn: [{ name: names[index - 1] }] }),
    },
    status: {
      lastAppliedRevision: revision,
      conditions: [
        {
          type: "Ready",
          status: "True",
          reason: "ReconciliationSucceeded",
          message: `Applied revision: ${revision}`,
          lastTransitionTime: new Date(NOW.getTime() - 7_200_000).toISOString(),
        },
      ],
    },
  }));
}

/** What the doctor says of a cluster, a line for each. */
export async function told(cluster: TestCluster): Promise<readonly string[]> {
  return (await cluster.diagnoses()).map(({ severity, object, says }) => `${severity}: ${object} ${says}`);
}

const WIDTH = 96;

/** The same as one text, in lines that fit into a test. */
export async function toldText(cluster: TestCluster): Promise<string> {
  return (await told(cluster)).map(wrapped).join("\n");
}

function wrapped(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join("\n    ");
}

/** A warning of three minutes ago, seven times. */
export const eventYaml = (
  about: { readonly kind: string; readonly namespace: string; readonly name: string },
  reason: string,
  message: string,
): string => `
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
