/** The programs of a measured shop, each in a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const NEXT = join(root, "node_modules/next/dist/bin/next");

export interface ReadyLine {
  readonly pid?: number;
  readonly port?: number;
  readonly publicPort?: number;
  readonly opsPort?: number;
}

export interface Programs {
  /** Starts a program, waits for its line with `"msg":"ready"`, and returns that line. */
  start(args: readonly string[], environment?: Record<string, string>): Promise<ReadyLine>;
  /** Starts a program that prints no such line, and waits until the address answers. */
  serve(args: readonly string[], cwd: string, readyAt: string): Promise<void>;
  /** Runs a program to its end. Throws when it fails. */
  run(args: readonly string[], cwd?: string): Promise<void>;
  /** Ends all that were started, the last first. */
  stop(): Promise<void>;
}

export function createPrograms(environment: Record<string, string>): Programs {
  const children: ChildProcess[] = [];
  const begin = (
    args: readonly string[],
    cwd: string,
    extra: Record<string, string>,
    output: "pipe" | "ignore",
  ) =>
    spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...environment, ...extra },
      stdio: ["ignore", output, "inherit"],
    });

  return {
    start(args, extra = {}) {
      const child = begin(args, root, extra, "pipe");
      children.push(child);
      const { promise, resolve, reject } = Promise.withResolvers<ReadyLine>();
      let text = "";
      const readReadyLine = (part: Buffer) => {
        text += part;
        const line = text.split("\n").find((each) => /"msg":"(sandbox )?ready"/.test(each));
        if (!line) return;
        resolve({ ...JSON.parse(line), pid: child.pid });
        // Its lines of requests are taken and not looked at: that would take time from what is measured.
        child.stdout?.off("data", readReadyLine).resume();
      };
      child.stdout?.on("data", readReadyLine);
      child.once("exit", () => reject(new Error(`${args.join(" ")} ended before it was ready:\n${text}`)));
      return promise;
    },
    async serve(args, cwd, readyAt) {
      const child = begin(args, cwd, {}, "ignore");
      children.push(child);
      while (!(await answers(readyAt))) {
        if (child.exitCode !== null) throw new Error(`${args.join(" ")} ended before it was ready`);
        await wait(100);
      }
    },
    async run(args, cwd = root) {
      const [code] = await once(begin(args, cwd, {}, "ignore"), "exit");
      if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}`);
    },
    async stop() {
      for (const child of children.reverse()) {
        if (child.exitCode !== null) continue;
        const exited = once(child, "exit");
        child.kill("SIGTERM");
        await exited;
      }
    },
  };
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ status }) => status < 500,
    () => false,
  );
