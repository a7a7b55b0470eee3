import { sql } from "kysely";
import { prepared, preparedForRows } from "../../platform/db/prepared.ts";
import { type AnswerRow, answerColumns, keepAnswers } from "../../platform/http/idempotency-queries.ts";
import { eventsOf, publish, publishAll } from "../../platform/jobs/publish.ts";
import type { Language } from "../../platform/language.ts";
import type { Currency } from "../../platform/money.ts";
import type { RegionName } from "../cart/contract/delivery-rules.ts";
import type { Picture } from "../catalog/contract/picture.ts";
import type { CouponKind } from "../promotions/contract.ts";
import type { CancelTerms } from "./cancel-terms.ts";
import type { ShipmentRow } from "./change-queries.ts";
import { type OrderStatus, orders, type PlaceOrder } from "./contract.ts";
import { orderOfToken } from "./guest-access-queries.ts";

export interface LineRow {
  readonly id: string;
  readonly variantId: string;
  readonly productId: string;
  readonly productSlug: string;
  readonly sku: string;
  readonly name: string;
  readonly options: { label: string; value: string }[];
  readonly translations: { en?: { name?: string; options?: Record<string, string> } };
  readonly picture: Picture | null;
  readonly quantity: number;
  readonly unitPrice: number;
  /** The line's part of the discounts of the goods. */
  readonly discount: number;
  /** Null: the order is of a version that did not store it. */
  readonly taxType: "taxable" | "tax_free" | null;
}

/** What a coupon took off an order, as it was when the order was placed. `coupon`: its code. */
export interface DiscountRow {
  readonly couponId: string;
  readonly coupon: string;
  readonly name: string;
  readonly kind: CouponKind;
  readonly amount: number;
}

/** What an automatic promotion took off an order, as it was when the order was placed. */
interface PromotionDiscountRow {
  readonly promotionId: string;
  readonly name: string;
  readonly amount: number;
}

export interface OrderRow {
  readonly id: string;
  /** Null for a guest's order. */
  readonly memberId: string | null;
  readonly cartId: string;
  readonly number: string;
  readonly status: OrderStatus;
  readonly language: Language;
  readonly contact: PlaceOrder["contact"];
  readonly shippingAddress: PlaceOrder["shippingAddress"];
  readonly currency: Currency;
  readonly subtotal: number;
  /** The sum of `promotions` and `discounts`. What is not on the lines was taken off the delivery fee. */
  readonly discount: number;
  readonly promotions: PromotionDiscountRow[];
  readonly discounts: DiscountRow[];
  /** With the surcharge. */
  readonly deliveryFee: number;
  readonly deliverySurcharge: number;
  /** The name of the region that costs the surcharge; null: there is none. */
  readonly deliveryRegion: RegionName | null;
  /** The parts of the fee without the surcharge; the name is null for goods in no group. */
  readonly deliveryGroups: { readonly name: RegionName | null; readonly fee: number }[];
  readonly pointsSpent: number;
  /** Of the money, how much the member earns in points. */
  readonly pointsPercent: number;
  /** What the money that the shop keeps earns in points, as soon as the order is completed. */
  readonly pointsEarned: number;
  /** What money pays. */
  readonly total: number;
  /** Of the total; null, as the VAT: the order is of a version that did not compute it. */
  readonly taxFree: number | null;
  /** That the rest of the total contains. */
  readonly vat: number | null;
  /** Null: the order is of a version that did not store them. */
  readonly cancelTerms: CancelTerms | null;
  readonly placedAt: Date;
  readonly expiresAt: Date;
  readonly paidAt: Date | null;
  readonly lines: LineRow[];
  readonly events: { type: string; at: string }[];
}

/** A line with what happened to it after it was placed. */
export interface StoredLine extends LineRow {
  /** The part of the order's discount that falls on the line, minor units. */
  readonly discount: number;
  readonly canceled: number;
  /** Of those: by the shop, without a deduction. */
  readonly canceledFree: number;
  readonly shipped: number;
  /** Sent pieces that are, or were, in a claim that was not refused. */
  readonly claimed: number;
  /** Pieces that were sent back and refunded. */
  readonly returned: number;
  /** Of those: by a buyer at fault, so that the rest has to earn its discounts alone. */
  readonly returnedDue: number;
  /** Sent pieces whose replacement has arrived, each time counted. */
  readonly exchanged: number;
  /** Pieces that were sent back and can be sold again. */
  readonly restocked: number;
  /** Minor units. */
  readonly refunded: number;
}

