/**
 * Sends requests at an even rate, also when earlier ones have no answer yet, and measures each from the
 * moment at which it was due: what visitors who do not know of one another meet. autocannon sends those of
 * a tenth of a second together, which measures its own queue.
 */
import { Agent, get } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

export interface SteadyRequest {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly requests: number;
}

interface SteadyLoad {
  readonly url: string;
  /** Asked in turn. */
  readonly requests: readonly SteadyRequest[];
  /** Requests a second. */
  readonly rate: number;
  readonly seconds: number;
}

/** Connections at most: a request waits for a free one, and that counts as its latency. */
const CONNECTIONS = 64;

/** Throws when an answer is not 200. */
export async function steadyLatency({ url, requests, rate, seconds }: SteadyLoad): Promise<Latency> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const begun = performance.now();
  const total = Math.round(rate * seconds);
  const taken: number[] = [];
  let failed = 0;
  let sent = 0;
  while (sent < total) {
    for (; sent < total && (sent / rate) * 1_000 <= performance.now() - begun; sent++) {
      const { path, headers = {} } = requests[sent % requests.length] as SteadyRequest;
      const due = begun + (sent / rate) * 1_000;
      get(new URL(path, url), { agent, headers }, (answer) => {
        if (answer.statusCode !== 200) failed += 1;
        answer.resume().on("end", () => taken.push(performance.now() - due));
      }).on("error", () => {
        failed += 1;
      });
    }
    await wait(1);
  }
  while (taken.length + failed < total) await wait(10);
  agent.destroy();
  if (failed > 0) throw new Error(`${failed} of ${total} requests failed at ${rate} a second`);
  taken.sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(10 * (taken[Math.floor(share * (total - 1))] as number)) / 10;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), requests: total };
}
