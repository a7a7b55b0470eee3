import type { Transaction } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { Members } from "../members.ts";
import * as queries from "../profile-queries.ts";

/** Throws UNAUTHENTICATED when the account is gone although its token is still good. */
export async function getProfile({ db }: Pick<Members, "db">, id: string): Promise<queries.ProfileRow> {
  const [profile] = await db.lookUp(queries.findProfiles, [id]);
  if (!profile) throw new DomainError("UNAUTHENTICATED");
  return profile;
}

/** What is left out stays; a phone of null is removed. */
export interface ProfileChanges {
  readonly name?: string;
  /** E.164. */
  readonly phone?: string | null;
}

export async function updateProfile(
  { db, clock }: Members,
  id: string,
  { name, phone }: ProfileChanges,
): Promise<queries.ProfileRow> {
  const changes = { name: name ?? null, phone: phone ?? null, dropPhone: phone === null };
  const changed = await db.first(queries.updateProfile, { id, ...changes, now: clock.now() });
  if (!changed) throw new DomainError("UNAUTHENTICATED");
  return changed;
}

/**
 * A change of what hangs on an account. They come one after the other, so that each counts what the one before it left.
 * Throws UNAUTHENTICATED when the account is gone.
 */
export function inAccount<Result>(
  { db }: Pick<Members, "db">,
  accountId: string,
  change: (trx: Transaction) => Promise<Result>,
): Promise<Result> {
  return db.transaction(async (trx) => {
    if (!(await trx.first(queries.lockAccount, { accountId }))) throw new DomainError("UNAUTHENTICATED");
    return change(trx);
  });
}