export interface StoredOrder extends OrderRow {
  readonly lines: StoredLine[];
  /** Minor units. */
  readonly refunded: number;
  /** Of what was refunded: what the buyer has back. */
  readonly givenBack: number;
  /** Of what was refunded. */
  readonly taxFreeRefunded: number;
  /** Minor units that were kept from the refunds of returns. */
  readonly returnFees: number;
  /** Minor units that partial cancellations have deducted. */
  readonly cancelKept: number;
  readonly pointsRefunded: number;
  readonly deliveredAt: Date | null;
  /** The bank took the deposit back: the order is held for that, or staff were told. */
  readonly depositLost: "held" | "noted" | null;
  readonly shipments: ShipmentRow[];
}

/** An order that can be paid, of which a cart has one at most. The words of `orders_one_payable_per_cart`. */
const payable = sql.raw("orders.status = 'pending_payment' AND sole_of_cart");

/** `order`: the stored fields of an `OrderRow`. */
export interface NewOrder extends AnswerRow {
  readonly id: string;
  readonly cartId: string;
  readonly order: Omit<OrderRow, "lines" | "events">;
  readonly lines: readonly (LineRow & { position: number })[];
  /** In base64; null for a member's order. */
  readonly guestTokenHash: string | null;
}

/**
 * Stores placed orders with their lines, their first event and the answer for repeats of the request. An
 * order with nothing to pay is paid at once, and published. Stores nothing while the cart has a payable order
 * (`rivals`), or when a repeat took over the request's key. Breaks `orders_one_payable_per_cart` when a
 * parallel request stores an order of the cart.
 */
export const insertOrders = preparedForRows<NewOrder, { id: string; placed: boolean; rivals: string[] }>(
  `id uuid, "cartId" uuid, "order" jsonb, lines jsonb, "guestTokenHash" text, ${answerColumns}`,
  (rows) => sql`
    WITH input AS (${rows}), rivals AS (
      SELECT input.id AS input_id, orders.id FROM input
      JOIN orders.orders ON cart_id = input."cartId" AND ${payable}
    ), answered AS (
      ${keepAnswers} AND NOT EXISTS (SELECT FROM rivals WHERE input_id = input.id) RETURNING input.id
    ), placed AS (
      INSERT INTO orders.orders (id, number, status, cart_id, sole_of_cart, member_id, guest_token_hash,
        language, contact, shipping_address, currency, subtotal, discount, promotions, discounts,
        delivery_fee, delivery_surcharge, delivery_region, delivery_groups, points_spent,
        points_percent, total, tax_free, vat, cancel_terms, placed_at, expires_at, paid_at)
      SELECT input.id, number, CASE WHEN "paidAt" IS NULL THEN 'pending_payment' ELSE 'paid' END,
        input."cartId", true, "memberId", decode("guestTokenHash", 'base64'),
        language, contact, "shippingAddress", currency, subtotal, discount, promotions, discounts,
        "deliveryFee", "deliverySurcharge", "deliveryRegion", "deliveryGroups", "pointsSpent",
        "pointsPercent", total, "taxFree", vat, "cancelTerms", "placedAt", "expiresAt", "paidAt"
      FROM input JOIN answered ON answered.id = input.id, jsonb_to_record("order") AS each (
        "memberId" uuid, number text, language text, contact jsonb, "shippingAddress" jsonb,
        currency text, subtotal bigint, discount bigint, promotions jsonb, discounts jsonb,
        "deliveryFee" bigint, "deliverySurcharge" bigint, "deliveryRegion" jsonb,
        "deliveryGroups" jsonb, "pointsSpent" bigint,
        "pointsPercent" int, total bigint, "taxFree" bigint, vat bigint, "cancelTerms" jsonb,
        "placedAt" timestamptz,
        "expiresAt" timestamptz, "paidAt" timestamptz)
      RETURNING id, status, placed_at
    ), lines AS (
      INSERT INTO orders.lines (id, order_id, position, variant_id, product_id, product_slug,
        sku, name, options, translations, picture, quantity, unit_price, discount, tax_type)
      SELECT line.id, placed.id, position, "variantId", "productId", "productSlug",
        sku, name, options, translations, picture, quantity, "unitPrice", discount,
        "taxType"
      FROM placed JOIN input ON input.id = placed.id, jsonb_to_recordset(input.lines) AS line (
        id uuid, position int, "variantId" uuid, "productId" uuid, "productSlug" text,
        sku text, name text, options jsonb, translations jsonb, picture jsonb, quantity int,
        "unitPrice" bigint, discount bigint, "taxType" text)
    ), first_events AS (
      INSERT INTO orders.events (order_id, seq, type, at)
      SELECT id, seq, type, placed_at
      FROM placed, (VALUES (1, 'placed'), (2, 'paid')) AS first (seq, type)
      WHERE seq = 1 OR status = type
    ), published AS (
      SELECT ${publish(orders.events.paid, { orderId: sql`id` })},
        ${publish(orders.events.placedFree, { orderId: sql`id` })}
      FROM placed WHERE status = 'paid'
    )
    SELECT id, EXISTS (SELECT FROM placed WHERE placed.id = input.id) AS placed,
      ARRAY(SELECT rivals.id FROM rivals WHERE input_id = input.id) AS rivals,
      (SELECT count(*) FROM published) AS published
    FROM input`,
);

