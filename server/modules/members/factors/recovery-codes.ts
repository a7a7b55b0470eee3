import type { Transaction } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { MembersContext } from "../context.ts";
import { newRecoveryCodes, readCode, recoveryHash } from "./one-time-codes.ts";
import * as queries from "./queries.ts";

/**
 * Ten new codes in the place of the old ones; they are shown once. Other sessions go on: nobody holds less than before.
 * Throws NOT_FOUND for an account without an app.
 */
export const renewRecoveryCodes = (members: MembersContext, accountId: string): Promise<string[]> =>
  members.db.transaction(async (trx) => {
    const totp = await trx.first(queries.lockTotp, { accountId });
    if (!totp?.secret) throw new DomainError("NOT_FOUND");
    await trx.rows(queries.publishRecoveryCodesRenewed, { accountId });
    return storeRecoveryCodes(trx, members, accountId);
  });

/** To be called by the holder of `lockTotp`: two sets at once would both be good. */
export async function storeRecoveryCodes(
  trx: Transaction,
  { clock, sealing }: MembersContext,
  accountId: string,
): Promise<string[]> {
  const codes = newRecoveryCodes();
  const hashes = codes.map((code) => recoveryHash({ sealing }, accountId, readCode(code)?.code ?? code));
  await trx.rows(queries.replaceRecoveryCodes, { accountId, hashes, now: clock.now() });
  return codes;
}
