import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "./config.ts";

const program = path.join(import.meta.dirname, "main.ts");
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "sandbox-main-"));
});
afterAll(() => rm(dataDir, { recursive: true }));

function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, [program], {
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    exited: once(child, "exit"),
    nextLine: async () => JSON.parse((await lines.next()).value ?? "null"),
  };
}

test.each(["SIGTERM", "SIGINT"] as const)(
  "starts, answers, and stops cleanly on %s, also with a data folder",
  async (signal) => {
    const { child, exited, nextLine } = start({ DATA_DIR: path.join(dataDir, signal) });
    const ready = await nextLine();
    expect(ready).toMatchObject({
      ...{ msg: "sandbox ready", port: expect.any(Number), smtpUrl: expect.stringMatching(/^smtp:\/\/127/) },
    });
    expect(await (await fetch(`http://127.0.0.1:${ready.port}/healthz`)).json()).toEqual({ status: "ok" });
    child.kill(signal);
    expect(await exited).toEqual([0, null]);
  },
);

test("reports all wrong settings together and exits with 1", async () => {
  const { exited, nextLine } = start({
    PORT: "many",
    PUBLIC_URL: "shop",
    WEBHOOK_URL: "ftp://x",
    SECRET_KEY: "a:b",
  });
  const report = await nextLine();
  expect(report.msg).toBe("the sandbox cannot start");
  for (const name of ["PORT", "PUBLIC_URL", "WEBHOOK_URL", "SECRET_KEY"]) {
    expect(report.problems).toContainEqual(expect.stringMatching(`^${name} `));
  }
  expect(JSON.stringify(report)).not.toContain("a:b");
  expect(await exited).toEqual([1, null]);
});

test("reports a port that is in use", async () => {
  const first = start({});
  const { port, smtpUrl } = await first.nextLine();
  for (const taken of [{ PORT: String(port) }, { SMTP_PORT: new URL(smtpUrl).port }]) {
    const second = start(taken);
    expect((await second.nextLine()).problems).toEqual([expect.stringContaining("EADDRINUSE")]);
    expect(await second.exited).toEqual([1, null]);
  }
  first.child.kill();
  await first.exited;
});

test("needs no settings: by default it listens on this machine, in memory, with the test keys", () => {
  expect(readConfig({ PORT: "", DATA_DIR: "" })).toEqual({
    ...{
      port: 0,
      smtpPort: 0,
      host: "127.0.0.1",
      dataDir: null,
      secretKey: "test_sk_sandbox",
      clientKey: "test_ck_sandbox",
    },
    ...{ publicUrl: null, webhookUrl: null, webhookRetryBaseMs: 60_000, hangMs: 60_000, returnOrigins: null },
  });
});
