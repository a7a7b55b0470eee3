/** Limits on what may be held without having been paid. Pure; the database counts (migration 0002). */
import { DomainError } from "../../platform/errors.ts";
import type { ReserveInput } from "./contract.ts";

/** `orders`, `pieces`: what a member or a network holds at a time, all orders together. */
export interface UnpaidLimits {
  /** Pieces of one order of a guest. A guest's cart has one unpaid order at most. */
  readonly guestPieces: number;
  readonly member: { readonly orders: number; readonly pieces: number };
  readonly network: { readonly orders: number; readonly pieces: number };
}

/** A limit that an order would exceed. `until`: when the first of the reservations that count ends. */
export interface ExceededLimit {
  readonly holder: "member" | "network";
  readonly unit: "orders" | "pieces";
  readonly limit: number;
  readonly until: string;
}

/** Throws ORDER_TOO_LARGE for an order that its holder could not hold even alone. */
export function refuseLargeOrder(limits: UnpaidLimits, { lines, holder }: ReserveInput): void {
  if (!holder) return;
  const own = holder.memberId === null ? limits.guestPieces : limits.member.pieces;
  const limit = holder.network === null ? own : Math.min(own, limits.network.pieces);
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  if (pieces > limit) throw new DomainError("ORDER_TOO_LARGE", { limit });
}

/** `retryAfter`: seconds until the first of the reservations ends; its order may be paid before. */
export function unpaidLimit({ until, ...exceeded }: ExceededLimit, now: Date): DomainError {
  const waitMs = new Date(until).getTime() - now.getTime();
  return new DomainError("UNPAID_LIMIT", { ...exceeded, retryAfter: Math.max(1, Math.ceil(waitMs / 1000)) });
}
