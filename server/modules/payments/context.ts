import type { Clock } from "../../platform/clock.ts";
import type { KeyedSerializer } from "../../platform/concurrency.ts";
import type { Port } from "../../platform/contract/contract.ts";
import type { Db } from "../../platform/db/db.ts";
import { DomainError } from "../../platform/errors.ts";
import type { Log } from "../../platform/log.ts";
import type { Currency } from "../../platform/money.ts";
import type { Sealing } from "../../platform/sealing.ts";
import type { settings } from "../settings/contract.ts";
import type { PaymentMethod } from "./contract.ts";
import type { PaymentMeasures } from "./metrics.ts";
import type { PaymentProvider } from "./provider.ts";

/** What the use cases of this module need. */
export interface PaymentsContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  /** By name: all that an attempt may have. */
  readonly providers: ReadonlyMap<string, PaymentProvider>;
  /** What new attempts use, by the method that the shopper chooses; the first by default. */
  readonly offered: ReadonlyMap<PaymentMethod, PaymentProvider>;
  readonly currency: Currency;
  readonly settings: Port<typeof settings>;
  /** Runs work on one payment one after the other, in this process. */
  readonly oneByOne: KeyedSerializer;
  readonly measures: PaymentMeasures;
  /** Numbers of cash receipts are stored sealed. */
  readonly sealing: Sealing;
  /** From this sum on a transfer gets a cash receipt although its buyer asked for none; 0: none does. */
  readonly receipts: { readonly voluntaryFrom: number };
  /** How long a webhook is remembered, milliseconds. */
  readonly webhookMs: number;
}

/** Throws PAYMENT_NOT_FOUND for a provider that the settings do not name. */
export const providerOf = ({ providers }: PaymentsContext, name: string): PaymentProvider =>
  getProvider(providers, name);

export function getProvider(providers: PaymentsContext["providers"], name: string): PaymentProvider {
  const provider = providers.get(name);
  if (!provider) throw new DomainError("PAYMENT_NOT_FOUND");
  return provider;
}
