/** Flux' source and kustomize controllers, as processes of this machine with the administrator's rights. */
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { lastLines, runProgram } from "../processes.ts";
import { type KubernetesApi, type KubernetesObject, openApi } from "./api.ts";
import { type ClusterPrograms, kubectl } from "./cluster.ts";
import { readDefinitions } from "./definitions.ts";
import { FOLDER, paths } from "./layout.ts";
import { startProcess, until } from "./processes.ts";
import { GIT_PORT } from "./repository.ts";
import { fluxSync } from "./tree-copy.ts";

export const FLUX = "flux-system";
const KUSTOMIZATIONS = `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/${FLUX}/kustomizations`;
const SOURCES = `/apis/source.toolkit.fluxcd.io/v1/namespaces/${FLUX}/gitrepositories`;
const GIT_SERVER = fileURLToPath(new URL("git-server.ts", import.meta.url));

export interface FluxState {
  readonly metadata: { readonly name: string };
  readonly status?: {
    readonly lastAppliedRevision?: string;
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly reason: string;
      readonly message: string;
    }[];
  };
}

/** The kinds of the charts, of Flux itself, and those that the tree's monitors are of. */
export async function installDefinitions(programs: ClusterPrograms, facts: string): Promise<number> {
  const api = await openApi();
  const definitions = await readDefinitions(facts);
  for (const definition of definitions) await api.apply(definitionPath(definition), definition);
  const own = await fluxDefinitions(programs);
  for (const file of own) await checkedKubectl(programs, ["apply", "--server-side", "-f", file]);
  await until("the kinds are known", 60, async () => {
    const known = await Promise.all(definitions.map((one) => api.find<Definition>(definitionPath(one))));
    return known.every((one) => one?.status.conditions?.some(isEstablished) === true);
  });
  return definitions.length + own.length;
}

interface Definition {
  readonly status: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

const isEstablished = ({ type, status }: { type: string; status: string }): boolean =>
  type === "Established" && status === "True";

const definitionPath = ({ metadata }: KubernetesObject): string =>
  `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${metadata.name}`;

/** The definitions of the two controllers are in their modules. */
async function fluxDefinitions(programs: ClusterPrograms): Promise<readonly string[]> {
  const files: string[] = [];
  for (const name of ["source-controller", "kustomize-controller"] as const) {
    const cwd = join(dirname(programs[name]), "module");
    const module = `github.com/fluxcd/${name}`;
    const env = { GOFLAGS: "-mod=mod" };
    const found = await runProgram("go", ["list", "-m", "-f", "{{.Dir}}", module], { cwd, env });
    if (found.code !== 0)
      throw new Error(`the module of ${name} is not there: ${lastLines(found.output, 3)}`);
    const folder = join(found.stdout.trim(), "config/crd/bases");
    files.push(...(await readdir(folder)).map((file) => join(folder, file)));
  }
  return files;
}

async function checkedKubectl(programs: ClusterPrograms, args: readonly string[]): Promise<void> {
  const { code, output } = await kubectl(programs, args);
  if (code !== 0) throw new Error(`kubectl ${args[0]} failed: ${lastLines(output, 3)}`);
}

/** What `flux bootstrap` and Ansible do: the controllers, the key for secrets, and the first two objects. */
export async function startFlux(programs: ClusterPrograms, ageKey: string): Promise<void> {
  const api = await openApi();
  await api.apply(`/api/v1/namespaces/${FLUX}`, {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: FLUX },
  });
  await api.apply(`/api/v1/namespaces/${FLUX}/secrets/sops-age`, {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "sops-age", namespace: FLUX },
    stringData: { "age.agekey": ageKey },
  });
  await startProcess("git", process.execPath, [GIT_SERVER, join(FOLDER, "git"), String(GIT_PORT)]);
  const env = { KUBECONFIG: paths.kubeconfig, RUNTIME_NAMESPACE: FLUX };
  const common = ["--enable-leader-election=false", "--watch-all-namespaces=true"];
  const storage = join(FOLDER, "flux");
  await mkdir(storage, { recursive: true });
  const source = ["--storage-addr=127.0.0.1:19090", "--storage-adv-addr=127.0.0.1:19090"];
  await startProcess(
    "source-controller",
    programs["source-controller"],
    [
      ...common,
      ...source,
      `--storage-path=${storage}`,
      ...["--metrics-addr=127.0.0.1:19091", "--health-addr=127.0.0.1:19092"],
    ],
    { env },
  );
  await startProcess(
    "kustomize-controller",
    programs["kustomize-controller"],
    // As deploy/clusters/staging/flux-system sets it.
    [
      ...common,
      ...["--requeue-dependency=5s", "--feature-gates=CancelHealthCheckOnNewRevision=true"],
      ...["--metrics-addr=127.0.0.1:19093", "--health-addr=127.0.0.1:19094"],
    ],
    { env },
  );
  const file = join(FOLDER, "sync.yaml");
  await writeFile(file, fluxSync(`http://127.0.0.1:${GIT_PORT}/shop.git`));
  await checkedKubectl(programs, ["apply", "--server-side", "--field-manager=rehearsal", "-f", file]);
}

/** Lets Flux look at once, as a webhook would. */
export const poke = (api: KubernetesApi): Promise<void> => lookAgain(api, `${SOURCES}/${FLUX}`);

/** Lets Flux apply a Kustomization again. */
export const reapply = (api: KubernetesApi, name: string): Promise<void> =>
  lookAgain(api, `${KUSTOMIZATIONS}/${name}`);

async function lookAgain(api: KubernetesApi, path: string): Promise<void> {
  const metadata = { annotations: { "reconcile.fluxcd.io/requestedAt": new Date().toISOString() } };
  await api.call("PATCH", path, { metadata }, "application/merge-patch+json");
}

export const kustomizations = (api: KubernetesApi): Promise<readonly FluxState[]> =>
  api.list<FluxState>(KUSTOMIZATIONS);

/** True when each of them has applied the commit and found it healthy. */
export async function areApplied(
  api: KubernetesApi,
  names: readonly string[],
  commit: string,
): Promise<boolean> {
  const all = await kustomizations(api);
  return names.every((name) => {
    const one = all.find(({ metadata }) => metadata.name === name);
    const ready = one?.status?.conditions?.find(({ type }) => type === "Ready");
    return ready?.status === "True" && one?.status?.lastAppliedRevision === `main@sha1:${commit}`;
  });
}

/** What each of them says, for a message. */
export const statesOf = (all: readonly FluxState[]): string =>
  all
    .map(({ metadata, status }) => {
      const ready = status?.conditions?.find(({ type }) => type === "Ready");
      return `${metadata.name}: ${ready?.status ?? "?"} ${ready?.reason ?? ""} ${ready?.message ?? ""}`.slice(
        0,
        400,
      );
    })
    .join("\n");
