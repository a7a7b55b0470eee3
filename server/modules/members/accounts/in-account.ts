import type { Transaction } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { MembersContext } from "../context.ts";
import * as queries from "./profile-queries.ts";

/**
 * Changes rows that belong to an account. Such changes run one after the other, so that each one counts the
 * rows that the previous one left. Throws UNAUTHENTICATED when the account is deleted or disabled.
 */
export function inAccount<Result>(
  { db }: Pick<MembersContext, "db">,
  accountId: string,
  change: (trx: Transaction) => Promise<Result>,
): Promise<Result> {
  return db.transaction(async (trx) => {
    if (!(await trx.first(queries.lockAccount, { accountId }))) throw new DomainError("UNAUTHENTICATED");
    return change(trx);
  });
}
