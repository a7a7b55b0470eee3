/** Files that no cluster reads, broken in one way each: small trees, and copies of the repository's. */
import { expect, test } from "vitest";
import { findingsIn, testBroken, testWith } from "../testing/check-test.ts";
import { smallTree } from "../testing/trees.ts";
import { ansible } from "./ansible.ts";
import { dockerfiles, imageFileFaults } from "./dockerfiles.ts";
import { imageFaults } from "./images.ts";
import { nginx } from "./nginx.ts";
import { retired } from "./retired.ts";
import { secrets } from "./secrets.ts";
import { openRules, terraform } from "./terraform.ts";
import { workflows } from "./workflows.ts";

const SECRET = "deploy/apps/production/secrets.sops.yaml";

testBroken(
  secrets,
  "a Secret in plain text",
  (tree) => tree.replace(SECRET, /password: ENC\[[^\]]*\]/, "password: hunter2"),
  "holds plain values: password",
);
testBroken(
  secrets,
  "a Secret that was never encrypted",
  (tree) =>
    tree.write(
      "deploy/apps/production/new.yaml",
      "apiVersion: v1\nkind: Secret\nmetadata: { name: new, namespace: shop }\nstringData: { key: value }\n",
    ),
  "Secret shop/new: is not encrypted",
);
testBroken(
  secrets,
  "an example with a real value",
  (tree) =>
    tree.replace(
      "deploy/apps/production/secrets.sops.example.yaml",
      "TOSS_SECRET_KEY: REPLACE",
      "TOSS_SECRET_KEY: abc",
    ),
  "the example has a value for TOSS_SECRET_KEY",
);
testBroken(
  secrets,
  "a private key",
  (tree) => tree.write("deploy/apps/key.pem", `-----BEGIN ${"EC PRIVATE"} KEY-----\n`),
  "deploy/apps/key.pem: holds a private key",
);
testBroken(
  secrets,
  "a token of GitHub",
  (tree) => tree.write("deploy/ansible/token.yml", `token: ghp_${"a1".repeat(18)}\n`),
  "holds a token of GitHub",
);
testBroken(
  secrets,
  "a recipient that .sops.yaml does not name",
  (tree) => tree.replace(".sops.yaml", /age: age1\w+/g, "age: age1other"),
  "which .sops.yaml does not name",
);

testBroken(
  retired,
  "an annotation of ingress-nginx",
  (tree) =>
    tree.replace(
      "deploy/apps/base/api/service.yaml",
      "metadata:",
      "metadata:\n  annotations: { nginx.ingress.kubernetes.io/proxy-body-size: 1m }",
    ),
  "kubernetes/ingress-nginx",
);
testBroken(
  retired,
  "backups inside the operator",
  (tree) =>
    tree.replace(
      "deploy/data/base/cluster.yaml",
      "  plugins:",
      "  backup: { barmanObjectStore: {} }\n  plugins:",
    ),
  "plugin-barman-cloud",
);
testBroken(
  retired,
  "an old version of Flux",
  (tree) => tree.replace("deploy/clusters/production/apps.yaml", "fluxcd.io/v1", "fluxcd.io/v1beta2"),
  "Flux 2.9 serves no beta version",
);

const WORKFLOW = `name: ci
on: [push]
permissions: {}
concurrency:
  group: ci
  cancel-in-progress: true
jobs:
  test:
    name: test
    runs-on: ubuntu-24.04
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with: { persist-credentials: false }
      - run: npm test
`;
const WORKFLOW_FILE = ".github/workflows/ci.yml";
const linters = { tools: ["actionlint", "zizmor"] } as const;

testWith(linters, "workflows: a workflow that keeps the rules", async () => {
  using tree = smallTree({ [WORKFLOW_FILE]: WORKFLOW });
  expect(await findingsIn(workflows, tree.root)).toEqual([]);
});

