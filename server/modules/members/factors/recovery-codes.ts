import type { Transaction } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { MembersContext } from "../context.ts";
import { newRecoveryCodes, readCode, recoveryHash } from "./one-time-codes.ts";
import * as queries from "./queries.ts";

/**
 * Replaces the recovery codes by ten new ones, which are shown once. Other sessions continue, because no
 * factor is removed or added. Throws NOT_FOUND for an account without an app.
 */
export const renewRecoveryCodes = (members: MembersContext, accountId: string): Promise<string[]> =>
  members.db.transaction(async (trx) => {
    const totp = await trx.first(queries.lockTotp, { accountId });
    if (!totp?.secret) throw new DomainError("NOT_FOUND");
    await trx.rows(queries.publishRecoveryCodesRenewed, { accountId });
    return storeRecoveryCodes(trx, members, accountId);
  });

/** The transaction must hold `lockTotp`: otherwise two concurrent sets would both be valid. */
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
