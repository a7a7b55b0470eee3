import { newId } from "../../../platform/ids.ts";
import { emailKey, EMAIL_PATTERN } from "../accounts/email.ts";
import * as queries from "../accounts/queries.ts";
import type { MembersContext } from "../context.ts";
import { hashPassword, readPassword } from "../passwords/hashing.ts";

export interface FirstOwner {
  readonly email: string;
  readonly password: string | undefined;
}

/**
 * Makes the shop's first owner. A shop that has an owner, and an account that exists, are left as they are: an owner who
 * changed e-mail or password must not find the old ones working again after a restart. Safe in several processes at once.
 */
export async function ensureOwner(members: MembersContext, { email, password }: FirstOwner): Promise<void> {
  const { db, clock, log } = members;
  const key = emailKey(email);
  const owners = await db.rows(queries.findOwners, {});
  if (owners.length > 0) {
    const asked = password !== undefined && !owners.some((owner) => owner.emailKey === key);
    if (asked) log.warn("the shop has an owner already; no other one is made from OWNER_EMAIL");
    return;
  }
  if (password === undefined) {
    log.warn(
      "the shop has no owner: nobody can sign in to manage it. Set OWNER_EMAIL and OWNER_PASSWORD, then restart",
    );
    return;
  }
  if (!new RegExp(EMAIL_PATTERN, "u").test(email)) throw new Error("OWNER_EMAIL is not an e-mail address");
  const passwordHash = await hashPassword(readPassword(password));
  const now = clock.now();
  const id = newId(now);
  const made = await db.first(queries.insertFirstOwner, {
    id,
    email: email.trim(),
    emailKey: key,
    name: "점주",
    passwordHash,
    now,
  });
  if (made) log.info({ memberId: id }, "the shop's first owner was made");
  else if ((await db.rows(queries.findOwners, {})).length === 0) {
    log.warn("OWNER_EMAIL is the address of an account that is not an owner; it is left as it is");
  }
}
