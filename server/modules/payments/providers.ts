import type { Config } from "../../platform/config.ts";
import type { Send } from "../../platform/http/send.ts";
import type { PaymentProvider } from "./provider.ts";
import { tossProvider } from "./toss.ts";

/** The providers that the settings name; new attempts use the first. */
export function paymentProviders(config: Config, send: Send): ReadonlyMap<string, PaymentProvider> {
  const {
    SANDBOX_URL,
    TOSS_URL,
    TOSS_SECRET_KEY = "test_sk_sandbox",
    TOSS_CLIENT_KEY = "test_ck_sandbox",
  } = config;
  const shared = {
    publicUrl: config.PUBLIC_URL,
    secretKey: TOSS_SECRET_KEY,
    clientKey: TOSS_CLIENT_KEY,
    timeoutMs: config.PAYMENT_TIMEOUT_MS,
  };
  const providers: PaymentProvider[] = [];
  if (TOSS_URL) providers.push(tossProvider({ ...shared, name: "toss", apiUrl: TOSS_URL }, send));
  if (SANDBOX_URL) {
    // Shoppers reach the sandbox's window through the shop's own address.
    const windowUrl = `${config.PUBLIC_URL}/sandbox/window`;
    providers.push(tossProvider({ ...shared, name: "sandbox", apiUrl: SANDBOX_URL, windowUrl }, send));
  }
  return new Map(providers.map((provider) => [provider.name, provider]));
}