for (const [name, search, by, expected] of [
  ["an action by its tag", /@3d3c\w+ # v7.0.1/, "@v7", "is not named by its commit"],
  ["no permissions", "permissions: {}\n", "", "has no permissions"],
  ["all permissions", "permissions: {}", "permissions: write-all", "has permissions: write-all"],
  ["pull_request_target", "on: [push]", "on: pull_request_target", "pull_request_target"],
  ["no limit of time", "    timeout-minutes: 30\n", "", "the job test has no timeout-minutes"],
  ["no concurrency", /concurrency:\n.*\n.*\n/, "", "has no concurrency"],
  [
    "a title of a stranger in a script",
    "npm test",
    'echo "$' + '{{ github.event.head_commit.message }}"',
    "a stranger writes",
  ],
  ["credentials that stay", "        with: { persist-credentials: false }\n", "", "persist-credentials"],
  ["a field that GitHub does not know", "runs-on:", "run-on:", "actionlint"],
] as const) {
  testWith(linters, `workflows: ${name}`, async () => {
    using tree = smallTree({ [WORKFLOW_FILE]: WORKFLOW });
    tree.replace(WORKFLOW_FILE, search, by);
    expect(await findingsIn(workflows, tree.root)).toContainEqual(expect.stringContaining(expected));
  });
}

const DIGEST = `sha256:${"a".repeat(64)}`;
const DOCKERFILE = `FROM gcr.io/distroless/nodejs24-debian13:nonroot@${DIGEST}
WORKDIR /app
COPY server server
USER 65532:65532
ENTRYPOINT ["/nodejs/bin/node"]
`;

testWith({ tools: ["hadolint"] }, "dockerfiles: an image that keeps the rules", async () => {
  using tree = smallTree({ "deploy/images/server.Dockerfile": DOCKERFILE });
  expect(await findingsIn(dockerfiles, tree.root)).toEqual([]);
});

testWith({ tools: ["hadolint"] }, "dockerfiles: hadolint's findings are told with their line", async () => {
  using tree = smallTree({ "deploy/images/server.Dockerfile": DOCKERFILE });
  tree.replace("deploy/images/server.Dockerfile", "WORKDIR /app", "WORKDIR app");
  expect(await findingsIn(dockerfiles, tree.root)).toEqual([
    expect.stringMatching(/^deploy\/images\/server\.Dockerfile:2: .*\(DL3000\)$/),
  ]);
});

test.each([
  ["root", DOCKERFILE.replace("65532:65532", "root"), "runs as root"],
  ["no user", DOCKERFILE.replace(/USER.*\n/, ""), "has no USER"],
  ["a shell", DOCKERFILE.replace(/ENTRYPOINT.*/, "ENTRYPOINT npm start"), "is no list"],
  ["a secret", DOCKERFILE.replace("WORKDIR", "ENV API_TOKEN=abc\nWORKDIR"), "sets a secret"],
])("dockerfiles: the last stage with %s", (_, text, expected) => {
  expect(imageFileFaults(text)).toContainEqual(expect.stringContaining(expected));
});

test.each([
  ["latest", `ghcr.io/jangteo/web:latest@${DIGEST}`, "the tag latest"],
  ["no digest", "ghcr.io/jangteo/web:1.0.0", "has no digest"],
  ["half a digest", "ghcr.io/jangteo/web:1.0.0@sha256:abc", "a digest that is none"],
  ["another registry", `docker.io/jangteo/web:1.0.0@${DIGEST}`, "not on the list"],
])("images: a reference with %s", (_, image, expected) => {
  expect(imageFaults(image)).toEqual([expect.stringContaining(expected)]);
});

const RULE = `resource "oci_core_network_security_group_security_rule" "web" {
  network_security_group_id = oci_core_network_security_group.node.id
  direction                 = "INGRESS"
  protocol                  = "6"
  source                    = "0.0.0.0/0"
  tcp_options {
    destination_port_range {
      min = 443
      max = 443
    }
  }
}
`;

test("terraform: 443 may be open to all", () => {
  expect(openRules(RULE)).toEqual([]);
});

test.each([
  ["another port", RULE.replaceAll("443", "6443"), "reach port 6443"],
  ["every port", RULE.replace('"6"', '"all"'), "reach every port"],
])("terraform: a rule that opens %s to all", (_, text, expected) => {
  expect(openRules(text)).toEqual([expect.stringContaining(expected)]);
});

const TERRAFORM = {
  "deploy/terraform/versions.tf": `terraform {
  required_providers {
    oci = {
      source  = "oracle/oci"
      version = "~> 8.28"
    }
  }
}
`,
  "deploy/terraform/network.tf": `resource "oci_core_vcn" "main" {
  compartment_id = "ocid1.compartment.example"
  cidr_blocks    = ["10.0.0.0/16"]
}
`,
  "deploy/terraform/tests/network.tftest.hcl": `mock_provider "oci" {}
run "plan" {
  command = plan
  assert {
    condition     = length(oci_core_vcn.main.cidr_blocks) == 1
    error_message = "one block"
  }
}
`,
};
const provider = { tools: ["terraform", "terraform-stub"], facts: true } as const;

testWith(provider, "terraform: a module that fits the provider passes with its tests", async () => {
  using tree = smallTree(TERRAFORM);
  expect(await findingsIn(terraform, tree.root)).toEqual([]);
});

for (const [name, file, search, by, expected] of [
  [
    "an argument that the provider does not know",
    "network.tf",
    "cidr_blocks    =",
    "cidr_bloks     =",
    "cidr_bloks",
  ],
  ["a file that is not formatted", "network.tf", "cidr_blocks    =", "cidr_blocks =", "is not formatted"],
  ["a test that fails", "tests/network.tftest.hcl", "== 1", "== 2", "terraform test fails"],
] as const) {
  testWith(provider, `terraform: ${name}`, async () => {
    using tree = smallTree(TERRAFORM);
    tree.replace(`deploy/terraform/${file}`, search, by);
    expect(await findingsIn(terraform, tree.root)).toContainEqual(expect.stringContaining(expected));
  });
}

const PLAYBOOK = `---
- name: Prepare the node
  hosts: all
  tasks:
    - name: Install packages
      ansible.builtin.apt:
        name: curl
        state: present
`;

testWith({ tools: ["ansible-lint"] }, "ansible: a playbook that keeps the rules", async () => {
  using tree = smallTree({ "deploy/ansible/site.yml": PLAYBOOK });
  expect(await findingsIn(ansible, tree.root)).toEqual([]);
});

testWith({ tools: ["ansible-lint"] }, "ansible: a package of no version, and no hosts", async () => {
  using tree = smallTree({ "deploy/ansible/site.yml": PLAYBOOK });
  tree.replace("deploy/ansible/site.yml", "state: present", "state: latest");
  tree.write("deploy/ansible/other.yml", PLAYBOOK.replace("hosts: all", "hostz: all"));
  const findings = await findingsIn(ansible, tree.root);
  expect(findings).toContainEqual(expect.stringMatching(/site\.yml:\d+: .*package-latest/));
  expect(findings).toContainEqual(expect.stringContaining("other.yml: cannot be read"));
});

testWith(
  { tools: ["nginx"] },
  "nginx: a configuration that NGINX accepts, and a misspelt directive",
  async () => {
    // NGINX makes these folders while it reads; its own places, and its log, may be missing on this machine.
    const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    const folders = kinds.map((kind) => `${kind}_temp_path temp/${kind};`).join(" ");
    const server = "server { listen 8080; return 204; }";
    const events = `events {}\nhttp { access_log off; ${folders} ${server} }\n`;
    using tree = smallTree({ "deploy/nginx/nginx.conf": `pid nginx.pid;\n${events}` });
    expect(await findingsIn(nginx, tree.root)).toEqual([]);
    tree.replace("deploy/nginx/nginx.conf", "listen", "lisen");
    expect(await findingsIn(nginx, tree.root)).toEqual([
      expect.stringContaining('unknown directive "lisen"'),
    ]);
  },
);
