import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { expect, test } from "vitest";

test("secrets do not reach the log, at the top of a line or one step below", () => {
  const program = `
    import { createLog } from "./log.ts";
    const secret = { password: "hunter2", accessToken: "hunter2", guestToken: "hunter2", secret: "hunter2" };
    const req = { headers: { authorization: "hunter2", cookie: "hunter2" } };
    createLog("info", { process: "test" }).info({ ...secret, member: secret, req }, "signed in");`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  });
  const line = JSON.parse(stdout);
  expect(line).toMatchObject({ msg: "signed in", process: "test", member: { password: "[Redacted]" } });
  expect(new Date(line.time).toISOString()).toBe(line.time);
  expect(stdout).not.toContain("hunter2");
});

test("a log on a full disk neither ends the program nor keeps it from ending", ({ skip }) => {
  // Every write to this device fails with ENOSPC.
  const full = "/dev/full";
  if (!existsSync(full)) return skip("this system has no /dev/full");
  const program = `
    import { createLog } from "./log.ts";
    const log = createLog("info", {});
    log.fatal("the most urgent line");
    for (let at = 0; at < 5000; at += 1) log.info("x".repeat(1000));
    setImmediate(() => {
      console.error("still here");
      process.exit(3);
    });`;
  const output = openSync(full, "a");
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: import.meta.dirname,
    encoding: "utf8",
    stdio: ["ignore", output, "pipe"],
    timeout: 60_000,
  });
  closeSync(output);
  expect(stderr).toBe("still here\n");
  expect(status).toBe(3);
});