/** Entries of the timeline that staff alone see. */
const staffEvents = [
  ...["note", "refund_waiting", "refund_approved", "refund_rejected", "refund_failed", "refund_withdrawn"],
];

export const orderColumns = sql.raw(`
  id, member_id AS "memberId", cart_id AS "cartId", number, status, language, contact,
  shipping_address AS "shippingAddress", currency, subtotal, discount, promotions, discounts,
  delivery_fee AS "deliveryFee", delivery_surcharge AS "deliverySurcharge",
  delivery_region AS "deliveryRegion", delivery_groups AS "deliveryGroups",
  points_spent AS "pointsSpent", points_percent AS "pointsPercent",
  points_earned AS "pointsEarned", points_refunded AS "pointsRefunded", total,
  cancel_terms AS "cancelTerms", cancel_kept AS "cancelKept", tax_free AS "taxFree", vat,
  tax_free_refunded AS "taxFreeRefunded",
  placed_at AS "placedAt", expires_at AS "expiresAt",
  paid_at AS "paidAt", refunded, given_back AS "givenBack", return_fees AS "returnFees",
  delivered_at AS "deliveredAt",
  deposit_lost AS "depositLost",
  (SELECT coalesce(json_agg(json_build_object('id', line.id, 'variantId', variant_id, 'productId', product_id,
      'productSlug', product_slug, 'sku', sku, 'name', name, 'options', options, 'translations', translations,
      'picture', picture, 'quantity', quantity, 'unitPrice', unit_price,
      'discount', line.discount, 'taxType', tax_type,
      'canceled', canceled, 'canceledFree', canceled_free, 'shipped', shipped, 'claimed', claimed,
      'returned', returned, 'returnedDue', returned_due, 'exchanged', exchanged, 'restocked', restocked,
      'refunded', line.refunded)
      ORDER BY position), '[]')
    FROM orders.lines AS line WHERE line.order_id = orders.id) AS lines,
  (SELECT coalesce(json_agg(json_build_object('type', type, 'at', at) ORDER BY seq), '[]')
    FROM orders.events AS event
    WHERE event.order_id = orders.id AND type <> ALL ('{${staffEvents.join()}}')) AS events,
  (SELECT coalesce(json_agg(json_build_object('id', parcel.id, 'carrier', carrier, 'trackingNumber',
      tracking_number, 'lines', parcel.lines, 'shippedAt', shipped_at, 'deliveredAt', parcel.delivered_at,
      'claimId', claim_id)
      ORDER BY parcel.id), '[]')
    FROM orders.shipments AS parcel WHERE parcel.order_id = orders.id) AS shipments`);

export const findOrders = prepared<{ ids: string[] }, StoredOrder>(
  (p) => sql`SELECT ${orderColumns} FROM orders.orders WHERE id = ANY (${p.ids}::uuid[])`,
);

/**
 * The order, if it is the member's, or if the guest's token fits: that of placing it, or one of a look-up.
 * One statement checks id and proof together.
 */
export const findOrderOf = prepared<
  { id: string; memberId: string | null; tokenHash: Buffer | null; now: Date },
  StoredOrder
>(
  (p) => sql`
    SELECT ${orderColumns} FROM orders.orders
    WHERE id = ${p.id} AND (member_id = ${p.memberId}::uuid OR guest_token_hash = ${p.tokenHash}::bytea
      OR id = ${orderOfToken(p.tokenHash, p.now)})`,
);

const orderRef = { orderId: sql`id` };
const movedTo = (status: OrderStatus) => sql`moved WHERE "to" = ${sql.lit(status)}`;
/** Publishes the event of the status `to`, if other modules are told of it, for each row of `moved`. */
const publishMoves = publishAll([
  eventsOf(orders.events.paid, orderRef, movedTo("paid")),
  eventsOf(orders.events.canceled, orderRef, movedTo("canceled")),
  eventsOf(orders.events.delivered, orderRef, movedTo("delivered")),
  eventsOf(orders.events.completed, orderRef, movedTo("completed")),
]);

export interface OrderMove extends AnswerRow {
  readonly id: string;
  readonly from: readonly OrderStatus[];
  readonly to: OrderStatus;
  readonly now: Date;
  /** Of the event row. */
  readonly data: object;
}

