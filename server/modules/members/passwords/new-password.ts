import { type InputProblem, inputError } from "../../../platform/errors.ts";
import type { MembersContext } from "../context.ts";
import { commonPasswords } from "./common-passwords.ts";
import { hashPassword } from "./hashing.ts";
import { describeFault, findPasswordFault, type PasswordContext } from "./policy.ts";

export interface NewPassword {
  /** As typed. */
  readonly password: string;
  readonly context: PasswordContext;
  /** Where it stands in the input. */
  readonly pointer: string;
}

/** What is wrong with a new password, or null. */
export async function findPasswordProblem(
  { settings }: Pick<MembersContext, "settings">,
  { password, context, pointer }: NewPassword,
): Promise<InputProblem | null> {
  const policy = settings.passwordPolicy;
  const fault = findPasswordFault(password.normalize("NFC"), context, {
    policy,
    common: await commonPasswords(),
  });
  return fault && describeFault(fault, pointer, policy);
}

/** The hash of a new password, made when its turn has come. Throws INVALID_INPUT when it is not good enough. */
export async function validateAndHash(members: MembersContext, chosen: NewPassword): Promise<string> {
  const problem = await findPasswordProblem(members, chosen);
  if (problem) throw inputError([problem]);
  return hashNewPassword(members, chosen.password);
}

/** For a password that was judged already. */
export const hashNewPassword = (
  { limitHashing: takeTurn }: Pick<MembersContext, "limitHashing">,
  password: string,
): Promise<string> => takeTurn(() => hashPassword(password.normalize("NFC")));
