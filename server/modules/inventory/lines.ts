import type { ReserveInput } from "./contract.ts";

type Line = ReserveInput["lines"][number];

/** Two lines of one variant must be judged together: each variant once, with the sum of its quantities. */
export function mergeLines(lines: readonly Line[]): Line[] {
  const sums = new Map<string, number>();
  for (const { variantId, quantity } of lines) sums.set(variantId, (sums.get(variantId) ?? 0) + quantity);
  return [...sums].map(([variantId, quantity]) => ({ variantId, quantity }));
}
