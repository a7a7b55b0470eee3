import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runProgram } from "./processes.ts";

const RUN = fileURLToPath(new URL("run.ts", import.meta.url));

test.each(["--help", "-h"])("%s prints how the kit is called, and succeeds", async (option) => {
  const { code, stdout } = await runProgram(process.execPath, [RUN, option]);
  expect([code, stdout.split("\n")[0]]).toEqual([0, "npm run kit [-- OPTIONS]"]);
  for (const command of ["image", "doctor", "rehearse"])
    expect(stdout).toContain(`npm run kit -- ${command} `);
});

test("a command that there is not is a fault", async () => {
  const { code, output } = await runProgram(process.execPath, [RUN, "dance"]);
  expect(code).toBe(1);
  expect(output).toContain("there is no command dance");
});
