/** Statements about claims. Those that change one stand in a transaction that has locked its order. */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import { publish } from "../../../platform/jobs/publish.ts";
import { type ClaimKind, type ClaimStatus, orders, type RefundState } from "../contract.ts";
import type { ClaimFault, FeeState } from "./claim.ts";
import type { ClaimVariant } from "./options.ts";

export interface ClaimLineRow {
  readonly lineId: string;
  /** Pieces that the buyer announced. */
  readonly quantity: number;
  /** Null before the inspection. */
  readonly received: number | null;
  readonly resellable: number | null;
  /** What comes back, when an exchange has sent it; null: what was bought. */
  readonly held: ClaimVariant | null;
  /** What an exchange sends; null: the same as comes back. */
  readonly wanted: ClaimVariant | null;
}

export interface ClaimRow {
  readonly id: string;
  readonly orderId: string;
  /** The reservation of its goods; null: it has the id of the claim. */
  readonly holdId: string | null;
  readonly kind: ClaimKind;
  readonly status: ClaimStatus;
  readonly fault: ClaimFault;
  /** Null: deleted with the data of a buyer that left. */
  readonly reason: string | null;
  /** Minor units, frozen when the claim was made: what it costs a buyer at fault. 0: older claims. */
  readonly returnFee: number;
  /** Of an exchange, and of a return that was one. */
  readonly feeState: FeeState | null;
  /** Why the fee was waived. */
  readonly feeNote: string | null;
  /** By which the transfer that paid it back is found. */
  readonly feeReference: string | null;
  readonly decision: string | null;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly requestedAt: Date;
  readonly lines: ClaimLineRow[];
  readonly steps: { type: string; at: string }[];
  /** The parcel with the goods of an exchange. */
  readonly shipmentId: string | null;
  /** Its refund, which has its id; null before it is booked. */
  readonly refund: { readonly amount: number; readonly state: RefundState } | null;
}

const claimColumns = sql.raw(`
  id, order_id AS "orderId", hold_id AS "holdId", kind, status, fault, reason, return_fee AS "returnFee",
  fee_state AS "feeState", fee_note AS "feeNote", fee_reference AS "feeReference",
  decision, carrier,
  tracking_number AS "trackingNumber", requested_at AS "requestedAt",
  (SELECT json_agg(json_build_object('lineId', line_id, 'quantity', quantity, 'received', received,
      'resellable', resellable, 'held', held, 'wanted', wanted) ORDER BY line_id)
    FROM orders.claim_lines WHERE claim_id = claims.id) AS lines,
  (SELECT coalesce(json_agg(json_build_object('type', type, 'at', at) ORDER BY seq), '[]')
    FROM orders.events AS event
    WHERE event.order_id = claims.order_id AND data ->> 'claimId' = claims.id::text) AS steps,
  (SELECT parcel.id FROM orders.shipments AS parcel WHERE claim_id = claims.id) AS "shipmentId",
  (SELECT json_build_object('amount', amount, 'state', state) FROM orders.refunds
    WHERE refunds.id = claims.id) AS refund`);

export const findClaim = prepared<{ id: string }, ClaimRow>(
  (p) => sql`SELECT ${claimColumns} FROM orders.claims WHERE id = ${p.id}`,
);

/** The claims of orders, the oldest first. */
export const listClaims = prepared<{ orderIds: string[] }, ClaimRow>(
  (p) => sql`
    SELECT ${claimColumns} FROM orders.claims WHERE order_id = ANY (${p.orderIds}::uuid[])
    ORDER BY id LIMIT 5000`,
);

const published = (claim: string, status: ClaimStatus | null) =>
  publish(orders.events.claimMoved, {
    orderId: sql.raw(`${claim}.order_id`),
    claimId: sql.raw(`${claim}.id`),
    status: status ?? sql.raw(`${claim}.status`),
  });

/** Stores a claim with its pieces. `lines_claimed_once` refuses a piece that another claim has. */
export const insertClaim = prepared<
  {
    id: string;
    orderId: string;
    kind: ClaimKind;
    fault: ClaimFault;
    reason: string;
    returnFee: number;
    lines: string;
    now: Date;
  },
  { id: string }
