/** The names of the tools, and the kinds of places that have them. */

export type ToolName =
  | "kustomize"
  | "terraform"
  | "terraform-stub"
  | "kubectl"
  | "actionlint"
  | "zizmor"
  | "hadolint"
  | "ansible-lint"
  | "ansible-playbook"
  | "promtool"
  | "amtool"
  | "prometheus"
  | "alertmanager"
  | "nginx"
  | ClusterToolName;

/** What a rehearsal runs its cluster of. */
export type ClusterToolName =
  | "etcd"
  | "kube-apiserver"
  | "kube-controller-manager"
  | "kube-scheduler"
  | "kubelet"
  | "kube-proxy"
  | "source-controller"
  | "kustomize-controller"
  | "coredns"
  | "containerd"
  | "cni-plugins"
  | "runc"
  | "iptables"
  | "pause"
  | "age-keygen"
  | "sops";

/** One way to a tool. The first way that this machine has the client for is taken. */
export type ToolSource =
  /** `go install`: built from its module. */
  | { readonly from: "go"; readonly module: string; readonly version: string; readonly program: string }
  /** `go build` of a program whose module has `replace` lines or comes from a workspace. */
  | {
      readonly from: "go-wrapped";
      readonly module: string;
      readonly version: string;
      /** The version of modules in the same repository, when it is another one. */
      readonly sisterVersion?: string;
      /** Versions that are served, for those that are not. */
      readonly replace?: Readonly<Record<string, string>>;
      readonly package: string;
      readonly linkerFlags?: string;
      /** For a package without a `main`: the imports of one, and what it calls. */
      readonly imports?: readonly string[];
      readonly main?: string;
      readonly program: string;
    }
  /** `go build` of a folder of this tree. */
  | {
      readonly from: "go-source";
      readonly folder: string;
      readonly version: string;
      readonly program: string;
    }
  /** A virtual environment of its own. The first package gives the version. */
  | {
      readonly from: "pypi";
      readonly packages: readonly [string, ...string[]];
      readonly programs: readonly [string, ...string[]];
    }
  /** Packages unpacked into a folder: nothing is installed for the whole machine. */
  | {
      readonly from: "debian";
      /** `own`: the suite that the machine uses, for programs with libraries. */
      readonly suite: "sid" | "own";
      readonly packages: readonly [string, ...string[]];
      /** How the version of the first package begins. */
      readonly version: string;
      readonly program: string;
    }
  /** Not to be had from a package registry: what is on PATH, from this version on. */
  | {
      readonly from: "machine";
      readonly program: string;
      readonly atLeast: readonly [number, number];
      /** What prints the version, where that is not `version`. */
      readonly versionArgs?: readonly string[];
    };
