import { systemClock } from "./platform/clock.ts";
import type { Config } from "./platform/config.ts";
import { type PeerGuard, peerGuard } from "./platform/contract/peer-guard.ts";
import type { PeerOptions } from "./platform/contract/remote.ts";

/** How to reach the peer that runs a module. Modules of one peer share its guard. */
export function peerOptions(config: Config): (name: string) => PeerOptions {
  const guards = new Map<string, PeerGuard>();
  return (name) => {
    const baseUrl = config.peers.get(name);
    if (!baseUrl || !config.INTERNAL_KEY)
      throw new Error(`${name} does not run here and PEERS does not say where it does`);
    const guard = guards.get(baseUrl) ?? peerGuard(systemClock);
    guards.set(baseUrl, guard);
    return {
      baseUrl,
      caller: [...(config.modules ?? ["shop"])].join("-"),
      key: config.INTERNAL_KEY,
      ...guard,
    };
  };
}
