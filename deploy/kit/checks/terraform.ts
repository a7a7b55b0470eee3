import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { arch, tmpdir } from "node:os";
import { join } from "node:path";
import type { Check, CheckReport, KitContext } from "../check.ts";
import { lastLines, runProgram } from "../processes.ts";

const FOLDER = "deploy/terraform";
const PROVIDER = { address: "registry.terraform.io/oracle/oci", version: "8.28.0" };
const SCHEMA = "terraform/oci-8.28.providers-schema.json";

/** Terraform: formatted, valid by the provider's schema, its tests pass, and no port is open by mistake. */
export const terraform: Check = {
  name: "terraform",
  about: "Terraform is formatted and valid, its tests pass, and only 80 and 443 are open to all",
  parts: [FOLDER],
  tools: [],
  run: async (kit, report) => {
    const files = kit.tree.below(FOLDER).filter((path) => /\.(tf|hcl)$/.test(path));
    report.looked(files.length, "files");
    for (const file of files) {
      for (const fault of openRules(kit.tree.read(file))) report.finding(file, undefined, fault);
    }
    const program = await kit.tool("terraform");
    const copy = await mkdtemp(join(tmpdir(), "jangteo-terraform-"));
    try {
      await cp(join(kit.root, FOLDER), copy, { recursive: true });
      await rm(join(copy, ".terraform"), { recursive: true, force: true });
      await checkFormat(program, copy, report);
      await checkWithProvider(kit, program, copy, report);
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  },
};

async function checkFormat(program: string, folder: string, report: CheckReport): Promise<void> {
  const { stdout } = await runProgram(program, ["fmt", "-check", "-recursive", "-list=true"], {
    cwd: folder,
  });
  for (const file of stdout.split("\n").filter((line) => line.trim() !== "")) {
    report.finding(`${FOLDER}/${file.trim()}`, undefined, "is not formatted: terraform fmt -recursive");
  }
}

/** `init`, `validate` and `test` with a provider that knows the schema alone. */
async function checkWithProvider(
  kit: KitContext,
  program: string,
  folder: string,
  report: CheckReport,
): Promise<void> {
  const schema = await kit.fact(SCHEMA);
  const stub = await kit.tool("terraform-stub");
  const mirror = join(folder, ".mirror");
  const platform = `${process.platform}_${arch() === "x64" ? "amd64" : arch()}`;
  const place = join(mirror, PROVIDER.address, PROVIDER.version, platform);
  await mkdir(place, { recursive: true });
  await cp(stub, join(place, `terraform-provider-oci_v${PROVIDER.version}`));
  await writeFile(join(place, "schema.json"), JSON.stringify(schema));
  const settings = join(folder, ".terraformrc");
  await writeFile(
    settings,
    `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`,
  );
  // A lock file of the real provider has the checksums of the real provider.
  await rm(join(folder, ".terraform.lock.hcl"), { force: true });
  const env = { TF_CLI_CONFIG_FILE: settings, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" };
  const steps = [
    ["init", "-backend=false", "-input=false", "-no-color"],
    ["validate", "-no-color"],
    ["test", "-no-color"],
  ];
  for (const args of steps) {
    const { code, output } = await runProgram(program, args, { cwd: folder, env });
    if (args[0] === "test") report.looked([...output.matchAll(/run "[^"]+"\.\.\. \w+/g)].length, "tests");
    if (code === 0) continue;
    report.finding(FOLDER, undefined, `terraform ${args[0]} fails: ${lastLines(errorsOf(output), 12)}`);
    return;
  }
}

const errorsOf = (output: string): string => output.slice(Math.max(0, output.search(/^(╷|Error)/m)));

/** Ports that the whole world may reach. */
const OPEN = new Set([80, 443]);

/** Rules of the network that let everybody reach other ports. Variables are held by their validation. */
export function openRules(text: string): readonly string[] {
  const blocks = text.split(/^(?=resource\s|module\s|data\s|variable\s)/m);
  return blocks.flatMap((block) => {
    const [, kind = "", name = ""] = /^resource\s+"([^"]+)"\s+"([^"]+)"/.exec(block) ?? [];
    if (!/security_(rule|list)$/.test(kind)) return [];
    const parts = kind.endsWith("list") ? block.split(/^(?=\s*ingress_security_rules\b)/m) : [block];
    return parts.flatMap((part) => {
      const isOpen = /(source|cidr)\w*\s*=\s*"(0\.0\.0\.0\/0|::\/0)"/.test(part);
      if (!isOpen || /direction\s*=\s*"EGRESS"/.test(part)) return [];
      const ports = [...part.matchAll(/\b(?:min|max)\s*=\s*(\d+)/g)].map(([, port]) => Number(port));
      const wrong = ports.filter((port) => !OPEN.has(port));
      const isEverything = /protocol\s*=\s*"all"/.test(part);
      if (isEverything) return [`${kind}.${name} lets everybody reach every port`];
      return wrong.length > 0
        ? [`${kind}.${name} lets everybody reach port ${[...new Set(wrong)].join(", ")}`]
        : [];
    });
  });
}
