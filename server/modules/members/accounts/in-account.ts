import type { Transaction } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { MembersContext } from "../context.ts";
import * as queries from "./profile-queries.ts";

/**
 * A change of what hangs on an account. They come one after the other, so that each counts what the one before it left.
 * Throws UNAUTHENTICATED when the account is gone.
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
