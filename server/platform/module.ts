/** What a module's `module.ts` hands to the composition. */
import type { AnyContract, Consumers, Port } from "./contract/contract.ts";
import type { App } from "./http/app.ts";
import type { RepeatingJob } from "./jobs/worker.ts";

export interface Module<C extends AnyContract = AnyContract> {
  readonly contract: C;
  /** The implementation of the contract. */
  readonly port: Port<C>;
  readonly consumers: Consumers;
  readonly jobs: readonly RepeatingJob[];
  /** Registers the public routes. */
  routes(app: App): void;
  /** Returns one sentence for each row that breaks an invariant, a hundred at most; none if all is sound. */
  audit(): Promise<string[]>;
}
