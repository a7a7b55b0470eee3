/** The authenticator app of an account: set up, proven by a first code, taken off. */
import { DomainError } from "../../../platform/errors.ts";
import type { MembersContext } from "../context.ts";
import { changeAndEndOtherSessions, type SignedInMember } from "./factors.ts";
import { newTotpSecret, stepOf, totpPlace, totpUri } from "./one-time-codes.ts";
import * as queries from "./queries.ts";
import { storeRecoveryCodes } from "./recovery-codes.ts";

/** A secret for the member's app. It counts once a code of it was given; until then an earlier app goes on. */
export async function beginTotp({ db, clock, sealing }: MembersContext, accountId: string) {
  const secret = await newTotpSecret();
  const pendingSecret = sealing.seal(totpPlace(accountId), secret);
  const account = await db.first(queries.upsertPendingTotp, { accountId, pendingSecret, now: clock.now() });
  if (!account) throw new DomainError("UNAUTHENTICATED");
  return { secret, uri: await totpUri(secret, account.email) };
}

/**
 * Turns codes on with a first one, and ends the member's other sessions. Answers the recovery codes, which nobody can read
 * again. Throws INVALID_CREDENTIALS for a wrong code, NOT_FOUND when nothing was begun.
 */
export async function confirmTotp(
  members: MembersContext,
  who: SignedInMember,
  digits: string,
): Promise<string[]> {
  const { clock, sealing } = members;
  const accountId = who.id;
  return changeAndEndOtherSessions(members, who, async (trx) => {
    const pendingSecret = (await trx.first(queries.lockTotp, { accountId }))?.pendingSecret ?? null;
    if (pendingSecret === null) throw new DomainError("NOT_FOUND");
    const now = clock.now();
    // No guess is worth counting: whoever may ask has just been shown the secret.
    const step = await stepOf(sealing.open(totpPlace(accountId), pendingSecret), digits, now);
    if (step === null) throw new DomainError("INVALID_CREDENTIALS");
    await trx.first(queries.confirmTotp, { accountId, pendingSecret, step, now });
    return storeRecoveryCodes(trx, members, accountId);
  });
}

/** Takes the app off, with its recovery codes, and ends the member's other sessions. Throws NOT_FOUND when there is none. */
export async function removeTotp(members: MembersContext, who: SignedInMember): Promise<void> {
  await changeAndEndOtherSessions(members, who, async (trx) => {
    if (!(await trx.first(queries.deleteTotp, { accountId: who.id }))) throw new DomainError("NOT_FOUND");
  });
}
