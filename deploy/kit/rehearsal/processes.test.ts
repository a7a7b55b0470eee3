import { expect, test } from "vitest";
import { endPrograms, runProgram } from "../processes.ts";
import { asClient, stopPlaying, until } from "./processes.ts";

test("after Ctrl-C programs end, and what is played waits for nothing and starts nothing", async () => {
  const program = runProgram("sleep", ["60"]);
  const waiting = until("nothing", 60, async () => false, 1);
  stopPlaying(new Error("ended by SIGINT"));
  endPrograms();
  await expect(waiting).rejects.toThrow("ended by SIGINT");
  expect((await program).code).toBe(128);
  expect(() => asClient("sleep", ["60"])).toThrow("ended by SIGINT");
});
