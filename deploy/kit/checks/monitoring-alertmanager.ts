import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fillIn } from "../../monitoring/alertmanager/fill-in.ts";
import type { Check, CheckReport } from "../check.ts";
import { lastLines, runProgram } from "../processes.ts";
import { yamlDocuments } from "../tree/yaml.ts";
import { ALERTMANAGER, rulesOf } from "./monitoring/files.ts";

const CONFIG = `${ALERTMANAGER}/alertmanager.yaml`;
const ROUTES = `${ALERTMANAGER}/routes.yaml`;

interface RouteTest {
  readonly labels: Readonly<Record<string, string>>;
  readonly receivers: readonly string[];
}

/** Alertmanager accepts its configuration and texts, and alerts reach the receivers that they should. */
export const monitoringAlertmanager: Check = {
  name: "monitoring-alertmanager",
  about: "amtool accepts Alertmanager's configuration, and alerts go where they should",
  parts: [ALERTMANAGER],
  tools: ["amtool"],
  run: async (kit, report) => {
    const amtool = await kit.tool("amtool");
    const folder = await mkdtemp(join(tmpdir(), "jangteo-alertmanager-"));
    try {
      await cp(join(kit.root, ALERTMANAGER), folder, { recursive: true });
      const config = join(folder, "filled-in.yml");
      const text = await readFile(join(folder, "alertmanager.yaml"), "utf8");
      await writeFile(config, fillIn(text, { templates: join(folder, "*.tmpl") }));
      report.looked(1, "configurations");
      const { code, output } = await runProgram(amtool, ["check-config", config]);
      if (code !== 0) return report.finding(CONFIG, undefined, `amtool refuses it: ${lastLines(output, 6)}`);
      for (const test of yamlDocuments(kit.tree.read(ROUTES)).flat() as RouteTest[]) {
        await judgeRoute(amtool, config, test, report, ROUTES);
      }
      for (const { name, kind, labels, file } of rulesOf(kit)) {
        if (kind !== "alert" || labels.severity === "none") continue;
        const receivers = labels.severity === "page" ? ["page"] : ["ticket"];
        await judgeRoute(amtool, config, { labels: { alertname: name, ...labels }, receivers }, report, file);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function judgeRoute(
  amtool: string,
  config: string,
  { labels, receivers }: RouteTest,
  report: CheckReport,
  file: string,
): Promise<void> {
  report.looked(1, "routes");
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${value}`);
  const args = ["config", "routes", "test", `--config.file=${config}`, ...pairs];
  const { code, stdout, output } = await runProgram(amtool, args);
  const reached = stdout.trim().split(/[\s,]+/);
  if (code !== 0) report.finding(file, labels.alertname, lastLines(output, 3));
  else if (reached.join() !== receivers.join())
    report.finding(
      file,
      labels.alertname,
      `it goes to ${reached.join(", ")}, and not to ${receivers.join(", ")}`,
    );
}
