import { spawnSync } from "node:child_process";
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
