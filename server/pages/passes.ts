/** Work that many messages ask for, done once for all of them. */

export interface Passes {
  /** Runs the work after `delayMs`, unless it is already about to run. */
  ask(): void;
  stop(): void;
}

export interface PassTimes {
  readonly delayMs: number;
  /** Between the beginnings of two passes, at least. */
  readonly everyMs: number;
}

/** Runs `work` once at a time. What asks during a pass gets another one. */
export function createPasses(work: () => Promise<void>, { delayMs, everyMs }: PassTimes): Passes {
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let asked = false;
  let stopped = false;
  let earliest = 0;

  async function run(): Promise<void> {
    timer = undefined;
    running = true;
    asked = false;
    earliest = performance.now() + everyMs;
    await work().finally(() => {
      running = false;
    });
    if (asked) ask();
  }

  function ask(): void {
    asked = true;
    if (running || timer || stopped) return;
    timer = setTimeout(run, Math.max(delayMs, earliest - performance.now()));
    timer.unref();
  }

  return {
    ask,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
