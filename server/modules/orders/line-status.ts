/** Where the goods of a line are, from its counts. Pure. */
import { type OrderStatus, orderStatuses } from "./contract.ts";
import { isPaid } from "./order.ts";

export const lineStatuses = [...orderStatuses, "partly_shipped", "claimed"] as const;
type LineStatus = (typeof lineStatuses)[number];

interface CountedLine {
  readonly id: string;
  readonly quantity: number;
  readonly canceled: number;
  readonly shipped: number;
  readonly claimed: number;
  readonly returned: number;
  readonly exchanged: number;
}
interface LineOrder {
  readonly status: OrderStatus;
  readonly shipments: readonly {
    readonly deliveredAt: unknown;
    readonly claimId: string | null;
    readonly lines: readonly { readonly lineId: string }[];
  }[];
}

/** What is not sent has the status of its order; a line of which nothing is kept is canceled or returned. */
export function lineStatusOf({ status, shipments }: LineOrder, line: CountedLine): LineStatus {
  const { id, quantity, canceled, shipped, claimed, returned, exchanged } = line;
  if (canceled === quantity) return "canceled";
  if (canceled + returned === quantity) return "returned";
  if (!isPaid(status)) return status;
  if (claimed > returned + exchanged) return "claimed";
  if (shipped === 0 || status === "completed") return status;
  if (canceled + shipped < quantity) return "partly_shipped";
  const own = shipments.filter(
    ({ claimId, lines }) => claimId === null && lines.some(({ lineId }) => lineId === id),
  );
  return own.every(({ deliveredAt }) => deliveredAt !== null) ? "delivered" : "shipped";
}
