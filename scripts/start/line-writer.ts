/**
 * Writes the progress of the start. On a terminal each running step has one line, which is rewritten at the
 * bottom of the screen until the step ends and its result stays above. Elsewhere (CI, a pipe) a step is one
 * plain line when it begins and one when it ends. No colours are written, so `NO_COLOR` has nothing to switch
 * off.
 */
import { stripVTControlCharacters } from "node:util";
import { cutToWidth, displayWidth } from "./display-width.ts";

/** What of `process.stdout` is used. */
export interface LineOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
  on?(event: "resize", listener: () => void): unknown;
}

export interface LineWriter {
  /** Prints lines that stay. */
  print(text: string): void;
  /**
   * Shows a long step while `work` runs. `detail` shows what the step does at the moment, on a terminal only.
   */
  step<Result>(title: string, work: (detail: (text: string) => void) => Promise<Result>): Promise<Result>;
  /** Clears the lines of steps that still run, before the process exits. */
  end(): void;
}

interface RunningStep {
  readonly title: string;
  readonly begunAt: number;
  detail: string;
}

const REDRAW_MS = 1_000;

type Environment = Readonly<Record<string, string | undefined>>;

export function createLineWriter(
  output: LineOutput,
  environment: Environment,
  now: () => number = Date.now,
): LineWriter {
  const isTerminal = output.isTTY === true && environment.TERM !== "dumb";
  return isTerminal ? terminalWriter(output, now) : plainWriter(output, now);
}

function plainWriter(output: LineOutput, now: () => number): LineWriter {
  const print = (text: string): void => void output.write(`${text}\n`);
  return {
    print,
    step: async (title, work) => {
      const begunAt = now();
      print(`${title} …`);
      return withResult(
        () => work(() => undefined),
        (passed) => print(resultLine(passed, title, now() - begunAt)),
      );
    },
    end: () => undefined,
  };
}

function terminalWriter(output: LineOutput, now: () => number): LineWriter {
  const running = new Set<RunningStep>();
  let drawn: readonly string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const columns = (): number => output.columns || 80;

  /** Moves to the first row of the drawn lines and clears the screen from there. */
  function erase(): string {
    // A terminal that has become narrower has wrapped the lines, each into this many rows.
    const rows = drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / columns())), 0);
    drawn = [];
    return `\r${rows > 1 ? `\u001b[${rows - 1}A` : ""}\u001b[J`;
  }

  function redraw(above = ""): void {
    const erased = erase();
    // The last column stays empty: a full row would leave the cursor at a place that terminals disagree
    // about.
    drawn = [...running].map((step) => cutToWidth(runningLine(step, now()), columns() - 1));
    output.write(`${erased}${above}${drawn.join("\n")}`);
  }

  function begin(title: string): RunningStep {
    const step: RunningStep = { title, begunAt: now(), detail: "" };
    running.add(step);
    timer ??= setInterval(redraw, REDRAW_MS).unref();
    redraw();
    return step;
  }

  function finish(step: RunningStep, passed: boolean): void {
    if (!running.delete(step)) return;
    redraw(`${resultLine(passed, step.title, now() - step.begunAt)}\n`);
    if (running.size === 0) stopTimer();
  }

  function stopTimer(): void {
    clearInterval(timer);
    timer = undefined;
  }

  output.on?.("resize", () => {
    if (running.size > 0) redraw();
  });
  return {
    print: (text) => redraw(`${text}\n`),
    step: async (title, work) => {
      const step = begin(title);
      return withResult(
        () =>
          work((detail) => {
            step.detail = oneCleanLine(detail);
          }),
        (passed) => finish(step, passed),
      );
    },
    end: () => {
      running.clear();
      stopTimer();
      output.write(erase());
    },
  };
}

async function withResult<Result>(
  work: () => Promise<Result>,
  ended: (passed: boolean) => void,
): Promise<Result> {
  try {
    const result = await work();
    ended(true);
    return result;
  } catch (error) {
    ended(false);
    throw error;
  }
}

const resultLine = (passed: boolean, title: string, ms: number): string =>
  `${passed ? "✓" : "✗"} ${(ms / 1000).toFixed(1).padStart(5)} s  ${title}`;

function runningLine({ title, begunAt, detail }: RunningStep, now: number): string {
  const seconds = ((now - begunAt) / 1000).toFixed(0);
  return `· ${seconds.padStart(5)} s  ${title}  ${detail}`.trimEnd();
}

/** A program's output may hold colours, tabs and other control characters, which would break the line. */
const oneCleanLine = (text: string): string =>
  stripVTControlCharacters(text)
    .replace(/\p{Cc}+/gu, " ")
    .trim();
