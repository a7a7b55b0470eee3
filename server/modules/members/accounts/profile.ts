import { DomainError } from "../../../platform/errors.ts";
import type { MembersContext } from "../context.ts";
import type { Recipient } from "../contract.ts";
import * as queries from "./profile-queries.ts";

/** Throws UNAUTHENTICATED when the account is deleted although its token is still valid. */
export async function getProfile(
  { db }: Pick<MembersContext, "db">,
  id: string,
): Promise<queries.ProfileRow> {
  const [profile] = await db.lookUp(queries.findProfiles, [id]);
  if (!profile) throw new DomainError("UNAUTHENTICATED");
  return profile;
}

/** How other modules reach a member. Null: the account is deleted or disabled. */
export async function recipientOf({ db }: Pick<MembersContext, "db">, id: string): Promise<Recipient | null> {
  const [found] = await db.lookUp(queries.findRecipients, [id]);
  if (!found) return null;
  const { id: _id, ...recipient } = found;
  return recipient;
}

/** Omitted fields stay as they are; a null phone is deleted. */
export interface ProfileChanges {
  readonly name?: string;
  /** E.164. */
  readonly phone?: string | null;
  readonly orderMessages?: Recipient["orderMessages"];
}

export async function updateProfile(
  { db, clock }: MembersContext,
  id: string,
  { name, phone, orderMessages }: ProfileChanges,
): Promise<queries.ProfileRow> {
  const changes = { name: name ?? null, phone: phone ?? null, dropPhone: phone === null };
  const choice = { orderMessages: orderMessages ?? null };
  const changed = await db.first(queries.updateProfile, { id, ...changes, ...choice, now: clock.now() });
  if (!changed) throw new DomainError("UNAUTHENTICATED");
  return changed;
}
