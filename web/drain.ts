/**
 * Loaded before Next.js where a supervisor replaces the web under traffic: `node --import ./drain.ts
 * server.js` with NEXT_MANUAL_SIG_HANDLE=true. Next.js itself closes at SIGTERM at once, which breaks the
 * request that the API sends on a kept connection at that moment.
 *
 * After SIGTERM the web serves on for SHUTDOWN_DELAY_MS, and each answer says that its connection closes.
 * Then it takes no new connections, finishes its requests, and ends with 0.
 */
import { subscribe } from "node:diagnostics_channel";
import type { Server, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { shutdownDelayMs } from "./lib/config.ts";

interface RequestStart {
  readonly response: ServerResponse;
  readonly server: Server;
}

const servers = new Set<Server>();
let draining = false;

subscribe("http.server.request.start", (message) => {
  const { response, server } = message as RequestStart;
  servers.add(server);
  if (draining) response.setHeader("connection", "close");
});

async function drain(): Promise<void> {
  draining = true;
  await wait(shutdownDelayMs());
  await Promise.all([...servers].map(close));
  process.exit(0);
}

/** Node closes idle connections at the call alone; those that are busy then follow once they are idle. */
async function close(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const sweeper = setInterval(() => server.closeIdleConnections(), 20);
  server.close(() => resolve());
  await promise;
  clearInterval(sweeper);
}

process.once("SIGTERM", () => void drain());
