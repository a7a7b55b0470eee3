/** How the invariants of stock are broken. */
import type { AuditScope } from "../../server/watch/invariants.ts";

export interface Break {
  readonly module: AuditScope;
  readonly invariant: string;
  /** Breaks the invariant, after dropping the constraints that would refuse the change. */
  readonly sql: string;
  readonly reported: RegExp;
}

export const breaksOfStock: readonly Break[] = [
  {
    module: "inventory",
    invariant: "0 ≤ reserved ≤ on hand, unless back-orders are allowed",
    sql: `ALTER TABLE inventory.stock DROP CONSTRAINT stock_covers_reserved;
          UPDATE inventory.reservations SET quantity = 1000 WHERE state = 'HELD';
          UPDATE inventory.stock
          SET reserved = (SELECT sum(quantity) FROM inventory.reservations WHERE state = 'HELD')`,
    reported: /^stock of \S+ at main: on hand \d+ \(ledger \d+, its newest row \d+\), reserved [12]000 /,
  },
  {
    module: "inventory",
    invariant: "on hand equals the sum of the ledger, and what its newest row says is left",
    sql: "UPDATE inventory.ledger SET delta = 105 WHERE reason = 'initial'",
    reported: /on hand (100 \(ledger 105, |98 \(ledger 103, )/,
  },
  {
    module: "inventory",
    invariant: "on hand equals the sum of the ledger, and what its newest row says is left",
    sql: "UPDATE inventory.ledger SET on_hand_after = 7",
    reported: /on hand (100 \(ledger 100|98 \(ledger 98), its newest row 7\)/,
  },
  {
    module: "inventory",
    invariant: "on hand equals the sum of the ledger, and what its newest row says is left",
    sql: "DELETE FROM inventory.stock",
    reported: /^stock of variant \S+ at main: on hand 0 \(ledger (100|98), its newest row (100|98)\)/,
  },
  {
    module: "inventory",
    invariant: "reserved equals the sum of the held reservations",
    sql: "DELETE FROM inventory.reservations WHERE state = 'HELD'",
    reported: /reserved \d \(held 0\)/,
  },
  {
    module: "inventory",
    invariant: "a transfer is two rows of the ledger that sum to zero",
    sql: `INSERT INTO inventory.ledger
            (variant_id, location, delta, reason, reference_type, reference, on_hand_after)
          SELECT variant_id, location, delta, 'moved', 'transfer', 'lost', on_hand + delta
          FROM inventory.stock CROSS JOIN (VALUES (-3), (2)) AS moved (delta) WHERE reserved = 0 LIMIT 2`,
    reported: /^transfer lost: 2 ledger rows, their sum -1$/,
  },
  {
    module: "inventory",
    invariant: "what orders committed is what the ledger says was sold",
    sql: `INSERT INTO inventory.ledger
            (variant_id, location, delta, reason, reference_type, reference, on_hand_after)
          SELECT variant_id, location, -1, 'sale', 'order', 'nobody', on_hand - 1
          FROM inventory.stock LIMIT 1`,
    reported: /^order nobody: 0 of variant \S+ were committed at main, 1 are in the ledger$/,
  },
  {
    module: "inventory",
    invariant: "a bundle has parts that are no bundles, and no stock of its own",
    sql: `INSERT INTO inventory.bundle_parts (bundle_id, part_id, quantity)
          SELECT min(variant_id::text)::uuid, max(variant_id::text)::uuid, 2 FROM inventory.stock`,
    reported: /^bundle \S+: it may have stock of its own$/,
  },
  {
    module: "inventory",
    invariant: "a bundle has parts that are no bundles, and no stock of its own",
    sql: `INSERT INTO inventory.bundle_parts (bundle_id, part_id, quantity)
          SELECT min(variant_id::text)::uuid, max(variant_id::text)::uuid, 2 FROM inventory.stock
          UNION ALL SELECT max(variant_id::text)::uuid, min(variant_id::text)::uuid, 2 FROM inventory.stock`,
    reported: /^bundle \S+: (a part is a bundle|it may have stock of its own)$/,
  },
];
