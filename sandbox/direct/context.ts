/** The dependencies and settings of the routes and use cases of one direct provider. */
import type { Clock } from "../clock.ts";
import type { Deliveries } from "../deliveries.ts";
import type { Faults, Operation } from "../faults.ts";
import type { Pauses } from "../pauses.ts";
import type { Protocol } from "./protocol.ts";
import type { DirectStore } from "./store.ts";

export interface DirectContext {
  readonly protocol: Protocol;
  readonly store: DirectStore;
  readonly faults: Faults;
  readonly deliveries: Deliveries;
  readonly pauses: Pauses;
  readonly clock: Clock;
  readonly secretKey: string;
  readonly hangMs: number;
  readonly publicUrl: () => string;
  readonly returnOrigins: readonly string[] | null;
}

export type DirectOperation = Exclude<Operation, "confirm" | "receipt" | "receiptCancel">;
