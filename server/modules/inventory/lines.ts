import type { ReserveInput } from "./contract.ts";

type Line = ReserveInput["lines"][number];

/** Returns each variant once, with the sum of its quantities: lines of one variant are reserved together. */
export function mergeLines(lines: readonly Line[]): Line[] {
  const sums = new Map<string, number>();
  for (const { variantId, quantity } of lines) sums.set(variantId, (sums.get(variantId) ?? 0) + quantity);
  return [...sums].map(([variantId, quantity]) => ({ variantId, quantity }));
}
