import { DomainError } from "../../../platform/errors.ts";
import type { Origin } from "../../../platform/http/access.ts";
import { type AccountRow, findAccountById } from "../accounts/queries.ts";
import type { MembersContext } from "../context.ts";
import { codeMethods } from "../factors/challenges.ts";
import { getFactors, refusePasswordAlone, type SignedInMember } from "../factors/factors.ts";
import { type AuthenticationProof, openSession, type SignInResult } from "../sessions/open-session.ts";
import { type PasskeyAnswer, passkeyProof, verifyPasskey } from "./passkey-sign-in.ts";
import { codeCounter, passwordCounter, verifyCode, verifyCredentials } from "./verify-credentials.ts";

/** Who is signed in proves it again. */
export type StepUp =
  | { readonly password: string; readonly code?: string }
  | { readonly passkey: PasskeyAnswer };

/**
 * A new session in the place of the one that asks, just proven. Throws INVALID_CREDENTIALS; SECOND_FACTOR_REQUIRED when the
 * password was right and a code (or a passkey) is needed beside it; TOO_MANY_REQUESTS; UNAUTHENTICATED when the account or
 * the session ended meanwhile.
 */
export async function stepUp(
  members: MembersContext,
  { id, sessionId }: SignedInMember,
  given: StepUp,
  origin: Origin,
): Promise<SignInResult> {
  const account = await members.db.first(findAccountById, { id });
  if (!account) throw new DomainError("UNAUTHENTICATED");
  const { proven, proof } =
    "passkey" in given
      ? await withPasskey(members, account, given.passkey, origin)
      : await withPassword(members, account, given, origin);
  const signedIn = await openSession(members, proven, { ...proof, replaces: sessionId }, origin);
  if (!signedIn) throw new DomainError("UNAUTHENTICATED");
  return signedIn;
}

interface Proven {
  /** As it was when it was proven. */
  readonly proven: AccountRow;
  readonly proof: AuthenticationProof;
}

async function withPassword(
  members: MembersContext,
  { id, email }: AccountRow,
  { password, code }: { readonly password: string; readonly code?: string },
  origin: Origin,
): Promise<Proven> {
  const account = await verifyCredentials(members, { email, password }, origin);
  if (account.id !== id) throw new DomainError("UNAUTHENTICATED");
  const ofPassword = passwordCounter(members, email);
  if (!account.totp) {
    await refusePasswordAlone(members, account);
    return {
      proven: account,
      proof: { methods: ["pwd"], whilePasswordUnchanged: true, clears: [ofPassword] },
    };
  }
  if (code === undefined) {
    const { recoveryCodesLeft } = await getFactors(members.db, id);
    throw new DomainError("SECOND_FACTOR_REQUIRED", { methods: codeMethods(recoveryCodesLeft > 0) });
  }
  await verifyCode(members, id, code, origin);
  const clears = [ofPassword, codeCounter(members, id)];
  return { proven: account, proof: { methods: ["pwd", "otp"], whilePasswordUnchanged: true, clears } };
}

async function withPasskey(
  members: MembersContext,
  { id }: AccountRow,
  answer: PasskeyAnswer,
  origin: Origin,
): Promise<Proven> {
  const proven = await verifyPasskey(members, answer, origin);
  if (proven.id !== id) throw new DomainError("INVALID_CREDENTIALS");
  return { proven, proof: passkeyProof(members, proven) };
}
