/** The commands of a how-to, as a reader runs them. */
import { spawn } from "node:child_process";
import { read } from "../architecture/source.ts";

/** The commands of a guide, without the indentation of their list. */
export const commandsOf = (path: string): string =>
  [...read(path).matchAll(/^( *)```bash\n([\s\S]*?)^\1```$/gm)]
    .map(([, indent = "", block = ""]) => block.replaceAll(new RegExp(`^${indent}`, "gm"), ""))
    .join("\n");

/** Runs commands and returns what they print. `-eu`: the first that fails ends it. */
export function run(commands: string, environment: Readonly<Record<string, string>>) {
  const child = spawn("bash", ["-eu", "-o", "pipefail"], {
    env: { PATH: process.env.PATH ?? "", LANG: "C.UTF-8", ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  child.stdin.end(commands);
  return new Promise<{ code: number | null; output: string; errors: string }>((resolve) =>
    child.once("close", (code) => resolve({ code, output, errors })),
  );
}
