import { AsyncLocalStorage } from "node:async_hooks";

/**
 * The deadline of the internal call that is being served, Unix milliseconds. Calls on the way inherit it,
 * so that a chain of modules stops working when its first caller has given up. It is stored here and not in
 * the arguments, so that no use case has to pass it on.
 */
const deadlines = new AsyncLocalStorage<number>();

export const withDeadline = <T>(at: number, work: () => T): T => deadlines.run(at, work);

/** The deadline, Unix milliseconds. Infinity outside an internal call: jobs, public requests, start-up. */
export const inheritedDeadline = (): number => deadlines.getStore() ?? Number.POSITIVE_INFINITY;
