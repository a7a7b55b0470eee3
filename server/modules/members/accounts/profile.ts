import { DomainError } from "../../../platform/errors.ts";
import type { MembersContext } from "../context.ts";
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

/** Omitted fields stay as they are; a null phone is deleted. */
export interface ProfileChanges {
  readonly name?: string;
  /** E.164. */
  readonly phone?: string | null;
}

export async function updateProfile(
  { db, clock }: MembersContext,
  id: string,
  { name, phone }: ProfileChanges,
): Promise<queries.ProfileRow> {
  const changes = { name: name ?? null, phone: phone ?? null, dropPhone: phone === null };
  const changed = await db.first(queries.updateProfile, { id, ...changes, now: clock.now() });
  if (!changed) throw new DomainError("UNAUTHENTICATED");
  return changed;
}
