import type { Check } from "../check.ts";
import { runProgram } from "../processes.ts";

interface HadolintProblem {
  readonly file: string;
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

/** Dockerfiles: correct by hadolint, and made for the pods' rules. */
export const dockerfiles: Check = {
  name: "dockerfiles",
  about: "Dockerfiles are clean by hadolint, end with a numeric user and start no shell",
  parts: ["deploy/images"],
  tools: ["hadolint"],
  run: async (kit, report) => {
    const files = kit.tree.below("deploy/images").filter((path) => /Dockerfile$/i.test(path));
    report.looked(files.length, "Dockerfiles");
    for (const file of files) {
      for (const fault of imageFileFaults(kit.tree.read(file))) report.finding(file, undefined, fault);
    }
    const hadolint = await kit.tool("hadolint");
    const args = ["--no-fail", "--format", "json", ...files];
    const { stdout, stderr, code } = await runProgram(hadolint, args, { cwd: kit.root });
    if (code !== 0) throw new Error(`hadolint: ${stderr}`);
    for (const problem of JSON.parse(stdout) as HadolintProblem[]) {
      report.finding(`${problem.file}:${problem.line}`, undefined, `${problem.message} (${problem.code})`);
    }
  },
};

/** Faults of the last stage, which is the image. */
export function imageFileFaults(text: string): readonly string[] {
  const last = text.slice(text.lastIndexOf("\nFROM ") + 1);
  const line = (word: string): string | undefined =>
    [...last.matchAll(new RegExp(`^${word}\\s+(.*)$`, "gm"))].at(-1)?.[1]?.trim();
  const faults: string[] = [];
  const user = line("USER");
  if (user === undefined) faults.push("the last stage has no USER: it would run as the base image says");
  else if (!/^[1-9]\d*(:\d+)?$/.test(user))
    faults.push(`the last stage runs as ${user}, which is no number above 0`);
  for (const word of ["ENTRYPOINT", "CMD"]) {
    const value = line(word);
    if (value !== undefined && !value.startsWith("[")) {
      faults.push(`${word} is no list: a shell would start it, and not pass the signal to stop on`);
    }
  }
  if (/^\s*(ENV|ARG)\s+\S*(TOKEN|PASSWORD|SECRET)\S*=\S/m.test(text)) {
    faults.push("sets a secret, which every holder of the image can read");
  }
  return faults;
}
