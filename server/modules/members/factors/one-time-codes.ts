/**
 * One-time codes that members type: codes of an authenticator app (TOTP, RFC 6238: SHA-1, 6 digits, 30 s,
 * which every app supports), and recovery codes to write down.
 */
import { randomCode } from "../../../platform/ids.ts";
import type { MembersContext } from "../context.ts";

/** Loaded at first use, so that the start of the shop does not wait for it. */
const library = () => import("otplib");

const STEP_SECONDS = 30;

/** 160 random bits in base 32, the form that apps accept. */
export const newTotpSecret = async (): Promise<string> => (await library()).generateSecret();

/** The content of the QR code (`otpauth://totp/…`). Apps list the code under the shop's name. */
export async function totpUri(shopName: string, secret: string, email: string): Promise<string> {
  return (await library()).generateURI({ issuer: shopName, label: email, secret });
}

/**
 * Returns the time step (Unix time / 30 s) of a code: the current one or a neighbour, for clock drift. Null:
 * wrong code.
 */
export async function stepOf(secret: string, digits: string, now: Date): Promise<number | null> {
  const epoch = Math.floor(now.getTime() / 1000);
  const { verify } = await library();
  const result = await verify({ secret, token: digits, epoch, epochTolerance: STEP_SECONDS });
  return result.valid && "timeStep" in result ? result.timeStep : null;
}

export const RECOVERY_CODES = 10;
/** 60 bits. */
const RECOVERY_LENGTH = 12;

/** `7K3M-Q2ZT-9WXA`, without characters that look alike. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () => randomCode(RECOVERY_LENGTH).replaceAll(/(.{4})(?=.)/g, "$1-"));

export type Code = { readonly kind: "totp" | "recovery"; readonly code: string };

/**
 * Normalises typed text: spaces, hyphens, case and O for 0 do not matter. Returns null for text that is no
 * code.
 */
export function readCode(typed: string): Code | null {
  const code = typed.normalize("NFKC").replaceAll(/[\s-]/g, "").toUpperCase();
  if (/^[0-9]{6}$/.test(code)) return { kind: "totp", code };
  const readable = code.replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{12}$/.test(readable) ? { kind: "recovery", code: readable } : null;
}

/** The place to which `sealing` binds the secret of an app. */
export const totpPlace = (accountId: string): string => `totp:${accountId}`;

/**
 * A keyed hash instead of argon2: a code is 60 random bits, and a thief of both key and database can sign
 * tokens and needs no code. So a wrong code does not occupy the hashing queue. `code` is a result of
 * `readCode`.
 */
export const recoveryHash = (
  { sealing }: Pick<MembersContext, "sealing">,
  accountId: string,
  code: string,
): Buffer => sealing.fingerprint(`recovery:${accountId}:${code}`);
