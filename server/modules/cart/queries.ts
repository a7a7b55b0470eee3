import { type RawBuilder, sql } from "kysely";
import { prepared, preparedForRows } from "../../platform/db/prepared.ts";
import type { Currency } from "../../platform/money.ts";

/** The carts that a shopper may read and change: a guest's by its id alone, a member's for that member. */
export const ownedBy = (memberId: RawBuilder<string | null>) =>
  sql`(carts.member_id IS NULL OR carts.member_id = ${memberId}::uuid)`;

/** The items of the cart `carts` as JSON, the first added first. */
export const itemsOfCart = sql.raw(`
  (SELECT coalesce(json_agg(json_build_object('id', id, 'variantId', variant_id, 'quantity', quantity,
      'unitPrice', unit_price, 'currency', currency) ORDER BY id), '[]')
   FROM cart.items WHERE cart_id = carts.id)`);

export interface ItemRow {
  readonly id: string;
  readonly variantId: string;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly currency: Currency;
}

export const insertCarts = preparedForRows<{ id: string; now: Date }, { id: string }>(
  "id uuid, now timestamptz",
  (rows) => sql`
    WITH input AS (${rows})
    INSERT INTO cart.carts (id, created_at, updated_at) SELECT id, now, now FROM input RETURNING id`,
);

/** What is in a cart, and which sums of it the shopper was shown last. */
export interface CartContents {
  readonly items: ItemRow[];
  /** Counts the changes of the items. */
  readonly revision: number;
  /** Minor units; null: nothing was shown yet. */
  readonly shownFee: number | null;
  readonly shownSurcharge: number;
  /** Of automatic promotions. */
  readonly shownDiscount: number;
}

/** Beside the items, of the cart `carts`. */
export const cartSums = sql.raw(
  `carts.revision, carts.shown_fee AS "shownFee", carts.shown_surcharge AS "shownSurcharge",
    carts.shown_discount AS "shownDiscount"`,
);

export interface CartRow extends CartContents {
  readonly id: string;
  /** Codes that a quote of the cart accepted. */
  readonly knownCoupons: string[];
  /** Null for a guest's cart. */
  readonly memberId: string | null;
}

/** Without a check of the owner, because one look-up serves many requests: the caller compares `memberId`. */
export const findCarts = prepared<{ ids: string[] }, CartRow>(
  (p) => sql`
    SELECT id, member_id AS "memberId", known_coupons AS "knownCoupons", ${cartSums},
      ${itemsOfCart} AS items
    FROM cart.carts
    WHERE id = ANY (${p.ids}::uuid[])`,
);

/** The price of a piece of the row `wanted` among so many, which the statement alone counts. */
const priceAt = (quantity: string) =>
  sql.raw(`
  coalesce((SELECT tier.price
            FROM unnest(wanted."tierQuantities", wanted."tierPrices") AS tier (least, price)
            WHERE tier.least <= ${quantity} ORDER BY tier.least DESC LIMIT 1), wanted.price)`);

export interface AddedItem {
  /** Of the cart. */
  readonly id: string;
  readonly memberId: string | null;
  readonly itemId: string;
  readonly variantId: string;
  readonly quantity: number;
  readonly price: number;
  /** Tiers of the price (catalog/contract/price-tiers.ts): the higher the quantity, the lower the price. */
  readonly tierQuantities: readonly number[];
  readonly tierPrices: readonly number[];
  readonly currency: string;
  readonly mostLines: number;
  /** Pieces that the line may have. */
  readonly least: number;
  readonly most: number;
  readonly now: Date;
}

/**
 * Adds pieces of a variant to each cart; the price of the line's new quantity becomes the shown price:
 * `price`, or that of the highest tier which the quantity reaches. Returns all items of the cart;
 * `stored` is false when the cart has no room for another line, or the line would not have from `least` to
 * `most` pieces. `behind`: the statement waited for a parallel change, and does not see its items.
 * No row: the cart is unknown or not the shopper's.
 */
export const addItems = preparedForRows<
  AddedItem,
  CartContents & { readonly id: string; readonly stored: boolean; readonly behind: boolean }
