/** How many connections a process may have. `npm run kit` counts them for a whole cluster. Pure. */

/** Of the main pool, where `DATABASE_POOL` says nothing. */
export const DEFAULT_POOL_SIZE = 12;

/** One for each of the four jobs that a worker runs at a time, and the one that listens for new jobs. */
const RELAXED_LEAST = 5;

/** Of the pool for what need not wait for the disk, beside a main pool of `size`. */
export const relaxedSizeOf = (size: number): number => Math.max(RELAXED_LEAST, Math.ceil(size / 2));

/** Of a process: both pools, and one that listens for changes. */
export const connectionsOf = (size: number): number => size + relaxedSizeOf(size) + 1;
