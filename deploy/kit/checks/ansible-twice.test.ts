import { expect, test } from "vitest";
import { findingsIn, testWith } from "../testing/check-test.ts";
import { smallTree } from "../testing/trees.ts";
import { ansibleTwice, tasksOf } from "./ansible-twice.ts";

test("tasks are read from Ansible's output: what changed, and what failed and why", () => {
  const output = [
    "PLAY [Make the cluster] ****",
    "TASK [base : Packages are there] ****",
    "ok: [node]",
    "TASK [k0s : K0s runs] ****",
    "changed: [node] => (item=a)",
    "RUNNING HANDLER [k0s : Restart k0s] ****",
    'fatal: [node]: FAILED! => {"changed": false, "msg": "no such unit"}',
    "PLAY RECAP ****",
    "node : ok=1 changed=1 failed=1",
  ].join("\n");
  expect(tasksOf(output)).toEqual([
    { name: "base : Packages are there", changed: false, failed: undefined },
    { name: "k0s : K0s runs", changed: true, failed: undefined },
    { name: "k0s : Restart k0s", changed: false, failed: "no such unit" },
  ]);
});

const settings = {
  "deploy/k0s/k0sctl.yaml": "spec:\n  k0s:\n    version: v1.36.3+k0s.2\n",
  "deploy/ansible/group_vars/all.yml": "flux_version: 2.9.4\n",
};
const site = [
  "- hosts: nodes",
  "  gather_facts: false",
  "  tasks:",
  "    - name: The folder is there",
  "      ansible.builtin.file: { path: /etc/shop, state: directory, mode: '0755' }",
  "    - name: Always new",
  "      ansible.builtin.command: 'true'",
  "      changed_when: true",
].join("\n");

const isRoot = process.platform === "linux" && process.getuid?.() === 0;

testWith(
  { tools: ansibleTwice.tools, parts: isRoot ? [] : ["a machine whose root runs the tests"] },
  "a task that changes something at each run is named, and rules that are missing are, too",
  async () => {
    using tree = smallTree({ ...settings, "deploy/ansible/site.yml": site });
    expect(await findingsIn(ansibleTwice, tree.root)).toEqual([
      "deploy/ansible/site.yml: Always new: the second run changes something",
      expect.stringContaining("no rule is ^-A INPUT -p tcp -m tcp --dport 80"),
      expect.stringContaining("no rule is ^-A INPUT -p tcp -m tcp --dport 443"),
      "deploy/ansible/roles/firewall: FORWARD rejects what pods send",
    ]);
  },
);
