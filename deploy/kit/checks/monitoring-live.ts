import { inWords, runDrill } from "../../monitoring/live/drill.ts";
import { type Check, NotChecked } from "../check.ts";
import { RULES } from "./monitoring/files.ts";

/** Breaks a real shop that a real Prometheus watches. */
export const monitoringLive: Check = {
  name: "monitoring-live",
  about: "four faults of a real shop page through Prometheus and Alertmanager, and recovery resolves them",
  parts: [RULES],
  tools: ["prometheus", "alertmanager"],
  onRequest: true,
  run: async (kit, report) => {
    if (process.getuid?.() !== 0)
      throw new NotChecked("only root may give Alertmanager a file system of its own");
    const prometheus = await kit.tool("prometheus");
    const alertmanager = await kit.tool("alertmanager");
    const results = await runDrill({ root: kit.root, prometheus, alertmanager }, (line) => {
      process.stdout.write(`${line}\n`);
    });
    report.looked(results.length, "states of the shop");
    for (const { fault, problems } of results)
      for (const problem of problems) report.finding(RULES, fault, problem);
    if (results.every(({ problems }) => problems.length === 0))
      report.looked(results.slice(1).map(inWords).length, "pages");
  },
};
