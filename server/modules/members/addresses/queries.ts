/**
 * Address books. Changes run under the account's lock, so that count and default of a book change one after
 * the other.
 */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";

/** What a member enters, normalised. */
export interface AddressFields {
  readonly label: string | null;
  readonly recipient: string;
  /** E.164. */
  readonly phone: string;
  readonly postcode: string;
  readonly address1: string;
  readonly address2: string | null;
  readonly memo: string | null;
}

export interface AddressRow extends AddressFields {
  readonly id: string;
  readonly isDefault: boolean;
  readonly createdAt: Date;
}

const columns = sql.raw(`
  id, label, recipient, phone, postcode, address1, address2, memo, is_default AS "isDefault",
  created_at AS "createdAt"`);

/** The default one first, then the newest. */
export const listAddresses = prepared<{ accountId: string; limit: number }, AddressRow>(
  (p) => sql`
    SELECT ${columns} FROM members.addresses WHERE account_id = ${p.accountId}
    ORDER BY is_default DESC, id DESC LIMIT ${p.limit}`,
);

/** Clears the default of the book, unless `except` is the default already. */
export const clearDefault = prepared<{ accountId: string; except: string }, { id: string }>(
  (p) => sql`
    UPDATE members.addresses SET is_default = false
    WHERE account_id = ${p.accountId} AND is_default AND id <> ${p.except} RETURNING id`,
);

interface NewAddress extends AddressFields {
  readonly id: string;
  readonly accountId: string;
  readonly isDefault: boolean;
  readonly now: Date;
  readonly maxAddresses: number;
}

/** The first address always becomes the default. No row: the book is full. */
export const insertAddress = prepared<NewAddress, AddressRow>(
  (p) => sql`
    INSERT INTO members.addresses
      (id, account_id, label, recipient, phone, postcode, address1, address2, memo, is_default,
       created_at, updated_at)
    SELECT ${p.id}::uuid, ${p.accountId}::uuid, ${p.label}, ${p.recipient}, ${p.phone}, ${p.postcode},
           ${p.address1}, ${p.address2}, ${p.memo}, ${p.isDefault}::boolean OR count(*) = 0,
           ${p.now}::timestamptz, ${p.now}::timestamptz
    FROM members.addresses WHERE account_id = ${p.accountId}
    HAVING count(*) < ${p.maxAddresses}::int
    RETURNING ${columns}`,
);

/**
 * `changes` is a JSON object of columns; other columns stay. The default address stays the default until
 * another address replaces it. No row: this book has no such address.
 */
export const updateAddress = prepared<
  { id: string; accountId: string; changes: string; makeDefault: boolean; now: Date },
  AddressRow
>(
  (p) => sql`
    UPDATE members.addresses AS address SET
      label = CASE WHEN input.changes ? 'label' THEN input.changes ->> 'label' ELSE label END,
      recipient = coalesce(input.changes ->> 'recipient', recipient),
      phone = coalesce(input.changes ->> 'phone', phone),
      postcode = coalesce(input.changes ->> 'postcode', postcode),
      address1 = coalesce(input.changes ->> 'address1', address1),
      address2 = CASE WHEN input.changes ? 'address2' THEN input.changes ->> 'address2' ELSE address2 END,
      memo = CASE WHEN input.changes ? 'memo' THEN input.changes ->> 'memo' ELSE memo END,
      is_default = is_default OR ${p.makeDefault}::boolean,
      updated_at = ${p.now}
    FROM (SELECT ${p.changes}::jsonb AS changes) AS input
    WHERE address.id = ${p.id} AND account_id = ${p.accountId}
    RETURNING ${columns}`,
);

export const deleteAddress = prepared<{ id: string; accountId: string }, { isDefault: boolean }>(
  (p) => sql`
    DELETE FROM members.addresses WHERE id = ${p.id} AND account_id = ${p.accountId}
    RETURNING is_default AS "isDefault"`,
);

/** For a book whose default was deleted. No row: the book is empty. */
export const makeNewestDefault = prepared<{ accountId: string; now: Date }, { id: string }>(
  (p) => sql`
    UPDATE members.addresses SET is_default = true, updated_at = ${p.now}
    WHERE id = (SELECT id FROM members.addresses
                WHERE account_id = ${p.accountId} ORDER BY id DESC LIMIT 1)
    RETURNING id`,
);
