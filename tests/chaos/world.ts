/** For the chaos tests: a shop of real programs on one database, and shoppers that repeat each request. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { createSandbox } from "../../sandbox/server.ts";
import { freePorts } from "../../server/platform/processes/free-ports.ts";
import { cloneDatabase } from "../../server/platform/testing/cluster.ts";
import { OWNER } from "../../server/platform/testing/owner.ts";
import { type Backstage, openBackstage } from "../support/backstage.ts";
import { type ChildShop, startChildShop } from "../support/child-shop.ts";
import { type Client, client } from "../support/client.ts";

export interface ChaosWorld {
  readonly backstage: Backstage;
  readonly sandboxUrl: string;
  /** One port per program of the shop. A restarted program listens on the port of its predecessor. */
  readonly ports: readonly number[];
  start(at: number, environment?: Readonly<Record<string, string>>): Promise<ChildShop>;
  close(): Promise<void>;
}

export async function openChaosWorld(programs: number): Promise<ChaosWorld> {
  const database = await cloneDatabase(inject("clusterUrl"));
  const folder = await mkdtemp(join(tmpdir(), "jangteo-chaos-"));
  const sandbox = await createSandbox({ webhookRetryBaseMs: 20 });
  const sandboxUrl = await sandbox.listen();
  const ports = await freePorts(programs);
  const settings = {
    NODE_ENV: "production",
    DATABASE_URL: database.url,
    HOST: "127.0.0.1",
    SANDBOX_URL: sandboxUrl,
    SMTP_URL: sandbox.smtpUrl,
    STORAGE_DIR: join(folder, "storage"),
    RECOMMENDATIONS_DIR: join(folder, "recommendations"),
    KEYS_DIR: join(folder, "keys"),
    OWNER_EMAIL: OWNER.email,
    OWNER_PASSWORD: OWNER.password,
    PAYMENT_TIMEOUT_MS: "3000",
  };
  const backstage = await openBackstage({ databaseUrl: database.url, sandboxUrl, environment: settings });
  const children: ChildShop[] = [];
  return {
    backstage,
    sandboxUrl,
    ports,
    async start(at, environment = {}) {
      const child = await startChildShop({ ...settings, PORT: String(ports[at]), ...environment });
      children.push(child);
      return child;
    },
    async close() {
      await Promise.all(children.map((child) => child.end("SIGKILL")));
      await backstage.close();
      await sandbox.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Numbers from 0 to 1, determined by a seed (mulberry32), so that a failure can be repeated. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const clientsOf = (ports: readonly number[]): Client[] =>
  ports.map((port) => client(`http://127.0.0.1:${port}`));
