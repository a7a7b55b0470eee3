import { randomBytes } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { NewTransaction } from "./payments.ts";

/** All identifiers come from one read of the system's generator; each secret one has 128 bits. */
export function newTransaction(clock: Clock): NewTransaction {
  const random = randomBytes(40);
  return {
    now: clock.now().getTime(),
    transactionKey: random.toString("hex", 0, 16).toUpperCase(),
    secret: `ps_${random.toString("base64url", 16, 32)}`,
    accountNumber: `X${String(random.readBigUInt64LE(32) % 10n ** 13n).padStart(13, "0")}`,
  };
}

/** Unguessable, and far shorter than the protocol's limit of 200 characters. */
export const newPaymentKey = (): string => `tviva_sbx_${randomBytes(18).toString("base64url")}`;
