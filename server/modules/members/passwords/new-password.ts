import { type InputProblem, inputError } from "../../../platform/errors.ts";
import type { MembersContext } from "../context.ts";
import { commonPasswords } from "./common-passwords.ts";
import { hashPassword } from "./hashing.ts";
import { describeFault, findPasswordFault, type PasswordContext } from "./policy.ts";

export interface NewPassword {
  /** As typed. */
  readonly password: string;
  readonly context: PasswordContext;
  /** JSON pointer to it in the request's body. */
  readonly pointer: string;
}

/** Returns why a new password is refused, or null. */
export async function findPasswordProblem(
  { settings, shopSettings }: Pick<MembersContext, "settings" | "shopSettings">,
  { password, context, pointer }: NewPassword,
): Promise<InputProblem | null> {
  const policy = settings.passwordPolicy;
  const [common, shop] = await Promise.all([commonPasswords(), shopSettings.shopName({})]);
  const fault = findPasswordFault(password.normalize("NFC"), context, {
    policy,
    common,
    shopNames: [shop.ko, shop.en],
  });
  return fault && describeFault(fault, pointer, policy);
}

/**
 * Returns the hash of a new password, within the concurrency limit. Throws INVALID_INPUT for a weak password.
 */
export async function validateAndHash(members: MembersContext, newPassword: NewPassword): Promise<string> {
  const problem = await findPasswordProblem(members, newPassword);
  if (problem) throw inputError([problem]);
  return hashNewPassword(members, newPassword.password);
}

/** For a password that has been validated. */
export const hashNewPassword = (
  { limitHashing }: Pick<MembersContext, "limitHashing">,
  password: string,
): Promise<string> => limitHashing(() => hashPassword(password.normalize("NFC")));
