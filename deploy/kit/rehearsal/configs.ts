/** The configuration of the node's programs. */
import { join } from "node:path";
import { DNS_SERVICE, FOLDER, NAME, NODE_ADDRESS, NODE_POD_CIDR, POD_CIDR, paths } from "./layout.ts";

export interface ContainerPrograms {
  readonly runc: string;
  readonly cniPlugins: string;
  /** The image of the container that holds a pod's network. */
  readonly pauseImage: string;
}

/** containerd 2, as TOML. */
export const containerdConfig = ({ runc, cniPlugins, pauseImage }: ContainerPrograms): string => `version = 3
root = "${join(FOLDER, "containerd")}"
state = "${join(FOLDER, "containerd-state")}"
oom_score = 0
[grpc]
  address = "${paths.containerdSocket}"
[plugins."io.containerd.internal.v1.opt"]
  path = "${join(FOLDER, "opt")}"
[plugins."io.containerd.nri.v1.nri"]
  disable = true
[plugins."io.containerd.cri.v1.images"]
  snapshotter = "overlayfs"
  [plugins."io.containerd.cri.v1.images".pinned_images]
    sandbox = "${pauseImage}"
[plugins."io.containerd.cri.v1.runtime"]
  # Here a process cannot lower its score for the killer of processes.
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
  [plugins."io.containerd.cri.v1.runtime".cni]
    bin_dirs = ["${cniPlugins}"]
    conf_dir = "${paths.cni}"
  [plugins."io.containerd.cri.v1.runtime".containerd]
    default_runtime_name = "runc"
    [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
        BinaryName = "${runc}"
        Root = "${join(FOLDER, "runc")}"
        SystemdCgroup = false
`;

/** The network of the pods: a bridge in the node's network namespace, with no way out. */
export const networkConfig = (): string =>
  JSON.stringify({
    cniVersion: "1.0.0",
    name: NAME,
    plugins: [
      {
        type: "bridge",
        bridge: "cni0",
        isGateway: true,
        ipMasq: false,
        hairpinMode: true,
        ipam: {
          type: "host-local",
          ranges: [[{ subnet: NODE_POD_CIDR }]],
          routes: [{ dst: "0.0.0.0/0" }],
          dataDir: join(FOLDER, "cni-state"),
        },
      },
      { type: "portmap", capabilities: { portMappings: true } },
    ],
  });

export interface KubeletSettings {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** A JSON document is YAML, too. */
export const kubeletConfig = ({ authority, certificate, key }: KubeletSettings): string =>
  JSON.stringify({
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    failCgroupV1: false,
    failSwapOn: false,
    cgroupDriver: "cgroupfs",
    cgroupRoot: `/${NAME}`,
    cgroupsPerQOS: true,
    enforceNodeAllocatable: [],
    oomScoreAdj: 0,
    containerRuntimeEndpoint: `unix://${paths.containerdSocket}`,
    address: NODE_ADDRESS,
    healthzPort: 0,
    readOnlyPort: 0,
    resolvConf: "",
    clusterDNS: [DNS_SERVICE],
    clusterDomain: "cluster.local",
    podLogsDir: join(FOLDER, "pod-logs"),
    staticPodPath: join(FOLDER, "static-pods"),
    volumePluginDir: join(FOLDER, "volume-plugins"),
    makeIPTablesUtilChains: false,
    serializeImagePulls: false,
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: authority },
    },
    authorization: { mode: "Webhook" },
    tlsCertFile: certificate,
    tlsPrivateKeyFile: key,
    // A full disk or memory of the machine is no fault of the shop.
    evictionHard: { "memory.available": "50Mi", "nodefs.available": "1%", "imagefs.available": "1%" },
    imageGCHighThresholdPercent: 100,
    nodeStatusUpdateFrequency: "5s",
  });

export interface KubeconfigSettings {
  readonly server: string;
  /** The texts of PEM files. */
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

export function kubeconfig({ server, authority, certificate, key }: KubeconfigSettings): string {
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: NAME, cluster: { server, "certificate-authority-data": base64(authority) } }],
    users: [
      {
        name: NAME,
        user: { "client-certificate-data": base64(certificate), "client-key-data": base64(key) },
      },
    ],
    contexts: [{ name: NAME, context: { cluster: NAME, user: NAME } }],
    "current-context": NAME,
  });
}

/** kube-proxy cannot change the kernel's limits of connections in a network namespace. */
export const proxyArguments = (file: string, node: string): readonly string[] => [
  `--kubeconfig=${file}`,
  `--hostname-override=${node}`,
  "--proxy-mode=iptables",
  `--cluster-cidr=${POD_CIDR}`,
  "--conntrack-max-per-core=0",
  "--conntrack-min=0",
  "--conntrack-tcp-timeout-established=0",
  "--conntrack-tcp-timeout-close-wait=0",
  "--healthz-bind-address=127.0.0.1:10256",
  "--metrics-bind-address=127.0.0.1:10249",
];
