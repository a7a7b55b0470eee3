/**
 * Keeps services running. Services start in batches and stop batch by batch in the opposite order, so that a
 * service can use the earlier batches until it has stopped. A service that ends by itself is started again. A
 * service that keeps ending, or does not become ready at its first start, ends everything. One that finds the
 * disk full is started again however often that happens, as soon as there is room.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { Exit } from "../../server/platform/embedded-postgres/launch.ts";
import { describeExit } from "./child.ts";
import { StartProblem } from "./problem.ts";
import { patient, type RestartPolicy, restartDelay } from "./restarts.ts";
import { text, twoLines } from "./texts.ts";

export interface RunningService {
  /** Rejects when the service ends or exceeds its time limit before it can serve. */
  readonly ready: Promise<void>;
  readonly exited: Promise<Exit>;
  stop(): Promise<void>;
  /** Ends the service at once; it loses its unfinished work. */
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
  /** Never resolves; rejects when a service cannot be kept running. */
  readonly failure: Promise<never>;
  stop(): Promise<void>;
  kill(): void;
}

interface SupervisedService {
  readonly service: Service;
  /** Times at which the service ended by itself. */
  readonly ends: number[];
  running: RunningService;
}

/** Between two looks whether a full disk has room again. */
const ROOM_LOOK_MS = 1_000;
/** Last words of a program that a full disk has ended: of the system, of Node, of a limited account. */
const FULL_DISK_WORDS = /No space left on device|ENOSPC|Disk quota exceeded|EDQUOT/;

/** `hasRoom` tells whether the disk has room to start the program of this name. */
export function createSupervisor(
  print: (text: string) => void,
  policy: RestartPolicy = patient,
  hasRoom: (name: string) => Promise<boolean> = async () => true,
): Supervisor {
  const batches: SupervisedService[][] = [];
  const stopping = new AbortController();
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined); // a caller that does not use `failure` is no unhandled rejection

  async function start(batch: readonly Service[]): Promise<void> {
    if (stopping.signal.aborted) throw new StartProblem(text("shopStopping"));
    const services = batch.map(
      (service): SupervisedService => ({ service, ends: [], running: service.start() }),
    );
    batches.push(services);
    await Promise.all(services.map(({ running }) => running.ready));
    for (const supervised of services) watch(supervised);
  }

  function watch(supervised: SupervisedService): void {
    supervised.running.exited
      .then((exit) => (stopping.signal.aborted ? undefined : reportEnd(supervised, exit)))
      .catch((error: unknown) => failed.reject(error));
  }

  async function reportEnd(supervised: SupervisedService, exit: Exit): Promise<void> {
    const { name, lastWords } = supervised.service;
    print(`${twoLines(text("programEnded", { name, how: describeExit(exit) }))}\n${await lastWords()}`);
    await restart(supervised);
  }

  /** Returns `false` when everything stops first. */
  async function waitForRoom({ service, ends }: SupervisedService): Promise<boolean> {
    if ((await hasRoom(service.name)) && !FULL_DISK_WORDS.test(await service.lastWords())) return true;
    ends.length = 0;
    print(twoLines(text("programWaitsForRoom", { name: service.name })));
    do {
      if (!(await waited(ROOM_LOOK_MS, stopping.signal))) return false;
    } while (!(await hasRoom(service.name)));
    return true;
  }

  async function restart(supervised: SupervisedService): Promise<void> {
    const { service, ends } = supervised;
    const { name } = service;
    if (!(await waitForRoom(supervised))) return;
    ends.push(Date.now());
    const delayMs = restartDelay(policy, ends, Date.now());
    if (delayMs === undefined) throw new StartProblem(text("programKeepsEnding", { name }));
    print(twoLines(text("programRestarts", { name, seconds: delayMs / 1000 })));
    if (!(await waited(delayMs, stopping.signal))) return;
    supervised.running = service.start();
    try {
      await supervised.running.ready;
    } catch (error) {
      if (stopping.signal.aborted) return;
      await supervised.running.stop();
      print(error instanceof Error ? error.message : String(error));
      return restart(supervised);
    }
    print(twoLines(text("programIsBack", { name })));
    watch(supervised);
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

/** Returns `true` when the time has passed, `false` when the signal came first. */
async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  await Promise.race([
    wait(ms),
    new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true })),
  ]);
  return !signal.aborted;
}
