/** Amounts of Kubernetes: `100m` of a CPU, `384Mi` of memory. */

const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  m: 1 / 1000,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** The amount as a number, or undefined when it is none. */
export function amountOf(quantity: unknown): number | undefined {
  if (typeof quantity === "number") return quantity;
  const match = /^([\d.]+)([kmMGT]i?|Ki)?$/.exec(typeof quantity === "string" ? quantity : "");
  const unit = UNITS[match?.[2] ?? ""];
  return match === null || unit === undefined ? undefined : Number(match[1]) * unit;
}

/** Thousandths of a CPU. */
export const cpuOf = (quantity: unknown): number => Math.round((amountOf(quantity) ?? 0) * 1000);

/** Mebibytes. */
export const memoryOf = (quantity: unknown): number => (amountOf(quantity) ?? 0) / 2 ** 20;
