/** What is wrong with the settings of payment providers beyond their schema. Pure. */

/** What a provider with an address of its own needs. Without an address, the sandbox serves. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  TOSS: ["TOSS_SECRET_KEY", "TOSS_CLIENT_KEY"],
  PORTONE: ["PORTONE_API_SECRET", "PORTONE_STORE_ID", "PORTONE_CHANNEL_KEY", "PORTONE_WEBHOOK_SECRET"],
  STRIPE: ["STRIPE_SECRET_KEY", "STRIPE_PUBLISHABLE_KEY", "STRIPE_WEBHOOK_SECRET"],
};

type Values = Readonly<Record<string, unknown>>;

export function paymentProblems(values: Values, names: readonly string[]): string[] {
  const problems: string[] = [];
  if (new Set(names).size < names.length) problems.push("PAYMENT_PROVIDERS names a provider twice");
  for (const name of ["PORTONE", "STRIPE"])
    if (names.includes(name.toLowerCase()) && !(values[`${name}_URL`] ?? values.SANDBOX_URL))
      problems.push(`PAYMENT_PROVIDERS: ${name.toLowerCase()} needs SANDBOX_URL or ${name}_URL`);
  for (const [name, needed] of Object.entries(NEEDS)) {
    const missing = values[`${name}_URL`] ? needed.filter((key) => !values[key]) : [];
    if (missing.length > 0) problems.push(`${missing.join(" and ")}: needed to use ${name}_URL`);
  }
  problems.push(...stripeKeyProblems(values));
  return problems;
}

/** A mix of test and live keys opens a window that cannot pay. */
function stripeKeyProblems({ STRIPE_URL, STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY }: Values): string[] {
  const isLive = (key: unknown) => /^[prs]k_live_/.test(String(key));
  const secret = isLive(STRIPE_SECRET_KEY);
  if (secret && !STRIPE_URL)
    return ["STRIPE_SECRET_KEY is a live key, but without STRIPE_URL the sandbox is used"];
  const differ = STRIPE_SECRET_KEY && STRIPE_PUBLISHABLE_KEY && isLive(STRIPE_PUBLISHABLE_KEY) !== secret;
  return differ ? ["STRIPE_SECRET_KEY and STRIPE_PUBLISHABLE_KEY: one is a live key, the other is not"] : [];
}
