import { hash, verify } from "@node-rs/argon2";
import { inputError, inputProblem } from "../../../platform/errors.ts";
import { newSecret } from "../../../platform/ids.ts";

/**
 * OWASP's second choice (19 MiB, 2 passes): about 20 ms of one core. The algorithm is argon2id by default.
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Longer input would only be a way to waste CPU time. */
export const MAX_PASSWORD_BYTES = 256;

/**
 * Returns the form that is hashed: NFC, so that 비밀번호 typed on a Mac and on Windows is one password. Nothing
 * is truncated. Throws INVALID_INPUT for more than 256 bytes.
 */
export function readPassword(typed: string): string {
  const password = typed.normalize("NFC");
  if (Buffer.byteLength(password) <= MAX_PASSWORD_BYTES) return password;
  throw inputError([inputProblem("/password", "MAX_BYTES", { limit: MAX_PASSWORD_BYTES })]);
}

/** Returns a PHC string. `password` is a result of `readPassword`. */
export const hashPassword = (password: string): Promise<string> => hash(password, cost);

export type ComparePassword = (passwordHash: string | null, password: string) => Promise<boolean>;

/** A comparison without an account (null) takes as long as one with an account, and is always false. */
export async function passwordComparer(): Promise<ComparePassword> {
  const dummyHash = await hashPassword(newSecret());
  return async (passwordHash, password) => {
    const matches = await verify(passwordHash ?? dummyHash, password);
    return matches && passwordHash !== null;
  };
}

/** Whether a hash was made with lower cost parameters than today's. */
export function isOutdated(passwordHash: string): boolean {
  const [, memory = "0", passes = "0"] = /\$m=(\d+),t=(\d+),p=\d+\$/.exec(passwordHash) ?? [];
  return Number(memory) < cost.memoryCost || Number(passes) < cost.timeCost;
}