>(
  (p) => sql`
    WITH made AS (
      INSERT INTO orders.claims
        (id, order_id, kind, status, fault, reason, return_fee, requested_at, changed_at)
      VALUES (${p.id}, ${p.orderId}, ${p.kind}, 'requested', ${p.fault}, ${p.reason}, ${p.returnFee},
        ${p.now}, ${p.now})
      RETURNING id, order_id
    ), piece AS (
      SELECT made.id AS claim_id, order_id, "lineId" AS line_id, quantity, held, wanted
      FROM made, jsonb_to_recordset(${p.lines}::jsonb)
        AS given ("lineId" uuid, quantity int, held jsonb, wanted jsonb)
    ), counted AS (
      UPDATE orders.lines SET claimed = claimed + piece.quantity FROM piece
      WHERE lines.id = piece.line_id AND lines.order_id = piece.order_id
    ), stored AS (
      INSERT INTO orders.claim_lines (claim_id, line_id, quantity, held, wanted)
      SELECT claim_id, line_id, quantity, held, wanted FROM piece
    )
    SELECT id, ${published("made", "requested")} AS published FROM made`,
);

/**
 * Moves a claim from the status in which the caller read it. No row: it is in another one by now. The pieces
 * of a claim that becomes void can be claimed again; those of an exchange are counted by a trigger.
 */
export const moveClaim = prepared<
  {
    id: string;
    kind: ClaimKind;
    from: ClaimStatus;
    to: ClaimStatus;
    decision: string | null;
    carrier: string | null;
    trackingNumber: string | null;
    now: Date;
  },
  { id: string }
>(
  (p) => sql`
    WITH moved AS (
      UPDATE orders.claims SET status = ${p.to}, changed_at = ${p.now},
        decision = coalesce(${p.decision}, decision), carrier = coalesce(${p.carrier}, carrier),
        tracking_number = coalesce(${p.trackingNumber}, tracking_number),
        fee_state = CASE WHEN ${p.to} IN ('rejected', 'withdrawn') AND fee_state = 'received'
          THEN 'owed_back' ELSE fee_state END
      WHERE id = ${p.id} AND status = ${p.from} AND kind = ${p.kind}
      RETURNING id, order_id, status
    ), freed AS (
      UPDATE orders.lines
      SET claimed = claimed - piece.quantity FROM moved, orders.claim_lines AS piece
      WHERE piece.claim_id = moved.id AND lines.id = piece.line_id
        AND moved.status IN ('rejected', 'withdrawn')
    )
    SELECT id, ${published("moved", null)} AS published FROM moved`,
);

/** Stores what came back. Pieces that did not come are in the claim no more. */
export const storeInspection = prepared<{ id: string; lines: string }, never>(
  (p) => sql`
    WITH found AS (
      UPDATE orders.claim_lines AS piece SET received = given.received, resellable = given.resellable
      FROM jsonb_to_recordset(${p.lines}::jsonb) AS given ("lineId" uuid, received int, resellable int)
      WHERE piece.claim_id = ${p.id} AND piece.line_id = given."lineId"
      RETURNING piece.line_id, piece.quantity, piece.received, piece.resellable
    )
    UPDATE orders.lines SET claimed = claimed - (found.quantity - found.received),
      restocked = restocked + found.resellable
    FROM found WHERE lines.id = found.line_id`,
);

export const addReturnFee = prepared<{ orderId: string; fee: number }, never>(
  (p) => sql`UPDATE orders.orders SET return_fees = return_fees + ${p.fee} WHERE id = ${p.orderId}`,
);

/** Staff decide whose fault it is. A claim of an older version gets the fee of today. */
export const storeFault = prepared<{ id: string; fault: ClaimFault; fee: number }, { id: string }>(
  (p) => sql`
    WITH judged AS (
      UPDATE orders.claims SET fault = ${p.fault},
        return_fee = CASE WHEN return_fee = 0 THEN ${p.fee} ELSE return_fee END,
        fee_state = CASE WHEN ${p.fault} = 'seller' AND fee_state = 'received' THEN 'owed_back'
          WHEN ${p.fault} = 'buyer' AND fee_state = 'owed_back' AND kind = 'exchange' THEN 'received'
          WHEN ${p.fault} = 'buyer' AND fee_state = 'paid_back' AND kind = 'exchange' THEN NULL
          ELSE fee_state END,
        fee_reference = CASE WHEN ${p.fault} = 'seller' OR kind = 'return' THEN fee_reference END
      WHERE id = ${p.id} AND fault <> ${p.fault} RETURNING id, order_id
    )
    SELECT id, ${publish(orders.events.claimJudged, {
      orderId: sql`order_id`,
      claimId: sql`id`,
    })} AS published
    FROM judged`,
);

/** The fee of an exchange is settled once. No row: it is already. */
export const settleFee = prepared<
  { id: string; state: "received" | "waived"; note: string | null },
  { id: string }
