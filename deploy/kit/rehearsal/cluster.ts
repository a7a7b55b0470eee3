/**
 * A Kubernetes of one node: etcd, control plane, containerd, kubelet and kube-proxy, as processes of this
 * machine.
 */
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { lastLines, type ProgramOptions, type ProgramResult, runProgram } from "../processes.ts";
import type { ClusterToolName } from "../tools/tool-source.ts";
import { makeCgroups } from "./cgroups.ts";
import { containerdConfig, kubeletConfig, networkConfig, proxyArguments } from "./configs.ts";
import type { ImportedImage } from "./images.ts";
import { keyFile, kubeconfigOf, makeKeys } from "./keys.ts";
import * as layout from "./layout.ts";
import { FOLDER, NODE, paths } from "./layout.ts";
import { makeNetwork } from "./network.ts";
import { machinePath, runInNetwork, startProcess, until } from "./processes.ts";

export type ClusterPrograms = Readonly<Record<ClusterToolName | "kubectl", string>>;

export interface ClusterRequest {
  readonly programs: ClusterPrograms;
  /** The image of pods' networks. */
  readonly pause: ImportedImage;
  readonly detail: (text: string) => void;
}

const FORWARD = fileURLToPath(new URL("forward.ts", import.meta.url));
const API = `127.0.0.1:${layout.API_PORT}`;

export async function startCluster(request: ClusterRequest): Promise<void> {
  const { detail } = request;
  detail("keys, network and groups");
  await makeKeys();
  await makeNetwork();
  await makeCgroups();
  await linkPrograms(request.programs);
  detail("etcd and the API server");
  await startApi(request.programs);
  detail("controller manager and scheduler");
  await startManagers(request.programs);
  await startNode(request);
  await forwardApi();
}

/** kube-proxy finds `iptables` on its PATH. Debian's alternatives are links, which no package holds. */
async function linkPrograms({ iptables }: ClusterPrograms): Promise<void> {
  await mkdir(paths.programs, { recursive: true });
  for (const family of ["iptables", "ip6tables"]) {
    for (const ending of ["", "-save", "-restore"]) {
      await symlink(iptables, join(paths.programs, `${family}${ending}`));
    }
  }
}

/** The folder of libraries in an unpacked Debian package, beside whose `usr/sbin` they are. */
const libraries = (program: string): string => join(dirname(program), "../lib/x86_64-linux-gnu");

export async function startApi(programs: ClusterPrograms): Promise<void> {
  const etcd = `http://127.0.0.1:${layout.ETCD_PORT}`;
  const peer = `http://127.0.0.1:${layout.ETCD_PORT + 1}`;
  await startProcess("etcd", programs.etcd, [
    ...[`--data-dir=${join(FOLDER, "etcd")}`, `--listen-client-urls=${etcd}`],
    ...[`--advertise-client-urls=${etcd}`, `--listen-peer-urls=${peer}`],
    ...[`--initial-advertise-peer-urls=${peer}`, `--initial-cluster=default=${peer}`],
    // The data live as long as the rehearsal.
    ...["--unsafe-no-fsync", "--log-level=warn"],
  ]);
  await startProcess("kube-apiserver", programs["kube-apiserver"], apiServerArguments(etcd));
  await until("the API server is ready", 120, async () => {
    const answer = await kubectl(programs, ["get", "--raw", "/readyz"]);
    return answer.code === 0;
  });
}

async function startManagers(programs: ClusterPrograms): Promise<void> {
  const manager = "kube-controller-manager";
  await startProcess(manager, programs[manager], [
    ...[`--kubeconfig=${kubeconfigOf(manager)}`, "--bind-address=127.0.0.1"],
    ...["--use-service-account-credentials", "--leader-elect=false", "--profiling=false"],
    ...[
      `--service-account-private-key-file=${keyFile("accounts.key")}`,
      `--root-ca-file=${keyFile("ca.crt")}`,
    ],
    ...[
      `--cluster-signing-cert-file=${keyFile("ca.crt")}`,
      `--cluster-signing-key-file=${keyFile("ca.key")}`,
    ],
    ...["--allocate-node-cidrs", `--cluster-cidr=${layout.POD_CIDR}`],
    `--service-cluster-ip-range=${layout.SERVICE_CIDR}`,
  ]);
  await startProcess("kube-scheduler", programs["kube-scheduler"], [
    ...[`--kubeconfig=${kubeconfigOf("kube-scheduler")}`, "--bind-address=127.0.0.1"],
    ...["--leader-elect=false", "--profiling=false"],
  ]);
  await until("service accounts are made", 60, async () => {
    const answer = await kubectl(programs, ["-n", "default", "get", "serviceaccount", "default"]);
    return answer.code === 0;
  });
}

