import type { Clock } from "../clock.ts";
import type { Faults } from "../faults.ts";
import type { Pauses } from "../pauses.ts";
import type { Store } from "./store.ts";
import type { Webhooks } from "./webhooks.ts";

/** The dependencies and settings of the routes and use cases. */
export interface TossContext {
  readonly store: Store;
  readonly faults: Faults;
  readonly webhooks: Webhooks;
  readonly pauses: Pauses;
  readonly clock: Clock;
  /** Duration of `hang-then-effect` when the mode names none. */
  readonly hangMs: number;
  readonly secretKey: string;
  readonly clientKey: string;
  /** Without a slash at the end. A function, because a free port is only known once the program listens. */
  readonly publicUrl: () => string;
  /** Origins that the window may return to; null means the public one and this machine's. */
  readonly returnOrigins: readonly string[] | null;
}
