/**
 * One-time codes as people type them: of an authenticator app (TOTP, RFC 6238: SHA-1, 6 digits, 30 s, which every app
 * knows) and recovery codes to write down.
 */
import { randomCode } from "../../../platform/ids.ts";
import type { MembersContext } from "../context.ts";

/** Loaded at first use: no start of the shop waits for it. */
const library = () => import("otplib");

const STEP_SECONDS = 30;
const APP_NAME = "Jangteo";

/** 160 random bits in base 32, as apps take them. */
export const newTotpSecret = async (): Promise<string> => (await library()).generateSecret();

/** What the QR code says (`otpauth://totp/…`). */
export async function totpUri(secret: string, email: string): Promise<string> {
  return (await library()).generateURI({ issuer: APP_NAME, label: email, secret });
}

/** The time step (Unix time / 30 s) that a code belongs to: this one or a neighbour, for clocks that differ. Null: wrong. */
export async function stepOf(secret: string, digits: string, now: Date): Promise<number | null> {
  const epoch = Math.floor(now.getTime() / 1000);
  const { verify } = await library();
  const result = await verify({ secret, token: digits, epoch, epochTolerance: STEP_SECONDS });
  return result.valid && "timeStep" in result ? result.timeStep : null;
}

export const RECOVERY_CODES = 10;
/** 60 bits. */
const RECOVERY_LENGTH = 12;

/** `7K3M-Q2ZT-9WXA`, from characters that nobody takes for one another. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () => randomCode(RECOVERY_LENGTH).replaceAll(/(.{4})(?=.)/g, "$1-"));

/** What somebody typed, without what does not matter: spaces, hyphens, case, O for 0. Null: it can be no code. */
export type Code = { readonly kind: "totp" | "recovery"; readonly code: string };

export function readCode(typed: string): Code | null {
  const code = typed.normalize("NFKC").replaceAll(/[\s-]/g, "").toUpperCase();
  if (/^[0-9]{6}$/.test(code)) return { kind: "totp", code };
  const readable = code.replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{12}$/.test(readable) ? { kind: "recovery", code: readable } : null;
}

/** Where the secret of an app is stored, as `sealing` binds it. */
export const totpPlace = (accountId: string): string => `totp:${accountId}`;

/**
 * A keyed hash instead of argon2: a code is 60 random bits, and whoever stole the key beside the database can sign tokens
 * and needs no code. So a wrong code costs no hashing that others would wait for. `code` as `readCode` gives it.
 */
export const recoveryHash = (
  { sealing }: Pick<MembersContext, "sealing">,
  accountId: string,
  code: string,
): Buffer => sealing.fingerprint(`recovery:${accountId}:${code}`);
