import { createHash } from "node:crypto";
import type { Config } from "../../platform/config.ts";
import type { Send } from "../../platform/http/send.ts";
import { type BankSettings, bankProvider } from "./bank.ts";
import type { PaymentMethod } from "./contract.ts";
import { portoneProvider } from "./portone.ts";
import type { PaymentProvider } from "./provider.ts";
import { HOUR_MS } from "./provider-http.ts";
import { stripeProvider } from "./stripe.ts";
import { type TossSettings, tossProvider } from "./toss.ts";
import type { WindowOpener } from "./window-session.ts";

export interface Providers {
  /** By name: all that an attempt may have. */
  readonly providers: ReadonlyMap<string, PaymentProvider>;
  /** What new attempts use, in the order of the settings. */
  readonly offered: ReadonlyMap<PaymentMethod, PaymentProvider>;
}

/** The providers that the settings name. Without an address of its own a provider is the sandbox's. */
export function paymentProviders(config: Config, send: Send, bank: BankNeeds): Providers {
  const { TOSS_URL, SANDBOX_URL } = config;
  const providers: PaymentProvider[] = [];
  if (TOSS_URL) providers.push(toss(config, send, { name: "toss", apiUrl: TOSS_URL }));
  if (SANDBOX_URL) {
    // Shoppers reach the sandbox's windows through the shop's own address.
    const windowUrl = `${config.PUBLIC_URL}/sandbox/window`;
    providers.push(toss(config, send, { name: "sandbox", apiUrl: SANDBOX_URL, windowUrl }));
  }
  const offered = new Map<PaymentMethod, PaymentProvider>();
  for (const name of config.PAYMENT_PROVIDERS.split(",")) {
    if (name === "portone") offered.set("PORTONE", portone(config, send));
    else if (name === "stripe") offered.set("STRIPE", stripe(config, send));
    else if (providers[0]) offered.set("TOSS", providers[0]);
  }
  // A merchant needs a contract for these at the real providers.
  const transferring = [...offered.values()].find(({ takesTransfers }) => takesTransfers);
  const { ACCOUNT_TRANSFERS = isReal(config, transferring) ? "off" : "on", CURRENCY } = config;
  if (transferring && ACCOUNT_TRANSFERS === "on" && CURRENCY === "KRW") offered.set("TRANSFER", transferring);
  const toToss = offered.get("TOSS");
  const { VIRTUAL_ACCOUNTS = TOSS_URL ? "off" : "on" } = config;
  if (toToss && VIRTUAL_ACCOUNTS === "on") offered.set("VIRTUAL_ACCOUNT", toToss);
  // Listed and taken while the settings of the shop have an account.
  offered.set("BANK_TRANSFER", transfers(config, bank));
  const all = new Set([...providers, ...offered.values()]);
  return { providers: new Map([...all].map((provider) => [provider.name, provider])), offered };
}

/** Whether a provider has an address of its own, and not the sandbox's. */
const isReal = ({ TOSS_URL, PORTONE_URL }: Config, provider?: PaymentProvider): boolean =>
  (provider?.name === "portone" ? PORTONE_URL : TOSS_URL) !== undefined;

type BankNeeds = Pick<BankSettings, "account" | "clock">;

const transfers = ({ PUBLIC_URL, CURRENCY, DEPOSIT_HOURS }: Config, bank: BankNeeds): PaymentProvider =>
  bankProvider({
    publicUrl: PUBLIC_URL,
    currency: CURRENCY,
    depositMs: DEPOSIT_HOURS * HOUR_MS,
    ...bank,
  });

type Address = Pick<TossSettings, "name" | "apiUrl" | "windowUrl">;

const toss = (config: Config, send: Send, address: Address) =>
  tossProvider({ ...sharedSettings(config), ...address }, send);

function portone(config: Config, send: Send): PaymentProvider {
  const { secretKey, publicUrl, timeoutMs } = sharedSettings(config);
  const {
    PORTONE_URL = `${config.SANDBOX_URL}/portone`,
    PORTONE_API_SECRET = secretKey,
    PORTONE_STORE_ID = "store-sandbox",
    PORTONE_CHANNEL_KEY = "channel-key-sandbox",
    PORTONE_WINDOW_HOSTS = "",
    PORTONE_WEBHOOK_SECRET = sandboxWebhookSecret(secretKey),
  } = config;
  return portoneProvider(
    {
      apiUrl: PORTONE_URL,
      apiSecret: PORTONE_API_SECRET,
      webhookSecret: PORTONE_WEBHOOK_SECRET,
      storeId: PORTONE_STORE_ID,
      channelKey: PORTONE_CHANNEL_KEY,
      companyHosts: PORTONE_WINDOW_HOSTS.split(",").filter((host) => host !== ""),
      publicUrl,
      opener: openerOf(config, "portone", config.PORTONE_URL),
      timeoutMs,
    },
    send,
  );
}

function stripe(config: Config, send: Send): PaymentProvider {
  const { secretKey, publicUrl, timeoutMs } = sharedSettings(config);
  const {
    STRIPE_URL = `${config.SANDBOX_URL}/stripe`,
    STRIPE_SECRET_KEY = secretKey,
    STRIPE_PUBLISHABLE_KEY = "pk_test_sandbox",
    STRIPE_WEBHOOK_SECRET = sandboxWebhookSecret(secretKey),
  } = config;
  return stripeProvider(
    {
      apiUrl: STRIPE_URL,
      secretKey: STRIPE_SECRET_KEY,
      publishableKey: STRIPE_PUBLISHABLE_KEY,
      webhookSecret: STRIPE_WEBHOOK_SECRET,
      publicUrl,
      opener: openerOf(config, "stripe", config.STRIPE_URL),
      timeoutMs,
    },
    send,
  );
}

/** A provider with an address of its own has its own script. */
function openerOf(
  { PUBLIC_URL, SANDBOX_SDKS }: Config,
  name: "portone" | "stripe",
  ownUrl: string | undefined,
): WindowOpener {
  if (ownUrl !== undefined) return { by: "script" };
  if (SANDBOX_SDKS === "on") return { by: "stub" };
  return { by: "page", url: `${PUBLIC_URL}/sandbox/${name}/window` };
}

function sharedSettings(config: Config) {
  const { TOSS_SECRET_KEY = "test_sk_sandbox", TOSS_CLIENT_KEY = "test_ck_sandbox" } = config;
  return {
    publicUrl: config.PUBLIC_URL,
    secretKey: TOSS_SECRET_KEY,
    clientKey: TOSS_CLIENT_KEY,
    depositHours: config.DEPOSIT_HOURS,
    timeoutMs: config.PAYMENT_TIMEOUT_MS,
  };
}

/** The sandbox signs with a key of its API key, so that a demo needs no further secret. */
const sandboxWebhookSecret = (secretKey: string): string =>
  `whsec_${createHash("sha256").update(secretKey).digest("base64")}`;
