/**
 * One worker of the shop watches its database: it reads the figures that the gauges show, and runs the audit.
 *
 * Always: of the workers with the same modules, one at most exports these gauges (`db/leadership.ts`). A
 * figure that cannot be read is not exported, so no old value stays.
 * How: every `WATCH_SECONDS` each worker asks for the lead, and the one that has it reads. Figures are a few
 * statements on indexes of what is not finished. The audit reads whole tables, module by module, so its pause
 * is `AUDIT_SECONDS`, and at least fifty times as long as its statements took: a fiftieth of one connection.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { Shop } from "../compose.ts";
import type { Clock } from "../platform/clock.ts";
import type { Config } from "../platform/config.ts";
import { leadership } from "../platform/db/leadership.ts";
import { queueFigures } from "../platform/jobs/figures.ts";
import type { Log } from "../platform/log.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { Figures } from "../platform/module.ts";
import { type AuditScope, lastingViolations } from "./invariants.ts";
import * as names from "./metrics.ts";

export interface Watcher {
  stop(): Promise<void>;
}

export interface WatcherOptions {
  readonly shop: Shop;
  readonly config: Pick<Config, "DATABASE_URL" | "WATCH_SECONDS" | "AUDIT_SECONDS">;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Seconds of pause for each second that the audit took. Shorter while someone mends what it found. */
const AUDIT_REST = { sound: 50, broken: 5 } as const;
const REPETITION_PAUSE_MS = 1_000;

export function startWatcher(options: WatcherOptions): Watcher {
  const { shop, config, log, metrics } = options;
  const modules = [...shop.modules.keys()].sort().join("+");
  const leader = leadership({ url: config.DATABASE_URL, name: `watcher of ${modules}`, log });
  const leads = metrics.gauge(names.watcherLeads);
  const figures = [
    ...shop.databases.map((db) => queueFigures(db, metrics)),
    ...[...shop.modules.values()].flatMap((module) => module.figures ?? []),
  ];
  const stopping = new AbortController();
  const audit = createAudit(options, stopping.signal);
  const forgetAll = (): void => {
    for (const figure of [...figures, audit]) for (const gauge of figure.forget()) gauge.reset();
  };

  const watching = repeat(async () => {
    const mayRead = await leader.lead();
    leads.set(mayRead ? 1 : 0);
    if (!mayRead) forgetAll();
    else await Promise.all(figures.map((figure) => readOrForget(figure, log)));
    return config.WATCH_SECONDS * 1_000;
  });
  const auditing = repeat(async () => {
    // Until this process leads it asks often, so that the audit does not stop with the worker that led.
    if (!leader.leads) return config.WATCH_SECONDS * 1_000;
    await audit.read();
    if (!leader.leads) forgetAll();
    const rest = audit.sound ? AUDIT_REST.sound : AUDIT_REST.broken;
    return Math.max(config.AUDIT_SECONDS * 1_000, audit.workedMs * rest);
  });
  return {
    async stop() {
      // An audit may take long. It ends with the pools of the databases.
      stopping.abort();
      void auditing.stop();
      await watching.stop();
      await leader.stop();
      forgetAll();
    },
  };
}

async function readOrForget(figure: Figures, log: Log): Promise<void> {
  try {
    await figure.read();
  } catch (err) {
    // The database is away or busy. The next round reads again.
    log.warn({ err }, "figures could not be read");
    for (const gauge of figure.forget()) gauge.reset();
  }
}

interface Audit extends Figures {
  /** Time of the last round, without the pauses before a violation is believed. */
  readonly workedMs: number;
  /** Whether the last round found nothing. */
  readonly sound: boolean;
}

/** Audits one module after the other. */
function createAudit({ shop, clock, log, metrics }: WatcherOptions, stopping: AbortSignal): Audit {
  const findings = metrics.gauge(names.auditFindings);
  const completed = metrics.gauge(names.auditCompleted);
  const duration = metrics.gauge(names.auditDuration);
  let workedMs = 0;
  let found = 0;

  async function auditOne(module: AuditScope): Promise<void> {
    const began = performance.now();
    let pausedMs = 0;
    const violations = await lastingViolations(shop, module, async () => {
      pausedMs += REPETITION_PAUSE_MS;
      await wait(REPETITION_PAUSE_MS, undefined, { ref: false });
    });
    const tookMs = performance.now() - began - pausedMs;
    workedMs += tookMs;
    for (const violation of violations) log.error({ module, violation }, "an invariant is broken");
    findings.set({ module }, violations.length);
    found += violations.length;
    const now = clock.now();
    completed.set({ module }, now.getTime() / 1_000);
    await shop.reports
      ?.noteAudit({ module, violations, completedAt: now.toISOString() })
      .catch((err: unknown) => log.warn({ err, module }, "what an audit found was not stored"));
    duration.set({ module }, tookMs / 1_000);
  }

  return {
    get workedMs() {
      return workedMs;
    },
    get sound() {
      return found === 0;
    },
    async read() {
      workedMs = 0;
      found = 0;
      for (const module of ["platform", ...shop.modules.keys()] as const) {
        if (stopping.aborted) return;
        // A module that cannot be audited does not keep the others waiting; its time of completion stays.
        await auditOne(module).catch((err: unknown) => {
          if (!stopping.aborted) log.warn({ err, module }, "an audit failed");
        });
      }
    },
    forget: () => [findings, completed, duration],
  };
}

/** Runs `work` again and again, after the pause that it returns, until it is stopped. */
function repeat(work: () => Promise<number>): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  function next(): void {
    running = work().then((pauseMs) => {
      if (!stopped) timer = setTimeout(next, pauseMs);
    });
  }
  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