/**
 * Moves orders to another status, those that are in one of the statuses `from`. Writes the event row,
 * publishes the event of the status, if it has one, and stores the answer for repeats if the row has one.
 * No row: the order was in another status.
 */
export const moveOrders = preparedForRows<OrderMove, { id: string }>(
  `id uuid, "from" text[], "to" text, now timestamptz, data jsonb, ${answerColumns}`,
  (rows) => sql`
    WITH input AS (${rows}), moved AS (
      UPDATE orders.orders SET status = "to",
        -- A held order whose deposit was taken back and that is given up was never paid after all.
        paid_at = CASE WHEN "to" = 'paid' THEN now
          WHEN "to" = 'canceled' AND deposit_lost IS NOT NULL THEN NULL ELSE paid_at END,
        delivered_at = CASE WHEN "to" = 'delivered' THEN now ELSE delivered_at END,
        held_from = CASE WHEN "to" = 'on_hold' THEN orders.status END
      FROM input
      WHERE orders.id = input.id AND orders.status = ANY ("from")
      RETURNING orders.id, "to", now, data
    ), logged AS (
      INSERT INTO orders.events (order_id, seq, type, data, at)
      SELECT id, (SELECT max(seq) + 1 FROM orders.events WHERE order_id = moved.id), "to", data, now
      FROM moved
    ), answered AS (
      ${keepAnswers} AND EXISTS (SELECT FROM moved WHERE moved.id = input.id)
    ), told AS (${publishMoves})
    SELECT id FROM moved`,
);

/** An order waits for its deposit until `dueAt`. No row: it does not wait for a payment any more. */
export const awaitDeposit = prepared<{ id: string; dueAt: Date; data: string; now: Date }, { id: string }>(
  (p) => sql`
    WITH moved AS (
      UPDATE orders.orders SET status = 'awaiting_deposit', expires_at = ${p.dueAt}
      WHERE id = ${p.id} AND status = 'pending_payment' RETURNING id
    ), logged AS (
      INSERT INTO orders.events (order_id, seq, type, data, at)
      SELECT id, (SELECT max(seq) + 1 FROM orders.events WHERE order_id = moved.id), 'awaiting_deposit',
        ${p.data}::jsonb, ${p.now}
      FROM moved
    )
    SELECT id, ${publish(orders.events.depositAwaited, { orderId: sql`id` })} FROM moved`,
);

/** A page of unpaid orders after their time to pay, earliest first; `after…` ends the page before. */
export const findDue = prepared<
  { now: Date; afterExpiresAt: string; afterId: string; limit: number },
  { id: string; expiresAt: string }
>(
  (p) => sql`
    SELECT id, expires_at::text AS "expiresAt" FROM orders.orders
    WHERE status IN ('pending_payment', 'awaiting_deposit') AND expires_at < ${p.now}
      AND (expires_at, id) > (${p.afterExpiresAt}::timestamptz, ${p.afterId}::uuid)
    ORDER BY expires_at, id LIMIT ${p.limit}`,
);

/** The cart's payable order. */
export const findPayableOfCart = prepared<{ cartId: string }, { id: string }>(
  (p) => sql`SELECT id FROM orders.orders WHERE cart_id = ${p.cartId} AND ${payable}`,
);

/** A page of orders for audits, by id. */
export const pageOrders = prepared<
  { afterId: string; limit: number },
  Pick<
    StoredOrder,
    | "id"
    | "number"
    | "status"
    | "total"
    | "refunded"
    | "givenBack"
    | "paidAt"
    | "pointsEarned"
    | "depositLost"
  >
>(
  (p) => sql`
    SELECT id, number, status, total, refunded, given_back AS "givenBack", paid_at AS "paidAt",
      points_earned AS "pointsEarned",
      deposit_lost AS "depositLost"
    FROM orders.orders
    WHERE id > ${p.afterId} ORDER BY id LIMIT ${p.limit}`,
);

/** What decides about the goods of an order whose payment has arrived. */
export const findHeld = prepared<
  { ids: string[] },
  Pick<StoredOrder, "id" | "status" | "memberId" | "depositLost" | "discounts" | "pointsSpent">
>(
  (p) => sql`
    SELECT id, status, member_id AS "memberId", deposit_lost AS "depositLost", discounts,
      points_spent AS "pointsSpent"
    FROM orders.orders WHERE id = ANY (${p.ids}::uuid[])`,
);

export const findStatuses = prepared<
  { ids: string[] },
  Pick<StoredOrder, "id" | "status" | "pointsSpent" | "pointsRefunded">
>(
  (p) => sql`
    SELECT id, status, points_spent AS "pointsSpent", points_refunded AS "pointsRefunded"
    FROM orders.orders WHERE id = ANY (${p.ids}::uuid[])`,
);