>(
  (p) => sql`
    UPDATE orders.claims SET fee_state = ${p.state}, fee_note = ${p.note}
    WHERE id = ${p.id} AND fee_state IS NULL AND kind = 'exchange' RETURNING id`,
);

/** A fee that is owed back was paid. No row: it is not owed. */
export const payFeeBack = prepared<{ id: string; reference: string }, { id: string }>(
  (p) => sql`
    UPDATE orders.claims SET fee_state = 'paid_back', fee_reference = ${p.reference}
    WHERE id = ${p.id} AND fee_state = 'owed_back' RETURNING id`,
);

/** An exchange that cannot be made becomes a return, which costs the buyer nothing. */
export const turnIntoReturn = prepared<{ id: string; from: ClaimStatus }, { id: string }>(
  (p) => sql`
    UPDATE orders.claims SET kind = 'return',
      fee_state = CASE fee_state WHEN 'received' THEN 'owed_back' ELSE coalesce(fee_state, 'waived') END
    WHERE id = ${p.id} AND kind = 'exchange' AND status = ${p.from} RETURNING id`,
);

/**
 * Staff name other variants for an exchange that is not approved yet, which gets a reservation of its own. No
 * row: it is approved, or over.
 */
export const storeWanted = prepared<{ id: string; lines: string; holdId: string }, { id: string }>(
  (p) => sql`
    WITH changed AS (
      UPDATE orders.claims SET hold_id = ${p.holdId}
      WHERE id = ${p.id} AND kind = 'exchange' AND status = 'requested' RETURNING id
    ), named AS (
      UPDATE orders.claim_lines AS piece SET wanted = given.wanted
      FROM changed, jsonb_to_recordset(${p.lines}::jsonb) AS given ("lineId" uuid, wanted jsonb)
      WHERE piece.claim_id = changed.id AND piece.line_id = given."lineId"
    )
    SELECT id FROM changed`,
);

/**
 * Orders whose lines count other pieces than their claims have, in which a variant was claimed more often
 * than its buyer got it, or a return was refunded without its refund, or the other way round.
 */
export const findClaimViolations = prepared<{ limit: number }, { number: string }>(
  (p) => sql`
    WITH counted AS (
      SELECT line_id, sum(resellable) AS restocked,
        sum(coalesce(received, quantity)) FILTER (WHERE status NOT IN ('rejected', 'withdrawn')) AS claimed,
        sum(received) FILTER (WHERE status IN ('refunding', 'refunded')) AS returned,
        sum(received) FILTER (WHERE status = 'done') AS exchanged
      FROM orders.claim_lines JOIN orders.claims ON claims.id = claim_id GROUP BY line_id
    ), piece AS (
      SELECT line_id, claims.order_id, status, coalesce(received, piece.quantity) AS pieces,
        coalesce(held ->> 'variantId', variant_id::text) AS back,
        coalesce(wanted ->> 'variantId', held ->> 'variantId', variant_id::text) AS sent
      FROM orders.claim_lines AS piece JOIN orders.claims ON claims.id = claim_id
      JOIN orders.lines ON lines.id = line_id
    ), moved AS (
      SELECT line_id, order_id, back AS variant, pieces FROM piece
      WHERE status NOT IN ('rejected', 'withdrawn')
      UNION ALL
      SELECT line_id, order_id, sent, -pieces FROM piece WHERE status = 'done'
      UNION ALL
      SELECT id, order_id, variant_id::text, -shipped FROM orders.lines WHERE claimed > 0
    ), unsound AS (
      SELECT line.order_id FROM orders.lines AS line LEFT JOIN counted ON line_id = line.id
      WHERE line.claimed <> coalesce(counted.claimed, 0) OR line.returned <> coalesce(counted.returned, 0)
         OR line.restocked <> coalesce(counted.restocked, 0)
         OR line.exchanged <> coalesce(counted.exchanged, 0)
      UNION
      SELECT order_id FROM moved GROUP BY line_id, order_id, variant HAVING sum(pieces) > 0
      UNION
      SELECT coalesce(claim.order_id, refund.order_id)
      FROM (SELECT id, order_id FROM orders.claims WHERE status IN ('refunding', 'refunded')) AS claim
      FULL JOIN (SELECT id, order_id FROM orders.refunds WHERE kind = 'return') AS refund USING (id)
      WHERE claim.order_id IS DISTINCT FROM refund.order_id
    )
    SELECT number FROM orders.orders WHERE id IN (SELECT order_id FROM unsound) ORDER BY id LIMIT ${p.limit}`,
);
