/** The authenticator app of an account: set-up, confirmation by a first code, removal. */
import { DomainError } from "../../../platform/errors.ts";
import type { Language } from "../../../platform/language.ts";
import type { MembersContext } from "../context.ts";
import { changeAndEndOtherSessions, type SignedInMember } from "./factors.ts";
import { newTotpSecret, stepOf, totpPlace, totpUri } from "./one-time-codes.ts";
import * as queries from "./queries.ts";
import { storeRecoveryCodes } from "./recovery-codes.ts";

/**
 * Returns a secret for the member's app. It is used once a code confirms it; until then an earlier app stays
 * in use.
 */
export async function beginTotp(members: MembersContext, accountId: string, language: Language) {
  const { db, clock, sealing, shopSettings } = members;
  const shop = await shopSettings.shopName({});
  const secret = await newTotpSecret();
  const pendingSecret = sealing.seal(totpPlace(accountId), secret);
  const account = await db.first(queries.upsertPendingTotp, { accountId, pendingSecret, now: clock.now() });
  if (!account) throw new DomainError("UNAUTHENTICATED");
  return { secret, uri: await totpUri(shop[language], secret, account.email) };
}

/**
 * Turns codes on with a first code, and ends the member's other sessions. Returns the recovery codes, which
 * cannot be read again. Throws INVALID_CREDENTIALS for a wrong code, NOT_FOUND when no set-up was begun.
 */
export async function confirmTotp(
  members: MembersContext,
  member: SignedInMember,
  digits: string,
): Promise<string[]> {
  const { clock, sealing } = members;
  const accountId = member.id;
  return changeAndEndOtherSessions(members, member, async (trx) => {
    const pendingSecret = (await trx.first(queries.lockTotp, { accountId }))?.pendingSecret ?? null;
    if (pendingSecret === null) throw new DomainError("NOT_FOUND");
    const now = clock.now();
    // Guesses are not counted: a client that may confirm has just received the secret.
    const step = await stepOf(sealing.open(totpPlace(accountId), pendingSecret), digits, now);
    if (step === null) throw new DomainError("INVALID_CREDENTIALS");
    await trx.first(queries.confirmTotp, { accountId, pendingSecret, step, now });
    return storeRecoveryCodes(trx, members, accountId);
  });
}

/**
 * Removes the app with its recovery codes, and ends the member's other sessions. Throws NOT_FOUND without an
 * app.
 */
export async function removeTotp(members: MembersContext, member: SignedInMember): Promise<void> {
  await changeAndEndOtherSessions(members, member, async (trx) => {
    if (!(await trx.first(queries.deleteTotp, { accountId: member.id }))) throw new DomainError("NOT_FOUND");
  });
}
