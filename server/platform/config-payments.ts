/** The settings of payment providers, and what is wrong with them beyond their schema. Pure. */
import { Type } from "typebox";

export const Url = Type.String({
  pattern: "^https?://[^\\s]+$",
  description: "an http(s) address such as https://shop.example",
  isAddress: true,
});
const WebhookSecret = Type.String({
  pattern: "^whsec_.{16,}$",
  description: "a secret that begins with whsec_",
});

export const paymentSettings = {
  PAYMENT_PROVIDERS: Type.String({
    default: "toss",
    pattern: "^(toss|portone|stripe)(,(toss|portone|stripe)){0,2}$",
    description: "toss, portone, stripe, or some of them with commas; the first is used by default",
  }),
  ACCOUNT_TRANSFERS: Type.Optional(
    Type.Enum(["on", "off"], {
      description:
        "on or off: Toss, or else PortOne, also takes transfers from bank accounts at once; without it, " +
        "the sandbox does and real ones not",
    }),
  ),
  VIRTUAL_ACCOUNTS: Type.Optional(
    Type.Enum(["on", "off"], {
      description: "on or off: Toss also opens virtual accounts; without it, the sandbox does and Toss not",
    }),
  ),
  DEPOSIT_HOURS: Type.Integer({
    default: 72,
    minimum: 1,
    maximum: 720,
    description: "1 to 720 hours that an order waits for the deposit to a bank account",
  }),
  TOSS_URL: Type.Optional(Url),
  TOSS_SECRET_KEY: Type.Optional(Type.String()),
  TOSS_CLIENT_KEY: Type.Optional(Type.String()),
  // Without an address, the sandbox is used.
  PORTONE_URL: Type.Optional(Url),
  PORTONE_API_SECRET: Type.Optional(Type.String()),
  PORTONE_STORE_ID: Type.Optional(Type.String()),
  PORTONE_CHANNEL_KEY: Type.Optional(Type.String()),
  PORTONE_WINDOW_HOSTS: Type.Optional(
    Type.String({
      pattern: "^https://[a-z0-9*.-]+(,https://[a-z0-9*.-]+)*$",
      description: "hosts of PortOne's payment company that its window needs: https://*.tosspayments.com",
    }),
  ),
  PORTONE_WEBHOOK_SECRET: Type.Optional(WebhookSecret),
  STRIPE_URL: Type.Optional(Url),
  STRIPE_SECRET_KEY: Type.Optional(Type.String()),
  STRIPE_PUBLISHABLE_KEY: Type.Optional(Type.String()),
  STRIPE_WEBHOOK_SECRET: Type.Optional(WebhookSecret),
  SANDBOX_SDKS: Type.Enum(["on", "off"], {
    default: "off",
    description:
      "on or off: the sandbox's PortOne and Stripe open by stubs of their scripts, as real ones do",
  }),
  VOLUNTARY_RECEIPTS_FROM: Type.Integer({
    default: 100_000,
    minimum: 0,
    description: "won of a transfer that gets a cash receipt although the buyer gave no number; 0: none",
  }),
  PAYMENT_TIMEOUT_MS: Type.Integer({ default: 30_000, minimum: 100, description: "milliseconds" }),
};

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
