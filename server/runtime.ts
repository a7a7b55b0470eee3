import type { Clock } from "./platform/clock.ts";
import type { Config } from "./platform/config.ts";
import type { Log } from "./platform/log.ts";
import type { Metrics } from "./platform/metrics.ts";

/** What one process of the shop runs with. */
export interface Runtime {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** What a shop is composed with: an audit or a test composes one without a process around it. */
export type ComposeRuntime = Omit<Runtime, "metrics"> & Partial<Pick<Runtime, "metrics">>;
