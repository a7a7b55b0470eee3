/** The split of an amount into price without tax and tax, as Toss does it: integers in minor units. */
interface VatSplit {
  readonly suppliedAmount: number;
  readonly vat: number;
}

/**
 * The supplied amount is the taxable part divided by 1.1, rounded half up. The tax is the rest, so that both
 * always add up to the taxable part. Integer arithmetic: 15000 → 13636 + 1364.
 */
export function splitVat(taxable: number): VatSplit {
  const suppliedAmount = Math.floor((10 * taxable + 5) / 11);
  return { suppliedAmount, vat: taxable - suppliedAmount };
}
