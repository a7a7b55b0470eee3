/** The states of claims (returns and exchanges), and what may be claimed until when. Pure. */
import type { ClaimKind, ClaimStatus, OrderStatus } from "../contract.ts";
import type { Pieces } from "../refund-amounts.ts";

export type ClaimFault = "buyer" | "seller";

export interface ReturnRules {
  /** After delivery, for a change of mind. */
  readonly days: number;
  /** After delivery, for goods that are not as they were described. */
  readonly faultDays: number;
  /** What sending back costs a buyer that changed its mind, minor units. */
  readonly fee: number;
}

/** A buyer at fault pays for the way back, and for that of the new goods of an exchange. */
export const feeOf = ({ fee }: Pick<ReturnRules, "fee">, kind: ClaimKind): number =>
  kind === "exchange" ? 2 * fee : fee;

export type FeeState = "received" | "waived" | "owed_back" | "paid_back";

const settledStates: readonly (FeeState | null)[] = ["waived", "owed_back", "paid_back"];

/** What the buyer has to pay, or has paid. */
export const feeDue = ({
  fault,
  returnFee,
  feeState,
}: {
  readonly fault: ClaimFault;
  readonly returnFee: number;
  readonly feeState: FeeState | null;
}): number => (fault === "seller" || settledStates.includes(feeState) ? 0 : returnFee);

type Moves = Readonly<Record<ClaimStatus, readonly ClaimStatus[]>>;

const final = { refunded: [], done: [], rejected: [], withdrawn: [] } as const;
/** Goods that never came, or are not those that were sold, are rejected later. */
const untilInspection = {
  requested: ["collecting", "rejected", "withdrawn"],
  collecting: ["collected", "rejected"],
  collected: ["inspected", "rejected"],
} as const;

export const transitions: Readonly<Record<ClaimKind, Moves>> = {
  // A return that gives no money back is refunded at once.
  return: {
    ...untilInspection,
    inspected: ["refunding", "refunded"],
    refunding: ["refunded"],
    reshipping: [],
    ...final,
  },
  exchange: { ...untilInspection, inspected: ["reshipping"], refunding: [], reshipping: ["done"], ...final },
};

/** In these statuses pieces have left and the buyer has not confirmed the purchase. */
export const claimableStatuses: readonly OrderStatus[] = ["preparing", "on_hold", "shipped", "delivered"];

/** A claim in one of these counts as if it had not been made. */
export const isVoid = (status: ClaimStatus): boolean => status === "rejected" || status === "withdrawn";

interface ClaimableLine {
  readonly id: string;
  readonly shipped: number;
  /** Pieces whose replacement has arrived: they count as sent once more. */
  readonly exchanged: number;
  readonly claimed: number;
}

/** The entries that ask for more pieces than were sent and are in no claim. */
export const tooManyClaimed = (lines: readonly ClaimableLine[], pieces: readonly Pieces[]) =>
  pieces
    .map(({ lineId, quantity }) => {
      const line = lines.find(({ id }) => id === lineId);
      return { lineId, requested: quantity, left: line ? line.shipped + line.exchanged - line.claimed : 0 };
    })
    .filter(({ requested, left }) => requested > left);

export interface Arrival {
  readonly lines: readonly Pieces[];
  /** Null: on its way. */
  readonly deliveredAt: string | null;
}

interface ClaimableOrder {
  readonly status: OrderStatus;
  readonly lines: readonly ClaimableLine[];
  readonly shipments: readonly (Arrival & { readonly claimId: string | null })[];
}

/** `deadlineOf` the parcels of an order. A replacement begins the time anew when it has arrived. */
export const claimableUntil = (
  { shipments }: Pick<ClaimableOrder, "shipments">,
  pieces: readonly Pieces[],
  days: number,
): Date | null =>
  deadlineOf(
    shipments.filter(({ claimId, deliveredAt }) => claimId === null || deliveredAt !== null),
    pieces,
    days,
  );

/** Whether a piece of the line may be claimed at this time, by the fault that gives the longer time. */
export function isClaimable(
  order: ClaimableOrder,
  lineId: string,
  { days, faultDays }: Pick<ReturnRules, "days" | "faultDays">,
  now: Date,
): boolean {
  const piece = [{ lineId, quantity: 1 }];
  if (!claimableStatuses.includes(order.status) || tooManyClaimed(order.lines, piece).length > 0)
    return false;
  const until = claimableUntil(order, piece, Math.max(days, faultDays));
  return until === null || now < until;
}

const DAY_MS = 24 * 3_600_000;
/** Korea has no summer time. */
const KOREA_MS = 9 * 3_600_000;

/**
 * The moment from which the pieces cannot be claimed any more: the end of the day in Korea, `days` after the
 * last parcel of their line arrived, of the line that comes first. Null: none of the lines has arrived.
 */
export function deadlineOf(
  parcels: readonly Arrival[],
  pieces: readonly Pieces[],
  days: number,
): Date | null {
  const ends = pieces.flatMap(({ lineId }) => {
    const own = parcels.filter(({ lines }) => lines.some((each) => each.lineId === lineId));
    const times = own.map(({ deliveredAt }) => (deliveredAt === null ? null : Date.parse(deliveredAt)));
    const arrived = times.filter((time) => time !== null);
    if (arrived.length === 0 || arrived.length < times.length) return [];
    const day = Math.floor((Math.max(...arrived) + KOREA_MS) / DAY_MS);
    return [(day + days + 1) * DAY_MS - KOREA_MS];
  });
  return ends.length === 0 ? null : new Date(Math.min(...ends));
}
