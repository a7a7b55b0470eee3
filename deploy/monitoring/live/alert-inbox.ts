/** Receives what Alertmanager sends by webhook, and waits for it. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";

export interface ReceivedAlert {
  readonly status: "firing" | "resolved";
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface AlertInbox {
  readonly url: string;
  /** What came, the first first. */
  readonly received: readonly ReceivedAlert[];
  /** Resolves with the next alert of this name and status that comes; undefined when none came in time. */
  next(name: string, status: ReceivedAlert["status"], limitMs: number): Promise<ReceivedAlert | undefined>;
  close(): Promise<void>;
}

export async function openAlertInbox(): Promise<AlertInbox> {
  const received: ReceivedAlert[] = [];
  const server = createServer(async (request, response) => {
    const { alerts } = (await json(request)) as { alerts: ReceivedAlert[] };
    received.push(...alerts);
    response.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    received,
    async next(name, status, limitMs) {
      const from = received.length;
      const until = performance.now() + limitMs;
      while (performance.now() < until) {
        const found = received
          .slice(from)
          .find((each) => each.status === status && each.labels.alertname === name);
        if (found) return found;
        await wait(100);
      }
      return undefined;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
