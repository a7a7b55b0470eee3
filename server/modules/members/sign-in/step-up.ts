import { DomainError } from "../../../platform/errors.ts";
import type { Origin } from "../../../platform/http/access.ts";
import { type AccountRow, findAccountById } from "../accounts/queries.ts";
import type { MembersContext } from "../context.ts";
import { codeMethods } from "../factors/challenges.ts";
import { getFactors, refusePasswordAlone, type SignedInMember } from "../factors/factors.ts";
import { type AuthenticationProof, openSession, type SignInResult } from "../sessions/open-session.ts";
import { type PasskeyAnswer, passkeyProof, verifyPasskey } from "./passkey-sign-in.ts";
import { codeCounter, passwordCounter, verifyCode, verifyCredentials } from "./verify-credentials.ts";

/** The proof that a signed-in member gives again. */
export type StepUp =
  | { readonly password: string; readonly code?: string }
  | { readonly passkey: PasskeyAnswer };

/**
 * Verifies a proof and replaces the session of the request by a new one. Throws INVALID_CREDENTIALS;
 * SECOND_FACTOR_REQUIRED when the password is correct but a code or a passkey is needed too;
 * TOO_MANY_REQUESTS; and UNAUTHENTICATED when the account or the session has ended meanwhile.
 */
export async function stepUp(
  members: MembersContext,
  { id, sessionId }: SignedInMember,
  input: StepUp,
  origin: Origin,
): Promise<SignInResult> {
  const account = await members.db.first(findAccountById, { id });
  if (!account) throw new DomainError("UNAUTHENTICATED");
  const { verified, proof } =
    "passkey" in input
      ? await withPasskey(members, account, input.passkey, origin)
      : await withPassword(members, account, input, origin);
  const signedIn = await openSession(members, verified, { ...proof, replaces: sessionId }, origin);
  if (!signedIn) throw new DomainError("UNAUTHENTICATED");
  return signedIn;
}

interface StepUpProof {
  /** The account as read before its proof was verified. */
  readonly verified: AccountRow;
  readonly proof: AuthenticationProof;
}

async function withPassword(
  members: MembersContext,
  { id, email }: AccountRow,
  { password, code }: { readonly password: string; readonly code?: string },
  origin: Origin,
): Promise<StepUpProof> {
  const account = await verifyCredentials(members, { email, password }, origin);
  if (account.id !== id) throw new DomainError("UNAUTHENTICATED");
  const ofPassword = passwordCounter(members, email);
  if (!account.totp) {
    await refusePasswordAlone(members, account);
    return {
      verified: account,
      proof: { methods: ["pwd"], whilePasswordUnchanged: true, clears: [ofPassword] },
    };
  }
  if (code === undefined) {
    const { recoveryCodesLeft } = await getFactors(members.db, id);
    throw new DomainError("SECOND_FACTOR_REQUIRED", { methods: codeMethods(recoveryCodesLeft > 0) });
  }
  await verifyCode(members, id, code, origin);
  const clears = [ofPassword, codeCounter(members, id)];
  return { verified: account, proof: { methods: ["pwd", "otp"], whilePasswordUnchanged: true, clears } };
}

async function withPasskey(
  members: MembersContext,
  { id }: AccountRow,
  answer: PasskeyAnswer,
  origin: Origin,
): Promise<StepUpProof> {
  const verified = await verifyPasskey(members, answer, origin);
  if (verified.id !== id) throw new DomainError("INVALID_CREDENTIALS");
  return { verified, proof: passkeyProof(members, verified) };
}
