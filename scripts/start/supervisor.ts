/**
 * Keeps services running. Services are started in batches and stopped batch by batch in the opposite order, so that
 * each may use those started before it to its last moment. One that ends by itself is started again; one that keeps
 * ending, or does not become ready at its first start, ends everything.
 */
import { setTimeout as wait } from "node:timers/promises";
import { describeExit, type Exit } from "./child.ts";
import { StartProblem } from "./problem.ts";
import { patient, type RestartPolicy, restartDelay } from "./restarts.ts";

export interface RunningService {
  /** Fails when the service ends, or takes too long, before it can serve. */
  readonly ready: Promise<void>;
  readonly exited: Promise<Exit>;
  stop(): Promise<void>;
  /** At once, whatever is lost. */
  kill(): void;
}

export interface Service {
  readonly name: string;
  start(): RunningService;
  lastWords(): Promise<string>;
}

export interface Supervisor {
  /** Starts the services of a batch together and waits until all are ready. */
  start(batch: readonly Service[]): Promise<void>;
  /** Never fulfilled; rejects when a service cannot be kept running. */
  readonly failure: Promise<never>;
  stop(): Promise<void>;
  kill(): void;
}

interface Kept {
  readonly service: Service;
  readonly ends: number[];
  running: RunningService;
}

export function createSupervisor(say: (line: string) => void, policy: RestartPolicy = patient): Supervisor {
  const batches: Kept[][] = [];
  const stopping = new AbortController();
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined); // whoever asks for `failure` sees it; nobody has to

  async function start(batch: readonly Service[]): Promise<void> {
    if (stopping.signal.aborted) throw new StartProblem("The shop is stopping.");
    const kept = batch.map((service): Kept => ({ service, ends: [], running: service.start() }));
    batches.push(kept);
    await Promise.all(kept.map(({ running }) => running.ready));
    for (const one of kept) keep(one);
  }

  function keep(one: Kept): void {
    one.running.exited
      .then((exit) => (stopping.signal.aborted ? undefined : revive(one, describeExit(exit))))
      .catch((error: unknown) => failed.reject(error));
  }

  async function revive(one: Kept, how: string): Promise<void> {
    const { name } = one.service;
    say(`${name} ended by itself (${how}). Its last lines:\n${await one.service.lastWords()}`);
    one.ends.push(Date.now());
    const delayMs = restartDelay(policy, one.ends, Date.now());
    if (delayMs === undefined) throw new StartProblem(`${name} keeps ending. Everything is stopped now.`);
    say(`${name} is started again in ${delayMs / 1000} s.`);
    if (!(await waited(delayMs, stopping.signal))) return;
    one.running = one.service.start();
    try {
      await one.running.ready;
    } catch (error) {
      if (stopping.signal.aborted) return;
      await one.running.stop();
      return revive(one, error instanceof Error ? error.message : String(error));
    }
    say(`${name} is back.`);
    keep(one);
  }

  return {
    start,
    failure: failed.promise,
    stop: async () => {
      stopping.abort();
      for (const batch of batches.toReversed()) await Promise.all(batch.map(({ running }) => running.stop()));
    },
    kill: () => {
      stopping.abort();
      for (const { running } of batches.flat()) running.kill();
    },
  };
}

/** Whether the time passed; `false` when the signal came first. */
async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  await Promise.race([
    wait(ms),
    new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true })),
  ]);
  return !signal.aborted;
}
