/** The sandbox as a program: settings from the environment, one JSON line per event on standard output. */
import { ConfigError, readConfig } from "./config.ts";
import { createSandbox } from "./server.ts";

const log = (line: object): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

try {
  const config = readConfig(process.env);
  const sandbox = await createSandbox({ ...config, log });
  const url = await sandbox.listen();

  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    sandbox.close().then(
      () => log({ msg: "sandbox stopped", signal }),
      (error: unknown) => fail("the sandbox did not stop cleanly", error),
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  log({ msg: "sandbox ready", port: Number(new URL(url).port), url, smtpUrl: sandbox.smtpUrl });
} catch (error) {
  fail("the sandbox cannot start", error);
}

function fail(message: string, error: unknown): void {
  const problems =
    error instanceof ConfigError ? error.problems : [error instanceof Error ? error.message : String(error)];
  log({ level: "error", msg: message, problems });
  process.exitCode = 1;
}
