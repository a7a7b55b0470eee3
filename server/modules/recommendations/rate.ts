/** How many events a network may send. Pure. */

/** Many phones share the address of their carrier: 20 pages a second of five events each. */
const PER_SECOND = 100;
const BURST = 1_500;
/** Networks that are remembered; then all begin anew, which lets some send a burst more. */
const MOST_NETWORKS = 50_000;

interface Bucket {
  left: number;
  at: number;
}

/** Returns a function that says whether a network may send so many events now (milliseconds). */
export function rateLimit(): (network: string, events: number, nowMs: number) => boolean {
  const buckets = new Map<string, Bucket>();
  return (network, events, nowMs) => {
    if (buckets.size > MOST_NETWORKS) buckets.clear();
    const bucket = buckets.get(network) ?? { left: BURST, at: nowMs };
    bucket.left = Math.min(BURST, bucket.left + (Math.max(0, nowMs - bucket.at) / 1_000) * PER_SECOND);
    bucket.at = nowMs;
    buckets.set(network, bucket);
    if (bucket.left < events) return false;
    bucket.left -= events;
    return true;
  };
}
