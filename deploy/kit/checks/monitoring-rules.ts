import { join } from "node:path";
import { runbookPath, runbookUrl } from "../../monitoring/runbooks.ts";
import type { Check, CheckReport, KitContext } from "../check.ts";
import { lastLines, runProgram } from "../processes.ts";
import { yamlDocuments } from "../tree/yaml.ts";
import { RULE_TESTS, RULES, type Rule, ruleFiles, rulesOf } from "./monitoring/files.ts";

const SEVERITIES = new Set(["page", "ticket", "none"]);
const TEXTS = ["summary", "description", "summary_ko", "description_ko"];
/** A recording rule takes no alert along: an alert that watches the alerts has no silence. */
const ALWAYS_FIRES = "Watchdog";
const HEADINGS = ["## What shoppers notice", "## How to see it", "## What to do"];

/** The rules are valid, tested, explained in two languages, and each alert has its runbook. */
export const monitoringRules: Check = {
  name: "monitoring-rules",
  about: "promtool accepts the rules, every alert is tested, explained in two languages, and has a runbook",
  parts: [RULES, RULE_TESTS],
  tools: ["promtool"],
  run: async (kit, report) => {
    const promtool = await kit.tool("promtool");
    const files = ruleFiles(kit).map((file) => join(kit.root, file));
    report.looked(files.length, "files of rules");
    await run(kit, report, RULES, promtool, ["check", "rules", "--lint=all", ...files]);
    const tests = kit.tree.below(RULE_TESTS).filter((path) => path.endsWith(".test.yaml"));
    for (const file of tests) {
      report.looked(1, "files of tests");
      await run(kit, report, file, promtool, ["test", "rules", join(kit.root, file)]);
    }
    const alerts = rulesOf(kit).filter(({ kind }) => kind === "alert");
    report.looked(alerts.length, "alerts");
    const tested = testsOf(kit, tests);
    for (const alert of alerts) judge(kit, report, alert, tested);
  },
};

async function run(
  { root }: KitContext,
  report: CheckReport,
  file: string,
  promtool: string,
  args: readonly string[],
): Promise<void> {
  const { code, output } = await runProgram(promtool, args);
  if (code !== 0) report.finding(file, undefined, lastLines(output.replaceAll(`${root}/`, ""), 30));
}

interface AlertTest {
  readonly alert: string;
  readonly fires: boolean;
  readonly severities: readonly string[];
  readonly hasData: boolean;
}

interface TestFile {
  readonly tests?: readonly {
    readonly input_series?: readonly unknown[];
    readonly alert_rule_test?: readonly {
      readonly alertname: string;
      readonly exp_alerts?: readonly { readonly exp_labels?: { readonly severity?: string } }[];
    }[];
  }[];
}

const testsOf = ({ tree }: KitContext, files: readonly string[]): AlertTest[] =>
  files
    .flatMap((file) => yamlDocuments(tree.read(file)) as TestFile[])
    .flatMap(({ tests = [] }) => tests)
    .flatMap(({ input_series: series = [], alert_rule_test: alerts = [] }) =>
      alerts.map(({ alertname, exp_alerts: expected = [] }) => ({
        alert: alertname,
        fires: expected.length > 0,
        severities: expected.flatMap(({ exp_labels: labels }) => labels?.severity ?? []),
        hasData: series.length > 0,
      })),
    );

function judge(kit: KitContext, report: CheckReport, rule: Rule, tests: readonly AlertTest[]): void {
  const { file, name, labels, annotations } = rule;
  const say = (message: string): void => report.finding(file, name, message);
  const { severity = "" } = labels;
  if (!SEVERITIES.has(severity)) say(`its severity is "${severity}", and not page, ticket or none`);
  for (const text of TEXTS) if (!annotations[text]) say(`it has no ${text}`);
  for (const text of ["summary_ko", "description_ko"])
    if (annotations[text] && !/[가-힣]/.test(annotations[text])) say(`its ${text} is not Korean`);
  if (annotations.runbook_url !== runbookUrl(name)) say(`its runbook_url is not ${runbookUrl(name)}`);
  if (!kit.tree.has(runbookPath(name))) say(`there is no ${runbookPath(name)}`);
  else {
    const runbook = kit.tree.read(runbookPath(name));
    for (const heading of HEADINGS)
      if (!runbook.includes(heading)) report.finding(runbookPath(name), undefined, `it has no "${heading}"`);
  }
  const own = tests.filter(({ alert }) => alert === name);
  if (!own.some(({ fires, severities }) => fires && severities.includes(severity)))
    say(`no test sees it fire with severity ${severity}`);
  if (name === ALWAYS_FIRES) return;
  if (!own.some(({ fires, hasData }) => !fires && hasData)) say("no test sees it stay silent");
  if (!own.some(({ hasData }) => !hasData)) say("no test says what it does without data");
}
