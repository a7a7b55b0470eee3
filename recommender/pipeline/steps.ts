/**
 * Steps whose results are kept under the hash of what went in. A step that was done is read, not run: a run
 * that was killed goes on where it was. A result appears under its name only when it is whole.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface Steps {
  /** Runs `work` for these inputs, or reads its result as JSON. */
  run<Result>(name: string, inputs: unknown, work: () => Promise<Result> | Result): Promise<Result>;
  /** The same for bytes. Returns the path of the file. */
  file(name: string, inputs: unknown, work: () => Promise<Uint8Array> | Uint8Array): Promise<string>;
}

/** Rises with every change of code that changes a result. */
const CODE = 5;

export function stepsIn(
  folder: string,
  log: (line: Record<string, unknown>) => void,
  signal?: AbortSignal,
): Steps {
  const done = async (
    name: string,
    ending: string,
    inputs: unknown,
    work: () => Promise<Uint8Array> | Uint8Array,
  ): Promise<string> => {
    signal?.throwIfAborted();
    const hash = createHash("sha256")
      .update(JSON.stringify([CODE, name, inputs]))
      .digest("hex");
    const path = join(folder, `${name}-${hash.slice(0, 16)}${ending}`);
    if (existsSync(path)) {
      log({ step: name, skipped: true });
      return path;
    }
    await mkdir(folder, { recursive: true });
    const [began, cpu] = [performance.now(), process.cpuUsage()];
    const bytes = await work();
    await writeFile(`${path}.${process.pid}.part`, bytes);
    await rename(`${path}.${process.pid}.part`, path);
    const { user, system } = process.cpuUsage(cpu);
    log({
      step: name,
      seconds: (performance.now() - began) / 1_000,
      cpuSeconds: (user + system) / 1_000_000,
      megabytes: Math.round(process.memoryUsage().rss / 1e6),
    });
    return path;
  };
  return {
    file: (name, inputs, work) => done(name, ".rbin", inputs, work),
    async run<Result>(name: string, inputs: unknown, work: () => Promise<Result> | Result): Promise<Result> {
      const path = await done(name, ".json", inputs, async () => Buffer.from(JSON.stringify(await work())));
      return JSON.parse(await readFile(path, "utf8")) as Result;
    },
  };
}
