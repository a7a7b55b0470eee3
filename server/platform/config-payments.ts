/** What is wrong with the settings of payment providers beyond their schema. Pure. */

/** The windows of these providers are the sandbox's: money of a real account must not depend on them. */
const REAL_PROVIDERS = ["api.stripe.com", "api.portone.io"];

export function paymentProblems(
  values: Readonly<Record<string, unknown>>,
  names: readonly string[],
): string[] {
  const problems: string[] = [];
  if (new Set(names).size < names.length) problems.push("PAYMENT_PROVIDERS names a provider twice");
  for (const name of ["PORTONE", "STRIPE"]) {
    const url = values[`${name}_URL`] ?? values.SANDBOX_URL;
    if (names.includes(name.toLowerCase()) && url === undefined)
      problems.push(`PAYMENT_PROVIDERS: ${name.toLowerCase()} needs SANDBOX_URL or ${name}_URL`);
    if (REAL_PROVIDERS.includes(URL.parse(String(values[`${name}_URL`]))?.hostname ?? ""))
      problems.push(`${name}_URL: the shop has no payment window for the real ${name} yet; use the sandbox`);
  }
  if (/^[sr]k_live_/.test(String(values.STRIPE_SECRET_KEY)))
    problems.push(
      "STRIPE_SECRET_KEY is a live key, but the shop has no payment window for the real STRIPE yet",
    );
  return problems;
}
