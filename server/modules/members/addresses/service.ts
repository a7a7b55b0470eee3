/** Address books: at most 20 addresses, and exactly one default as soon as there is any address. */
import { DomainError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { inAccount } from "../accounts/in-account.ts";
import type { MembersContext } from "../context.ts";
import * as queries from "./queries.ts";

/** More than a household needs, and few enough for one page. */
export const MAX_ADDRESSES = 20;

export const listAddresses = (
  { db }: Pick<MembersContext, "db">,
  accountId: string,
): Promise<queries.AddressRow[]> => db.rows(queries.listAddresses, { accountId, limit: MAX_ADDRESSES });

/** Throws NOT_FOUND for an address that is not the member's. */
export async function getAddress(
  members: Pick<MembersContext, "db">,
  accountId: string,
  id: string,
): Promise<queries.AddressRow> {
  const address = (await listAddresses(members, accountId)).find((each) => each.id === id);
  if (!address) throw new DomainError("NOT_FOUND");
  return address;
}

/** Throws ADDRESS_LIMIT when the book is full. */
export function addAddress(
  members: MembersContext,
  accountId: string,
  fields: queries.AddressFields,
  isDefault: boolean,
): Promise<queries.AddressRow> {
  return inAccount(members, accountId, async (trx) => {
    const now = members.clock.now();
    const id = newId(now);
    if (isDefault) await trx.rows(queries.clearDefault, { accountId, except: id });
    const added = await trx.first(queries.insertAddress, {
      ...fields,
      id,
      accountId,
      isDefault,
      now,
      maxAddresses: MAX_ADDRESSES,
    });
    if (!added) throw new DomainError("ADDRESS_LIMIT", { most: MAX_ADDRESSES });
    return added;
  });
}

/** Omitted fields stay as they are. Throws NOT_FOUND for an address that is not the member's. */
export function updateAddress(
  members: MembersContext,
  accountId: string,
  id: string,
  changes: Partial<queries.AddressFields>,
  makeDefault: boolean,
): Promise<queries.AddressRow> {
  return inAccount(members, accountId, async (trx) => {
    if (makeDefault) await trx.rows(queries.clearDefault, { accountId, except: id });
    const changed = await trx.first(queries.updateAddress, {
      id,
      accountId,
      changes: JSON.stringify(changes),
      makeDefault,
      now: members.clock.now(),
    });
    if (!changed) throw new DomainError("NOT_FOUND");
    return changed;
  });
}

/**
 * After the default is removed, the newest remaining address becomes the default. Throws NOT_FOUND as
 * `updateAddress`.
 */
export function removeAddress(members: MembersContext, accountId: string, id: string): Promise<void> {
  return inAccount(members, accountId, async (trx) => {
    const removed = await trx.first(queries.deleteAddress, { id, accountId });
    if (!removed) throw new DomainError("NOT_FOUND");
    if (removed.isDefault) await trx.rows(queries.makeNewestDefault, { accountId, now: members.clock.now() });
  });
}
