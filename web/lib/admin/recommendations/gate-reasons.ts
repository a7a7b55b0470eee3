/**
 * What the gate says of a model (recommender/pipeline/gate.ts) in the words of staff. What is not among them,
 * such as the message of a failure, stays as it is. Pure.
 */

const patterns = {
  few: /^only (?<count>\d+) questions to judge by; (?<least>\d+) are needed$/,
  popular: /is not 10 % above that of the most popular items/,
  slow: /^p99 of a call is (?<ms>[\d.]+) ms; at most (?<most>[\d.]+) ms$/,
  large: /^the file has \d+ bytes; at most \d+$/,
  worse: /^NDCG@20 changes by /,
  segment: /^visitors with (?<segment>[^:]+): NDCG@20 /,
  narrow: /^lists show [\d.]+ % of the items/,
} as const;
type GateReason = keyof typeof patterns;

/** Null: none of the gate's. */
export function gateReasonOf(text: string): { reason: GateReason; values: Record<string, string> } | null {
  for (const [reason, pattern] of Object.entries(patterns)) {
    const match = pattern.exec(text);
    if (match) return { reason: reason as GateReason, values: { ...match.groups } };
  }
  return null;
}