>(
  `id uuid, "memberId" uuid, "itemId" uuid, "variantId" uuid, quantity int, price bigint,
    "tierQuantities" int[], "tierPrices" bigint[], currency text, "mostLines" int, least int, most int,
    now timestamptz`,
  (rows) => sql`
    WITH input AS MATERIALIZED (${rows}), touched AS (
      UPDATE cart.carts SET updated_at = input.now, revision = revision + 1
      FROM input
      WHERE carts.id = input.id AND ${ownedBy(sql`input."memberId"`)}
      RETURNING carts.id, ${cartSums},
        carts.revision > 1 + (SELECT seen.revision FROM cart.carts AS seen WHERE seen.id = carts.id) AS behind
    ), wanted AS (
      SELECT input.* FROM input JOIN touched ON touched.id = input.id
    ), others AS (
      SELECT items.* FROM cart.items JOIN wanted ON wanted.id = cart_id WHERE variant_id <> "variantId"
    ), own AS (
      SELECT cart_id, items.quantity
      FROM cart.items JOIN wanted ON wanted.id = cart_id WHERE variant_id = "variantId"
    ), item AS (
      INSERT INTO cart.items AS line (id, cart_id, variant_id, quantity, unit_price, currency)
      SELECT "itemId", id, "variantId", quantity, ${priceAt("quantity")}, currency
      FROM wanted
      WHERE cart.count_lines(id, "variantId") < "mostLines"
        AND (quantity >= least OR EXISTS (SELECT FROM own WHERE cart_id = wanted.id))
        AND quantity <= most
      ON CONFLICT (cart_id, variant_id) DO UPDATE SET (quantity, unit_price, currency) = (
          SELECT line.quantity + excluded.quantity, ${priceAt("line.quantity + excluded.quantity")},
            excluded.currency
          FROM wanted WHERE id = line.cart_id)
        WHERE (SELECT line.quantity + excluded.quantity BETWEEN least AND most
               FROM wanted WHERE id = line.cart_id)
      RETURNING *
    )
    SELECT id, EXISTS (SELECT FROM item WHERE cart_id = touched.id) AS stored, behind, revision,
           "shownFee", "shownSurcharge", "shownDiscount",
           (SELECT coalesce(json_agg(json_build_object('id', id, 'variantId', variant_id,
              'quantity', quantity, 'unitPrice', unit_price, 'currency', currency) ORDER BY id), '[]')
            FROM (SELECT * FROM others UNION ALL SELECT * FROM item) AS all_items
            WHERE cart_id = touched.id) AS items
    FROM touched`,
);

interface ItemRef {
  readonly cartId: string;
  readonly memberId: string | null;
  readonly itemId: string;
  readonly now: Date;
}

/** The price becomes the shown one, unless the line got another quantity or shown price meanwhile. */
export const updateQuantity = prepared<
  ItemRef & { quantity: number; price: number; quantityBefore: number; priceBefore: number },
  { id: string }
>(
  (p) => sql`
    WITH touched AS (
      UPDATE cart.carts SET updated_at = ${p.now}, revision = revision + 1
      WHERE id = ${p.cartId} AND ${ownedBy(p.memberId)}
      RETURNING id
    )
    UPDATE cart.items SET quantity = ${p.quantity},
      unit_price = CASE WHEN quantity = ${p.quantityBefore}::int AND unit_price = ${p.priceBefore}::bigint
                        THEN ${p.price}::bigint ELSE unit_price END
    FROM touched
    WHERE items.id = ${p.itemId} AND items.cart_id = touched.id RETURNING items.id`,
);

export const deleteItem = prepared<ItemRef, { id: string }>(
  (p) => sql`
    WITH touched AS (
      UPDATE cart.carts SET updated_at = ${p.now}, revision = revision + 1
      WHERE id = ${p.cartId} AND ${ownedBy(p.memberId)}
      RETURNING id
    )
    DELETE FROM cart.items USING touched
    WHERE items.id = ${p.itemId} AND items.cart_id = touched.id RETURNING items.id`,
);

/** Null sums stay. Locks the cart before its lines, as every statement does that changes several lines. */
export const updateShownPrices = prepared<
  {
    cartId: string;
    variantIds: string[];
    prices: number[];
    currencies: string[];
    fee: number | null;
    surcharge: number | null;
    discount: number | null;
  },
  never
>(
  (p) => sql`
    WITH locked AS (
      UPDATE cart.carts SET shown_fee = coalesce(${p.fee}::bigint, shown_fee),
        shown_surcharge = coalesce(${p.surcharge}::bigint, shown_surcharge),
        shown_discount = coalesce(${p.discount}::bigint, shown_discount)
      WHERE id = ${p.cartId} RETURNING id)
    UPDATE cart.items SET unit_price = shown.price, currency = shown.currency
    FROM locked, unnest(${p.variantIds}::uuid[], ${p.prices}::bigint[], ${p.currencies}::text[])
      AS shown (variant_id, price, currency)
    WHERE cart_id = locked.id AND items.variant_id = shown.variant_id`,
);

/** Not when the items of the cart (`id`) have changed since: then another response shows it. */
export const updateShownSums = preparedForRows<
  { id: string; fee: number; surcharge: number; discount: number; revision: number },
  { id: string }
>(
  "id uuid, fee bigint, surcharge bigint, discount bigint, revision int",
  (rows) => sql`
    WITH input AS (${rows})
    UPDATE cart.carts SET shown_fee = fee, shown_surcharge = surcharge, shown_discount = discount
    FROM input WHERE carts.id = input.id AND carts.revision = input.revision RETURNING carts.id`,
);

export const updateKnownCoupons = prepared<{ cartId: string; codes: string[] }, never>(
  (p) => sql`UPDATE cart.carts SET known_coupons = ${p.codes}::text[] WHERE id = ${p.cartId}`,
);

/** Deletes one batch of the carts that were not changed since `before`. */
export const deleteStaleCarts = prepared<{ before: Date; limit: number }, { id: string }>(
  (p) => sql`
    DELETE FROM cart.carts WHERE id IN (
      SELECT id FROM cart.carts WHERE updated_at < ${p.before}
      ORDER BY updated_at LIMIT ${p.limit} FOR UPDATE SKIP LOCKED)
    RETURNING id`,
);
