import { systemClock } from "./platform/clock.ts";
import type { Config } from "./platform/config.ts";
import { type PeerGuard, peerGuard } from "./platform/contract/peer-guard.ts";
import type { PeerOptions } from "./platform/contract/remote.ts";
import { peerCalls, peerCircuits } from "./platform/metric-names.ts";
import type { Metrics } from "./platform/metrics.ts";

/** How to reach the peer that runs a module. Modules of one peer share its guard. */
export function peerOptions(config: Config, metrics: Metrics): (name: string) => PeerOptions {
  const guards = new Map<string, PeerGuard>();
  const called = new Map<string, PeerGuard>();
  const calls = metrics.histogram(peerCalls);
  metrics.gauge(peerCircuits, (gauge) => {
    for (const [peer, { breaker }] of called) gauge.set({ peer }, breaker.isOpen ? 1 : 0);
  });
  return (name) => {
    const baseUrl = config.peers.get(name);
    if (!baseUrl || !config.INTERNAL_KEY)
      throw new Error(`${name} does not run here and PEERS does not say where it does`);
    const guard = guards.get(baseUrl) ?? peerGuard(systemClock);
    guards.set(baseUrl, guard);
    called.set(name, guard);
    return {
      baseUrl,
      caller: [...(config.modules ?? ["shop"])].join("-"),
      key: config.INTERNAL_KEY,
      observe: (peer, outcome, seconds) => calls.observe({ peer, outcome }, seconds),
      ...guard,
    };
  };
}
