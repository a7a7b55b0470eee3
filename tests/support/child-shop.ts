/** The server as a separate program, as in production: a test can kill, stop and restart it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { ensureServerBundle } from "../../scripts/bundle/server-bundle.ts";

export interface ChildShop {
  readonly url: string;
  /** Base address of the operational routes, such as `/readyz`. */
  readonly opsUrl: string;
  /** Sends the signal. Resolves to the exit code, or null when the signal itself ended the program. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<number | null>;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
/** For two cores that are busy with other tests. */
const START_LIMIT_MS = 180_000;

let program: Promise<string> | undefined;
/** As `npm start` and the images run it. */
function bundled(): Promise<string> {
  program ??= ensureServerBundle(root);
  return program;
}

interface ReadyMessage {
  readonly msg: string;
  readonly publicPort: number;
  readonly opsPort: number;
}

interface ChildOptions {
  readonly logLevel?: string;
  /** Receives each line of the program's output. */
  readonly onLine?: (line: string) => void;
}

export async function startChildShop(
  environment: Readonly<Record<string, string>>,
  { logLevel = "info", onLine = () => {} }: ChildOptions = {},
): Promise<ChildShop> {
  const program = await bundled();
  const child = spawn(process.execPath, [program], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? "",
      // Saves compiling the same files at each of the many starts.
      NODE_COMPILE_CACHE: join(tmpdir(), "jangteo-compile-cache"),
      PORT: "0",
      ...environment,
      LOG_LEVEL: logLevel,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { publicPort, opsPort } = await whenReady(child, onLine);
  return {
    url: `http://127.0.0.1:${publicPort}`,
    opsUrl: `http://127.0.0.1:${opsPort}`,
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const exited = once(child, "exit");
      child.kill(signal);
      const [code] = (await exited) as [number | null];
      return code;
    },
  };
}

function whenReady(child: ChildProcess, onLine: (line: string) => void): Promise<ReadyMessage> {
  const lastLines: string[] = [];
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error("the program's output is not piped");
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), START_LIMIT_MS);
    // The test reads until the program ends, so that the program never waits for a full pipe.
    createInterface({ input: stdout }).on("line", (line) => {
      if (lastLines.length > 50) lastLines.shift();
      lastLines.push(line);
      onLine(line);
      if (!line.includes('"msg":"ready"')) return;
      clearTimeout(timer);
      resolve(JSON.parse(line) as ReadyMessage);
    });
    createInterface({ input: stderr }).on("line", (line) => {
      lastLines.push(line);
      onLine(line);
    });
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      reject(
        new Error(`the server ended with ${code ?? signal} before it was ready:\n${lastLines.join("\n")}`),
      );
    });
  });
}
