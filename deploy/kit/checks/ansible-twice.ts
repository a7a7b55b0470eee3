import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Check, type CheckReport, NotChecked } from "../check.ts";
import { lastLines, runProgram } from "../processes.ts";

const FOLDER = "deploy/ansible";
const SITE = `${FOLDER}/site.yml`;
const MACHINE = fileURLToPath(new URL("ansible-twice/machine.sh", import.meta.url));
/** A minute and a half on two idle cores. */
const LIMIT_MS = 25 * 60_000;
/** The machine's own code for "not here". */
const CANNOT = 3;

/** Rules of the firewall that the playbook must leave behind, and one that it must take out. */
const OPEN = [
  /^-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT$/m,
  /^-A INPUT -p tcp -m tcp --dport 443 -j ACCEPT$/m,
];
const TRAP = /^-A FORWARD -j REJECT/m;

/** Plays site.yml twice on a machine that goes away. */
export const ansibleTwice: Check = {
  name: "ansible-twice",
  about: "site.yml makes a node of a bare machine, and a second run changes nothing",
  parts: [FOLDER],
  tools: ["ansible-lint"],
  run: async (kit, report) => {
    if (process.platform !== "linux" || process.getuid?.() !== 0)
      throw new NotChecked("only root of a Linux machine can make a machine to play on");
    const playbook = join(dirname(await kit.tool("ansible-lint")), "ansible-playbook");
    const work = await mkdtemp(join(tmpdir(), "jangteo-ansible-"));
    const apart = ["--mount", "--pid", "--fork", "--kill-child", "--propagation", "private"];
    try {
      const args = [...apart, "sh", MACHINE, work, kit.root, playbook];
      const { code, output } = await runProgram("unshare", args, { timeoutMs: LIMIT_MS });
      if (code === CANNOT) throw new NotChecked(lastLines(output, 1));
      judge(output, code, report);
    } finally {
      // Its mounts went away with its namespace, so this is the empty folder beneath them.
      await rm(work, { recursive: true, force: true });
    }
  },
};

function judge(output: string, code: number, report: CheckReport): void {
  const [, first = "", second = ""] = output.split(/^RUN \d$/m);
  const [again = "", state = ""] = second.split(/^STATE$/m);
  report.looked(tasksOf(first).length, "tasks");
  report.looked(second === "" ? 1 : 2, "runs");
  for (const { name, failed } of tasksOf(first))
    if (failed !== undefined) report.finding(SITE, name, `the first run fails: ${failed}`);
  for (const { name, changed, failed } of tasksOf(again)) {
    if (failed !== undefined) report.finding(SITE, name, `the second run fails: ${failed}`);
    if (changed) report.finding(SITE, name, "the second run changes something");
  }
  if (code !== 0) {
    report.finding(SITE, undefined, `the play ended with ${code}: ${lastLines(output, 3)}`);
    return;
  }
  for (const rule of OPEN)
    if (!rule.test(state)) report.finding(`${FOLDER}/roles/firewall`, undefined, `no rule is ${rule.source}`);
  if (TRAP.test(state))
    report.finding(`${FOLDER}/roles/firewall`, undefined, "FORWARD rejects what pods send");
}

interface PlayedTask {
  readonly name: string;
  readonly changed: boolean;
  /** Why it failed. */
  readonly failed: string | undefined;
}

/** The tasks and handlers of a run, as Ansible's default output names them. */
export function tasksOf(run: string): PlayedTask[] {
  return run
    .split(/^(?=TASK \[|RUNNING HANDLER \[|PLAY )/m)
    .filter((part) => /^(TASK|RUNNING HANDLER) \[/.test(part))
    .map((part) => ({
      name: /\[(.*)\]/.exec(part)?.[1] ?? "",
      changed: /^changed: /m.test(part),
      failed:
        /^fatal: .*?"msg": "([^"]*)/m.exec(part)?.[1] ?? (/^fatal: /m.test(part) ? "no message" : undefined),
    }));
}
