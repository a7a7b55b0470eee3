/**
 * The real start with the shop's real programs, but without the web: for tests that break the machine
 * beneath. Its folder is ROOT.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureServerBundle } from "../../scripts/bundle/server-bundle.ts";
import { createLineWriter } from "../../scripts/start/line-writer.ts";
import { openShop } from "../../scripts/start/open-shop.ts";
import { type Plan, type PlanInput, shopPlan } from "../../scripts/start/programs.ts";
import { readStartSettings } from "../../scripts/start/settings.ts";
import { standIns } from "../../scripts/start/stand-ins.ts";

const code = fileURLToPath(new URL("../..", import.meta.url));
const root = process.env.ROOT ?? "";

const server = await ensureServerBundle(code);
const withCode = (input: PlanInput): PlanInput => ({
  ...input,
  server,
  settings: { ...input.settings, root: code },
});

const withoutWeb: Plan = {
  build: () => ({
    name: "web-build",
    title: { ko: "빌드", en: "building" },
    args: ["-e", 'require("node:fs").mkdirSync(".next", { recursive: true })'],
    cwd: join(root, "web"),
    env: {},
  }),
  bundle: standIns.bundle,
  prepare: (input) => shopPlan.prepare(withCode(input)),
  batches: (input) =>
    shopPlan.batches(withCode(input)).map((batch) => batch.filter(({ name }) => name !== "web")),
};

for (const sources of ["web", "server", "recommender", "scripts/bundle"])
  await mkdir(join(root, sources), { recursive: true });
await writeFile(join(root, "package-lock.json"), "{}");
const settings = readStartSettings(root, process.env);
process.exit(await openShop(settings, withoutWeb, createLineWriter(process.stdout, process.env)));
