/** Address books. Whoever changes one holds its account's lock, so that counts and defaults are judged one after the other. */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";

export interface AddressRow {
  readonly id: string;
  readonly label: string | null;
  readonly recipient: string;
  /** E.164. */
  readonly phone: string;
  readonly postcode: string;
  readonly address1: string;
  readonly address2: string | null;
  readonly memo: string | null;
  readonly isDefault: boolean;
  readonly createdAt: Date;
}

const columns = sql.raw(`
  id, label, recipient, phone, postcode, address1, address2, memo, is_default AS "isDefault", created_at AS "createdAt"`);

/** The default one first, then the newest. */
export const listAddresses = prepared<{ accountId: string; limit: number }, AddressRow>(
  (p) => sql`
    SELECT ${columns} FROM members.addresses WHERE account_id = ${p.accountId}
    ORDER BY is_default DESC, id DESC LIMIT ${p.limit}`,
);

/** Makes room for another default: an address that is there and not the default one already. */
export const clearDefault = prepared<{ accountId: string; except: string }, { id: string }>(
  (p) => sql`
    UPDATE members.addresses SET is_default = false
    WHERE account_id = ${p.accountId} AND is_default AND id <> ${p.except} RETURNING id`,
);

export interface NewAddress {
  readonly id: string;
  readonly accountId: string;
  readonly label: string | null;
  readonly recipient: string;
  readonly phone: string;
  readonly postcode: string;
  readonly address1: string;
  readonly address2: string | null;
  readonly memo: string | null;
  readonly isDefault: boolean;
  readonly now: Date;
  readonly most: number;
}

/** The first address is the default one in any case. No row: the book is full. */
export const insertAddress = prepared<NewAddress, AddressRow>(
  (p) => sql`
    INSERT INTO members.addresses
      (id, account_id, label, recipient, phone, postcode, address1, address2, memo, is_default, created_at, updated_at)
    SELECT ${p.id}::uuid, ${p.accountId}::uuid, ${p.label}, ${p.recipient}, ${p.phone}, ${p.postcode}, ${p.address1}, ${p.address2},
           ${p.memo}, ${p.isDefault}::boolean OR count(*) = 0, ${p.now}::timestamptz, ${p.now}::timestamptz
    FROM members.addresses WHERE account_id = ${p.accountId}
    HAVING count(*) < ${p.most}::int
    RETURNING ${columns}`,
);

/**
 * `changes` is a JSON object of columns; what it does not name stays. The default one stays the default until another
 * takes its place. No row: there is no such address in this book.
 */
export const updateAddress = prepared<
  { id: string; accountId: string; changes: string; makeDefault: boolean; now: Date },
  AddressRow
>(
  (p) => sql`
    UPDATE members.addresses AS address SET
      label = CASE WHEN given.changes ? 'label' THEN given.changes ->> 'label' ELSE label END,
      recipient = coalesce(given.changes ->> 'recipient', recipient),
      phone = coalesce(given.changes ->> 'phone', phone),
      postcode = coalesce(given.changes ->> 'postcode', postcode),
      address1 = coalesce(given.changes ->> 'address1', address1),
      address2 = CASE WHEN given.changes ? 'address2' THEN given.changes ->> 'address2' ELSE address2 END,
      memo = CASE WHEN given.changes ? 'memo' THEN given.changes ->> 'memo' ELSE memo END,
      is_default = is_default OR ${p.makeDefault}::boolean,
      updated_at = ${p.now}
    FROM (SELECT ${p.changes}::jsonb AS changes) AS given
    WHERE address.id = ${p.id} AND account_id = ${p.accountId}
    RETURNING ${columns}`,
);

export const deleteAddress = prepared<{ id: string; accountId: string }, { isDefault: boolean }>(
  (p) => sql`
    DELETE FROM members.addresses WHERE id = ${p.id} AND account_id = ${p.accountId}
    RETURNING is_default AS "isDefault"`,
);

/** In a book whose default is gone. No row: it is empty. */
export const makeNewestDefault = prepared<{ accountId: string; now: Date }, { id: string }>(
  (p) => sql`
    UPDATE members.addresses SET is_default = true, updated_at = ${p.now}
    WHERE id = (SELECT id FROM members.addresses WHERE account_id = ${p.accountId} ORDER BY id DESC LIMIT 1)
    RETURNING id`,
);
