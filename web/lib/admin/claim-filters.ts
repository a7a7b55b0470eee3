/** What staff look for in the list of claims, as its address has it, and how late a claim is. Pure. */
import type { StaffClaimList, StaffClaimQuery } from "../api/types.ts";
import { oneOf, type PageQuery } from "./list-address.ts";

type ClaimRow = StaffClaimList["items"][number];
export type ClaimStatus = ClaimRow["status"];
export type ClaimKind = ClaimRow["kind"];

/** In the order of the tabs: what waits for staff comes first. */
export const claimTabs: readonly ClaimStatus[] = [
  "requested",
  "collecting",
  "collected",
  "inspected",
  "refunding",
  "reshipping",
  "refunded",
  "done",
  "rejected",
  "withdrawn",
];
export const claimKinds: readonly ClaimKind[] = ["return", "exchange"];

export type ClaimSearch = Readonly<Record<"q" | "kind" | "status", string>>;

export function claimSearchOf(query: PageQuery): ClaimSearch {
  const [status, kind] = [oneOf(query, "status"), oneOf(query, "kind")];
  return {
    q: oneOf(query, "q").slice(0, 100),
    kind: claimKinds.some((each) => each === kind) ? kind : "",
    status: claimTabs.some((each) => each === status) ? status : "",
  };
}

export const claimQueryOf = ({ q, kind, status }: ClaimSearch): StaffClaimQuery => ({
  ...(q !== "" && { q }),
  ...(kind !== "" && { kind: kind as ClaimKind }),
  ...(status !== "" && { status: status as ClaimStatus }),
});

const over: readonly ClaimStatus[] = ["refunded", "done", "rejected", "withdrawn"];

/** The law gives three working days for a refund after the goods came back. */
export function latenessOf({
  status,
  ageDays,
}: Pick<ClaimRow, "status" | "ageDays">): "none" | "slow" | "late" {
  if (over.includes(status) || ageDays < 2) return "none";
  return ageDays < 5 ? "slow" : "late";
}
