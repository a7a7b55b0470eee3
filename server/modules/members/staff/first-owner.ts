import { readEmail } from "../../../platform/email.ts";
import { newId } from "../../../platform/ids.ts";
import { emailKey } from "../accounts/email.ts";
import * as queries from "../accounts/queries.ts";
import type { MembersContext } from "../context.ts";
import { hashPassword, readPassword } from "../passwords/hashing.ts";

export interface FirstOwner {
  readonly email: string;
  readonly password: string | undefined;
}

/**
 * Makes the shop's first owner. A shop with an owner, and an existing account, stay as they are: after an
 * owner changed the e-mail or password, a restart must not make the old ones work again. Several processes
 * may call this at once.
 */
export async function ensureOwner(members: MembersContext, { email, password }: FirstOwner): Promise<void> {
  const { db, clock, log } = members;
  const key = emailKey(email);
  const owners = await db.rows(queries.findOwners, {});
  if (owners.length > 0) {
    const isOtherOwner = password !== undefined && !owners.some((owner) => owner.emailKey === key);
    if (isOtherOwner) log.warn("the shop has an owner already; no other one is made from OWNER_EMAIL");
    return;
  }
  if (password === undefined) {
    log.warn(
      "the shop has no owner: nobody can sign in to manage it. " +
        "Set OWNER_EMAIL and OWNER_PASSWORD, then restart",
    );
    return;
  }
  const address = readEmail(email);
  if (address === null) throw new Error("OWNER_EMAIL is not an e-mail address");
  const passwordHash = await hashPassword(readPassword(password));
  const now = clock.now();
  const id = newId(now);
  const inserted = await db.first(queries.insertFirstOwner, {
    id,
    email: address,
    emailKey: key,
    name: "점주",
    passwordHash,
    now,
  });
  if (inserted) log.info({ memberId: id }, "the shop's first owner was made");
  else if ((await db.rows(queries.findOwners, {})).length === 0) {
    log.warn("OWNER_EMAIL is the address of an account that is not an owner; it is left as it is");
  }
}
