import { AsyncLocalStorage } from "node:async_hooks";

/**
 * The moment (Unix milliseconds) after which nobody waits for the answer of the internal call being served. Calls made
 * on the way inherit it, so that a chain of modules never works for a caller that has given up. It travels beside the
 * business arguments because no use case should have to hand it on.
 */
const deadlines = new AsyncLocalStorage<number>();

export const withDeadline = <T>(at: number, work: () => T): T => deadlines.run(at, work);

/** Infinity where nothing is being served: jobs, public requests, start-up. */
export const inheritedDeadline = (): number => deadlines.getStore() ?? Number.POSITIVE_INFINITY;
