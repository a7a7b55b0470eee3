import { systemClock } from "./platform/clock.ts";
import type { Config } from "./platform/config.ts";
import { type CircuitBreaker, circuitBreaker } from "./platform/contract/circuit-breaker.ts";
import type { PeerOptions } from "./platform/contract/remote.ts";

/** How to reach the peer that runs a module. Modules of one peer share its circuit breaker. */
export function peerOptions(config: Config): (name: string) => PeerOptions {
  const breakers = new Map<string, CircuitBreaker>();
  return (name) => {
    const baseUrl = config.peers.get(name);
    if (!baseUrl || !config.INTERNAL_KEY)
      throw new Error(`${name} does not run here and PEERS does not say where it does`);
    const breaker = breakers.get(baseUrl) ?? circuitBreaker({ clock: systemClock });
    breakers.set(baseUrl, breaker);
    return {
      baseUrl,
      caller: [...(config.modules ?? ["shop"])].join("-"),
      key: config.INTERNAL_KEY,
      breaker,
    };
  };
}
