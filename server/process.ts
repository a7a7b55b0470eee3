/**
 * One running process of the shop. It starts what its roles ask for, and stops in the order that loses
 * nothing: not ready first, then no new connections, then the requests in flight, the jobs in hand, and the
 * database last.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { compose } from "./compose.ts";
import {
  createInternalServer,
  createOpsServer,
  createPublicServer,
  type ReadinessCheck,
} from "./http-servers.ts";
import { systemClock } from "./platform/clock.ts";
import { measurePools } from "./platform/db/pool-metrics.ts";
import { reachable } from "./platform/db/reachable.ts";
import { startWorker, type Worker } from "./platform/jobs/worker.ts";
import { createMetrics, measureRuntime } from "./platform/metrics.ts";
import { watchRoom } from "./platform/storage/room.ts";
import { startTracing, type Tracing } from "./platform/tracing.ts";
import type { ComposeRuntime, Runtime } from "./runtime.ts";
import { startWatcher } from "./watch/watcher.ts";

export interface RunningProcess {
  /** Addresses that were really taken, also where the settings said 0. */
  readonly publicPort: number | null;
  readonly internalPort: number | null;
  readonly opsPort: number;
  /** Resolves when all is stopped. A second call waits for the same stop. */
  stop(): Promise<void>;
}

type ProcessRuntime = Pick<ComposeRuntime, "config" | "log"> & Partial<Pick<ComposeRuntime, "clock">>;

export async function startProcess({
  clock = systemClock,
  ...given
}: ProcessRuntime): Promise<RunningProcess> {
  const runtime: Runtime = { ...given, clock, metrics: createMetrics() };
  const { config, log, metrics } = runtime;
  measureRuntime(metrics);
  const tracing = await startOwnTracing(runtime);
  const shop = await compose(runtime);
  measurePools(metrics, shop.databases);
  let serving = false;
  let draining = false;
  const servers: FastifyInstance[] = [];

  async function listen(app: unknown, port: number, host: string): Promise<number> {
    const server = app as FastifyInstance;
    server.addHook("onRequest", (_request, reply, done) => {
      if (draining) reply.header("connection", "close");
      done();
    });
    await server.listen({ port, host });
    servers.push(server);
    return boundPort(server) ?? port;
  }

  const isReady: ReadinessCheck = async ({ withoutDatabase }) => {
    if (!serving || draining) return false;
    return withoutDatabase || (await Promise.all(shop.databases.map(reachable))).every(Boolean);
  };
  const ops = createOpsServer(metrics, isReady);
  await ops.listen({ port: config.OPS_PORT, host: config.HOST });

  const { PORT, INTERNAL_PORT, INTERNAL_KEY, HOST } = config;
  const serves = config.roles.has("api");
  const room = serves && config.DATABASE_DISK ? await watchRoom(config.DATABASE_DISK, log) : undefined;
  if (serves) await Promise.all([...shop.modules.values()].map((module) => module.warm?.()));
  const internalPort =
    serves && INTERNAL_PORT !== undefined && INTERNAL_KEY
      ? await listen(await createInternalServer(shop, runtime, INTERNAL_KEY), INTERNAL_PORT, HOST)
      : null;
  const publicPort =
    serves && PORT !== undefined
      ? await listen(await createPublicServer(shop, runtime, room), PORT, HOST)
      : null;
  const workers: Worker[] = config.roles.has("worker") ? await startWorkers() : [];
  const watcher = config.roles.has("worker") ? startWatcher({ ...runtime, shop }) : null;
  serving = true;

  /** One worker for each database; the repeating jobs run from the first. */
  async function startWorkers(): Promise<Worker[]> {
    const repeating = [...shop.modules.values()].flatMap(({ jobs }) => jobs);
    return Promise.all(
      shop.databases.map((db, at) =>
        startWorker({ db, log, metrics, repeating: at === 0 ? repeating : [], deliver: shop.deliver }),
      ),
    );
  }

  async function drain(): Promise<void> {
    draining = true;
    // The routes tell clients to leave: an early answer would keep the connection.
    for (const { early } of servers) early.stop();
    await wait(config.SHUTDOWN_DELAY_MS);
    await Promise.all(servers.map(closeServer));
    await watcher?.stop();
    await Promise.all(workers.map((worker) => worker.stop()));
    await shop.close();
    room?.close();
    await ops.close();
    await tracing?.stop();
  }
  let stopping: Promise<void> | undefined;

  return {
    publicPort,
    internalPort,
    opsPort: boundPort(ops) ?? config.OPS_PORT,
    stop() {
      stopping ??= drain();
      return stopping;
    },
  };
}

function startOwnTracing({ config, log }: Pick<Runtime, "config" | "log">): Promise<Tracing> | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: ratio, modules, roles } = config;
  if (endpoint === undefined) return null;
  return startTracing({ endpoint, ratio, log, service: ["jangteo", ...(modules ?? roles)].join("-") });
}

function boundPort(app: FastifyInstance): number | null {
  const address = app.server.address();
  return address !== null && typeof address === "object" ? address.port : null;
}

/** A connection that is busy when the close begins is closed as soon as it is idle, not after its timeout. */
async function closeServer(app: FastifyInstance): Promise<void> {
  const sweeper = setInterval(() => app.server.closeIdleConnections(), 20);
  try {
    await app.close();
  } finally {
    clearInterval(sweeper);
  }
}
