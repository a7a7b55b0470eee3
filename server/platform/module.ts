/** What a module's `module.ts` hands to the composition. */
import type { Gauge } from "prom-client";
import type { AnyContract, Consumers, Port } from "./contract/contract.ts";
import type { App } from "./http/app.ts";
import type { RepeatingJob } from "./jobs/worker.ts";

/** What a module's gauges show of its database. The worker that watches reads them every few seconds. */
export interface Figures {
  /** Reads the gauges anew. A few statements that read an index of what is not finished. */
  read(): Promise<void>;
  /** Returns the gauges, which are emptied when they cannot be read, or when another worker reads them. */
  forget(): readonly Pick<Gauge, "reset">[];
}

export interface Module<C extends AnyContract = AnyContract> {
  readonly contract: C;
  /** The implementation of the contract. */
  readonly port: Port<C>;
  readonly consumers: Consumers;
  readonly jobs: readonly RepeatingJob[];
  /** Reads what a process needs before it serves the routes. Until then it is alive, and not ready. */
  warm?(): Promise<void>;
  /** Registers the public routes. */
  routes(app: App): void;
  /** Returns one sentence for each row that breaks an invariant, a hundred at most; none if all is sound. */
  audit(): Promise<string[]>;
  readonly figures?: Figures;
}
