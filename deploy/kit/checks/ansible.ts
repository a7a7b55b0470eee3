import { dirname, join } from "node:path";
import type { Check, CheckReport, KitContext } from "../check.ts";
import { lastLines, runProgram } from "../processes.ts";

const FOLDER = "deploy/ansible";

interface LintProblem {
  readonly check_name: string;
  readonly description: string;
  readonly location: { readonly path: string; readonly lines?: { readonly begin?: unknown } };
}

/** Ansible: clean by ansible-lint, and each playbook can be read. */
export const ansible: Check = {
  name: "ansible",
  about: "playbooks are clean by ansible-lint and pass the check of their syntax",
  parts: [FOLDER],
  tools: ["ansible-lint"],
  run: async (kit, report) => {
    const files = kit.tree.below(FOLDER);
    report.looked(files.length, "files");
    const lint = await kit.tool("ansible-lint");
    const env = { PATH: `${dirname(lint)}:${process.env.PATH}`, ANSIBLE_NOCOLOR: "1", NO_COLOR: "1" };
    await runLint(kit, lint, env, report);
    const playbooks = files.filter(
      (path) => /^deploy\/ansible\/[\w-]+\.ya?ml$/.test(path) && isPlaybook(kit, path),
    );
    const program = join(dirname(lint), "ansible-playbook");
    for (const playbook of playbooks) {
      report.looked(1, "playbooks");
      const args = ["--syntax-check", "-i", "localhost,", playbook.slice(FOLDER.length + 1)];
      const { code, output } = await runProgram(program, args, { cwd: join(kit.root, FOLDER), env });
      if (code !== 0) report.finding(playbook, undefined, `cannot be read: ${lastLines(output)}`);
    }
  },
};

const isPlaybook = (kit: KitContext, path: string): boolean =>
  /^- *(name|hosts|import_playbook):/m.test(kit.tree.read(path));

async function runLint(
  kit: KitContext,
  lint: string,
  env: Readonly<Record<string, string>>,
  report: CheckReport,
): Promise<void> {
  const args = ["--offline", "--profile", "production", "--format", "codeclimate", "--nocolor"];
  const { code, stdout, stderr } = await runProgram(lint, args, { cwd: join(kit.root, FOLDER), env });
  if (code !== 0 && code !== 2 && code !== 8) throw new Error(`ansible-lint: ${lastLines(stderr)}`);
  for (const problem of JSON.parse(stdout || "[]") as LintProblem[]) {
    const begin = problem.location.lines?.begin;
    const line = typeof begin === "number" ? `:${begin}` : "";
    const file = `${FOLDER}/${problem.location.path}${line}`;
    report.finding(file, undefined, `${problem.description} (ansible-lint: ${problem.check_name})`);
  }
}
