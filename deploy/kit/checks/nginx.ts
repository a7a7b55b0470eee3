import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Check } from "../check.ts";
import { lastLines, runProgram } from "../processes.ts";

const FOLDER = "deploy/nginx";

/** The same routing without Kubernetes: NGINX itself reads the configuration. */
export const nginx: Check = {
  name: "nginx",
  about: "NGINX accepts its configuration",
  parts: [FOLDER],
  tools: ["nginx"],
  run: async (kit, report) => {
    const program = await kit.tool("nginx");
    const copy = await mkdtemp(join(tmpdir(), "jangteo-nginx-"));
    try {
      await cp(join(kit.root, FOLDER), copy, { recursive: true });
      for (const name of ["logs", "temp"]) await mkdir(join(copy, name), { recursive: true });
      const configurations = kit.tree.below(FOLDER).filter((path) => /(^|\/)nginx\.conf$/.test(path));
      if (configurations.length === 0) report.finding(FOLDER, undefined, "has no nginx.conf");
      for (const file of configurations) {
        report.looked(1, "configurations");
        const path = join(copy, file.slice(FOLDER.length + 1));
        const args = ["-t", "-q", "-p", copy, "-c", path, "-e", "stderr"];
        const { code, output } = await runProgram(program, args);
        const message = lastLines(output.replaceAll(`${copy}/`, `${FOLDER}/`), 4);
        if (code !== 0) report.finding(file, undefined, `NGINX refuses it: ${message}`);
      }
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  },
};