const apiServerArguments = (etcd: string): readonly string[] => [
  ...[`--etcd-servers=${etcd}`, `--secure-port=${layout.API_PORT}`, "--bind-address=0.0.0.0"],
  ...[`--advertise-address=${layout.NODE_ADDRESS}`, `--service-cluster-ip-range=${layout.SERVICE_CIDR}`],
  ...[`--client-ca-file=${keyFile("ca.crt")}`, `--tls-cert-file=${keyFile("apiserver.crt")}`],
  ...[`--tls-private-key-file=${keyFile("apiserver.key")}`, "--authorization-mode=Node,RBAC"],
  ...[`--service-account-key-file=${keyFile("accounts.pub")}`],
  ...[`--service-account-signing-key-file=${keyFile("accounts.key")}`],
  ...["--service-account-issuer=https://kubernetes.default.svc"],
  // Without it logs and exec would look the node's name up.
  ...["--kubelet-preferred-address-types=InternalIP"],
  ...[`--kubelet-client-certificate=${keyFile("kubelet-client.crt")}`],
  ...[`--kubelet-client-key=${keyFile("kubelet-client.key")}`],
  ...["--enable-admission-plugins=NodeRestriction", "--allow-privileged=true", "--profiling=false"],
];

async function startNode({ programs, pause, detail }: ClusterRequest): Promise<void> {
  detail("containerd, kubelet and kube-proxy");
  for (const folder of ["static-pods", "pod-logs", "kubelet"]) {
    await mkdir(join(FOLDER, folder), { recursive: true });
  }
  await mkdir(paths.cni, { recursive: true });
  await writeFile(join(paths.cni, "10-rehearsal.conflist"), networkConfig());
  const containerd = join(FOLDER, "containerd.toml");
  await writeFile(
    containerd,
    containerdConfig({
      runc: programs.runc,
      cniPlugins: dirname(programs["cni-plugins"]),
      pauseImage: pause.reference,
    }),
  );
  await startProcess("containerd", programs.containerd, ["--config", containerd], {
    env: {
      // containerd starts the keepers of its containers from its PATH, and they start runc.
      PATH: `${dirname(programs.containerd)}:${paths.programs}:${machinePath()}`,
      LD_LIBRARY_PATH: libraries(programs.runc),
    },
  });
  await until("containerd answers", 30, async () => (await ctr(programs, ["version"])).code === 0);
  await importImage(programs, pause);
  const files = { authority: "ca.crt", certificate: "kubelet.crt", key: "kubelet.key" };
  const config = join(FOLDER, "kubelet.json");
  await writeFile(
    config,
    kubeletConfig({
      authority: keyFile(files.authority),
      certificate: keyFile(files.certificate),
      key: keyFile(files.key),
    }),
  );
  await startProcess("kubelet", programs.kubelet, [
    ...[`--config=${config}`, `--kubeconfig=${kubeconfigOf("kubelet")}`, `--hostname-override=${NODE}`],
    ...[`--node-ip=${layout.NODE_ADDRESS}`, `--root-dir=${join(FOLDER, "kubelet")}`],
    ...[`--cert-dir=${join(FOLDER, "kubelet/pki")}`, "--v=2"],
  ]);
  await startProcess("kube-proxy", programs["kube-proxy"], proxyArguments(kubeconfigOf("kube-proxy"), NODE), {
    env: iptablesEnvironment(programs),
  });
  await until("the node is ready", 120, async () => {
    const path = 'jsonpath={.status.conditions[?(@.type=="Ready")].status}';
    const answer = await kubectl(programs, ["get", "node", NODE, "-o", path]);
    return answer.stdout === "True";
  });
}

const iptablesEnvironment = ({ iptables }: ClusterPrograms): Readonly<Record<string, string>> => ({
  PATH: `${paths.programs}:${dirname(iptables)}:${machinePath()}`,
  LD_LIBRARY_PATH: libraries(iptables),
  XTABLES_LIBDIR: join(libraries(iptables), "xtables"),
});

/** The API on the machine's loopback address, for programs outside of the node's network. */
export async function forwardApi(): Promise<void> {
  await startProcess("api-inside", process.execPath, [FORWARD, paths.apiSocket, API]);
  await startProcess("api-outside", process.execPath, [FORWARD, API, paths.apiSocket], { inNetwork: false });
}

export function kubectl(
  { kubectl: program }: Pick<ClusterPrograms, "kubectl">,
  args: readonly string[],
  options?: ProgramOptions,
): Promise<ProgramResult> {
  return runInNetwork(program, ["--kubeconfig", paths.kubeconfig, ...args], options);
}

export function ctr(programs: ClusterPrograms, args: readonly string[]): Promise<ProgramResult> {
  const program = join(dirname(programs.containerd), "ctr");
  return runProgram(program, ["--address", paths.containerdSocket, "--namespace", "k8s.io", ...args]);
}

/** Puts an archive into containerd, where the kubelet finds it by its name and by its digest. */
export async function importImage(programs: ClusterPrograms, image: ImportedImage): Promise<void> {
  const { reference, digest, archive } = image;
  const imported = await ctr(programs, ["images", "import", archive]);
  if (imported.code !== 0) throw new Error(`${archive} cannot be imported: ${lastLines(imported.output, 3)}`);
  const name = `${reference.replace(/:[^:/]*$/, "")}@${digest}`;
  const tagged = await ctr(programs, ["images", "tag", "--force", reference, name]);
  if (tagged.code !== 0) throw new Error(`${name} cannot be named: ${lastLines(tagged.output, 3)}`);
}
