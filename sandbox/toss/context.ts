import type { Clock } from "../clock.ts";
import type { Pauses } from "../pauses.ts";
import type { Faults } from "./faults.ts";
import type { Store } from "./store.ts";
import type { Webhooks } from "./webhooks.ts";

/** What the routes and use cases work with. */
export interface TossContext {
  readonly store: Store;
  readonly faults: Faults;
  readonly webhooks: Webhooks;
  readonly pauses: Pauses;
  readonly clock: Clock;
  /** How long `hang-then-effect` hangs when the mode does not say. */
  readonly hangMs: number;
  readonly secretKey: string;
  readonly clientKey: string;
  /** Without a slash at the end. A function, because a free port is known only when the program listens. */
  readonly publicUrl: () => string;
  /** Origins that the window may return to; null means the public one and this machine's. */
  readonly returnOrigins: readonly string[] | null;
}
