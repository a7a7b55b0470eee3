import { randomBytes } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { Fresh } from "./payments.ts";

/** The time, and identifiers cut from one draw of the system's generator (128 bits for each that must not be guessed). */
export function fresh(clock: Clock): Fresh {
  const random = randomBytes(40);
  return {
    now: clock.now().getTime(),
    transactionKey: random.toString("hex", 0, 16).toUpperCase(),
    secret: `ps_${random.toString("base64url", 16, 32)}`,
    accountNumber: `X${String(random.readBigUInt64LE(32) % 10n ** 13n).padStart(13, "0")}`,
  };
}

/** Unguessable, and far below the protocol's 200 characters. */
export const newPaymentKey = (): string => `tviva_sbx_${randomBytes(18).toString("base64url")}`;
