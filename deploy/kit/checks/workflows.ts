import type { Check, CheckReport, KitContext } from "../check.ts";
import { lastLines, runProgram } from "../processes.ts";
import { at, fieldsAt, isFields, listAt, textAt } from "../tree/values.ts";
import { yamlDocuments } from "../tree/yaml.ts";

const FOLDER = ".github/workflows";

/** Workflows of GitHub Actions: correct by actionlint, safe by zizmor, and by rules of our own. */
export const workflows: Check = {
  name: "workflows",
  about: "workflows are correct, have few rights, and name actions by commit",
  parts: [FOLDER],
  tools: [],
  run: async (kit, report) => {
    const files = kit.tree.below(FOLDER).filter((path) => /\.ya?ml$/.test(path));
    for (const file of files) {
      report.looked(1, "workflows");
      checkWorkflow(kit, file, report);
    }
    await actionlint(kit, files, report);
    await zizmor(kit, report);
  },
};

function checkWorkflow(kit: KitContext, file: string, report: CheckReport): void {
  const text = kit.tree.read(file);
  const say = (message: string) => report.finding(file, undefined, message);
  let workflow: unknown;
  try {
    [workflow] = yamlDocuments(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    say(`is no YAML: ${error.message}`);
    return;
  }
  const events = at(workflow, "on");
  const names = isFields(events) ? Object.keys(events) : [events].flat().map(String);
  if (names.includes("pull_request_target"))
    say("runs on pull_request_target, with rights, on a stranger's change");
  const permissions = at(workflow, "permissions");
  if (permissions === undefined) say("has no permissions: its token could do more than it has to");
  if (permissions === "write-all") say("has permissions: write-all");
  for (const [name, value] of Object.entries(fieldsAt(permissions))) {
    if (value === "write")
      say(`gives every job the right to write ${name}: give it to the job that needs it`);
  }
  const isCalled = names.every((name) => name === "workflow_call");
  if (at(workflow, "concurrency") === undefined && !isCalled) say("has no concurrency");
  for (const [name, job] of Object.entries(fieldsAt(workflow, "jobs"))) checkJob(name, job, say, report);
  checkPins(text, say, report);
}

function checkJob(name: string, job: unknown, say: (message: string) => void, report: CheckReport): void {
  report.looked(1, "jobs");
  const isReusable = textAt(job, "uses") !== undefined;
  if (!isReusable && at(job, "timeout-minutes") === undefined) say(`the job ${name} has no timeout-minutes`);
  if (at(job, "permissions") === "write-all") say(`the job ${name} has permissions: write-all`);
  for (const step of listAt(job, "steps")) {
    const run = textAt(step, "run") ?? "";
    if (/\$\{\{\s*(github\.event\.|github\.head_ref|inputs\.)/.test(run)) {
      say(`the job ${name} puts what a stranger writes into a script: hand it over by env`);
    }
    const isCheckout = textAt(step, "uses")?.startsWith("actions/checkout@") === true;
    if (isCheckout && at(step, "with", "persist-credentials") === undefined) {
      say(`the job ${name} checks out without saying persist-credentials`);
    }
  }
}

/** `uses: owner/name@<commit> # v1.2.3`. */
function checkPins(text: string, say: (message: string) => void, report: CheckReport): void {
  for (const [, action = "", comment] of text.matchAll(
    /^\s*(?:-\s+)?uses:\s*["']?([^\s"'#]+)["']?[ \t]*(#.*)?$/gm,
  )) {
    if (action.startsWith("./")) continue;
    report.looked(1, "actions");
    const isCommit = /@[0-9a-f]{40}$/.test(action) || /^docker:.*@sha256:[0-9a-f]{64}$/.test(action);
    if (!isCommit) say(`the action ${action} is not named by its commit`);
    else if (!/v?\d+(\.\d+)*/.test(comment ?? ""))
      say(`the action ${action} has no comment with its version`);
  }
}

async function actionlint(kit: KitContext, files: readonly string[], report: CheckReport): Promise<void> {
  const program = await kit.tool("actionlint");
  // Its rules for scripts need shellcheck, which is not always there: the answer must not depend on it.
  const args = ["-no-color", "-shellcheck=", "-pyflakes=", "-format", "{{json .}}", ...files];
  const { stdout, stderr, code } = await runProgram(program, args, { cwd: kit.root });
  if (code > 1) throw new Error(`actionlint: ${stderr}`);
  for (const problem of JSON.parse(stdout || "[]") as { filepath: string; line: number; message: string }[]) {
    report.finding(`${problem.filepath}:${problem.line}`, undefined, `${problem.message} (actionlint)`);
  }
}

interface ZizmorFinding {
  readonly ident: string;
  readonly desc: string;
  readonly ignored?: boolean;
  readonly locations: readonly {
    readonly symbolic?: { readonly key?: { readonly Local?: { readonly given_path?: string } } };
    readonly concrete?: { readonly location?: { readonly start_point?: { readonly row?: number } } };
  }[];
}

async function zizmor(kit: KitContext, report: CheckReport): Promise<void> {
  const program = await kit.tool("zizmor");
  const args = ["--offline", "--no-progress", "--no-exit-codes", "--format", "json", FOLDER];
  const { stdout, stderr, code } = await runProgram(program, args, { cwd: kit.root });
  const unread = /failed to parse input: .*/.exec(stderr)?.[0];
  if (unread !== undefined) report.finding(FOLDER, undefined, `${unread} (zizmor)`);
  if (code !== 0 && unread === undefined) throw new Error(`zizmor: ${lastLines(stderr)}`);
  if (code !== 0) return;
  for (const { ident, desc, ignored, locations } of JSON.parse(stdout) as ZizmorFinding[]) {
    if (ignored === true) continue;
    const [place] = locations;
    const file = place?.symbolic?.key?.Local?.given_path ?? FOLDER;
    const row = (place?.concrete?.location?.start_point?.row ?? 0) + 1;
    report.finding(`${file}:${row}`, undefined, `${desc} (zizmor: ${ident})`);
  }
}
