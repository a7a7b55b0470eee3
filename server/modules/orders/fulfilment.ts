/** Which statuses an order reaches when pieces are canceled or sent, or parcels arrive. Pure. */
import type { OrderStatus } from "./contract.ts";

export interface Progress {
  readonly status: OrderStatus;
  readonly lines: readonly {
    readonly quantity: number;
    readonly canceled: number;
    readonly shipped: number;
  }[];
  readonly shipments: readonly { readonly deliveredAt: unknown }[];
}

/** In order; none: the status stays. An order is delivered when all that is bought has arrived. */
export function nextStatuses({ status, lines, shipments }: Progress): OrderStatus[] {
  const bought = lines.reduce((sum, { quantity, canceled }) => sum + quantity - canceled, 0);
  if (bought === 0) return status === "paid" || status === "preparing" ? ["canceled"] : [];
  const gone = lines.reduce((sum, { shipped }) => sum + shipped, 0) === bought;
  const arrived = shipments.every(({ deliveredAt }) => deliveredAt !== null);
  if (status === "preparing" && gone) return arrived ? ["shipped", "delivered"] : ["shipped"];
  return status === "shipped" && arrived ? ["delivered"] : [];
}
