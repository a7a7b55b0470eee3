import { readConfig } from "../../server/platform/config.ts";
import { createLog } from "../../server/platform/log.ts";
import { startProcess } from "../../server/process.ts";
import type { TestShop } from "../../server/testing.ts";

export interface Replica {
  readonly url: string;
  /** Base address of the operational routes, such as `/metrics`. */
  readonly opsUrl: string;
  stop(): Promise<void>;
}

/** Starts one more process of the whole shop, with the same database and keys. */
export async function startReplica(
  shop: TestShop,
  environment: Readonly<Record<string, string>> = {},
): Promise<Replica> {
  const config = readConfig({ ...shop.environment, PORT: "0", ...environment });
  const running = await startProcess({ config, log: createLog(config.LOG_LEVEL, {}) });
  const local = (port: number | null) => `http://127.0.0.1:${port}`;
  return { url: local(running.publicPort), opsUrl: local(running.opsPort), stop: running.stop };
}
