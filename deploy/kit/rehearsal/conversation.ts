/** A program in the node's network that answers each line of its input with a line of JSON. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { asClient, machinePath } from "./processes.ts";

export interface Conversation {
  /** The line that the program prints by itself, or as the answer to `text`. */
  ask<Answer>(text?: string): Promise<Answer>;
  /** Ends its input. */
  end(): void;
}

export function converse(
  script: string,
  argument: string,
  env: Readonly<Record<string, string>> = {},
): Conversation {
  const [program, args] = asClient(process.execPath, [script, argument]);
  const child = spawn(program, args, {
    env: { PATH: machinePath(), NODE_NO_WARNINGS: "1", ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(text) {
      if (text !== undefined) child.stdin.write(`${text}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`${script} has ended`);
      return JSON.parse(value);
    },
    end: () => void child.stdin.end(),
  };
}
