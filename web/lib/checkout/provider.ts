import type { PaymentProvider } from "../api/types.ts";

const providers: readonly PaymentProvider[] = ["sandbox", "toss", "portone", "stripe", "bank"];

/** The provider that a return address names; Toss's addresses name none. */
export const readProvider = (name: string | null): PaymentProvider =>
  providers.find((provider) => provider === name) ?? "sandbox";
