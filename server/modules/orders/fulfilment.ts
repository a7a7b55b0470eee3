/** Which statuses an order reaches when pieces are canceled or sent, or parcels arrive. Pure. */
import type { OrderStatus } from "./contract.ts";

export interface Progress {
  readonly status: OrderStatus;
  readonly lines: readonly {
    readonly quantity: number;
    readonly canceled: number;
    readonly shipped: number;
    readonly returned: number;
  }[];
  /** Those of exchanges do not count. */
  readonly shipments: readonly { readonly deliveredAt: unknown; readonly claimId: string | null }[];
}

/** Paid, and not gone as a whole. */
const unsent: readonly OrderStatus[] = ["paid", "preparing", "on_hold"];

/**
 * In order; none: the status stays. An order is delivered when all that is bought has arrived, and returned
 * when all of that came back. An order on hold waits for its release.
 */
export function nextStatuses({ status, lines, shipments }: Progress): OrderStatus[] {
  const bought = lines.reduce((sum, { quantity, canceled }) => sum + quantity - canceled, 0);
  if (bought === 0) return unsent.includes(status) ? ["canceled"] : [];
  const gone = lines.reduce((sum, { shipped }) => sum + shipped, 0) === bought;
  const back = lines.reduce((sum, { returned }) => sum + returned, 0) === bought;
  const arrived = shipments.every(({ deliveredAt, claimId }) => deliveredAt !== null || claimId !== null);
  const last: OrderStatus[] = back ? ["returned"] : arrived ? ["delivered"] : [];
  if (status === "preparing") return gone ? ["shipped", ...last] : [];
  if (status === "shipped") return last;
  return status === "delivered" && back ? ["returned"] : [];
}
