import { describe, expect, test } from "vitest";
import { claimKinds, claimStatuses } from "../contract.ts";
import {
  deadlineOf,
  type FeeState,
  feeDue,
  feeOf,
  isClaimable,
  isVoid,
  tooManyClaimed,
  transitions,
} from "./claim.ts";

describe("the deadline of a claim", () => {
  const pieces = [{ lineId: "a", quantity: 1 }];
  const parcel = (deliveredAt: string | null, lineId = "a") => ({
    lines: [{ lineId, quantity: 1 }],
    deliveredAt,
  });

  test("is the end of the seventh day in Korea after the delivery", () => {
    const end = new Date("2026-12-07T15:00:00Z");
    expect(deadlineOf([parcel("2026-11-29T15:00:00Z")], pieces, 7)).toEqual(end);
    expect(deadlineOf([parcel("2026-11-30T14:59:59Z")], pieces, 7)).toEqual(end);
    expect(deadlineOf([parcel("2026-11-30T15:00:00Z")], pieces, 7)).not.toEqual(end);
  });

  test("counts from the last parcel of the line, and does not run while one is on its way", () => {
    const first = parcel("2026-11-30T01:00:00Z");
    expect(deadlineOf([first, parcel(null)], pieces, 7)).toBeNull();
    expect(deadlineOf([first, parcel("2026-12-02T01:00:00Z")], pieces, 7)).toEqual(
      new Date("2026-12-09T15:00:00Z"),
    );
    expect(deadlineOf([], pieces, 7)).toBeNull();
  });

  test("is that of the line that arrived first", () => {
    const parcels = [parcel("2026-12-02T01:00:00Z"), parcel("2026-11-30T01:00:00Z", "b")];
    expect(deadlineOf(parcels, [...pieces, { lineId: "b", quantity: 1 }], 7)).toEqual(
      new Date("2026-12-07T15:00:00Z"),
    );
  });
});

test("a line can be claimed after it was sent, while a piece is left and the longer time runs", () => {
  const parcel = {
    lines: [{ lineId: "a", quantity: 1 }],
    deliveredAt: "2026-11-30T01:00:00Z",
    claimId: null as string | null,
  };
  const order = {
    status: "delivered" as const,
    lines: [{ id: "a", shipped: 1, exchanged: 0, claimed: 0 }],
    shipments: [parcel],
  };
  const rules = { days: 7, faultDays: 30 };
  const last = new Date("2026-12-30T14:59:59Z");
  const may = (changed: Partial<typeof order> | { status: "paid" | "canceled" | "completed" }, now = last) =>
    isClaimable({ ...order, ...changed }, "a", rules, now);
  expect(may({})).toBe(true);
  expect(may({}, new Date("2026-12-30T15:00:00Z"))).toBe(false);
  for (const status of ["paid", "canceled", "completed"] as const) expect(may({ status })).toBe(false);
  expect(may({ lines: [{ id: "a", shipped: 1, exchanged: 0, claimed: 1 }] })).toBe(false);
  const replacement = { ...parcel, claimId: "exchange", deliveredAt: "2026-12-20T01:00:00Z" };
  expect(may({ shipments: [parcel, replacement] }, new Date("2027-01-10T00:00:00Z"))).toBe(true);
});

test("only pieces that were sent and are in no claim can be claimed", () => {
  const lines = [{ id: "a", shipped: 3, exchanged: 0, claimed: 2 }];
  expect(tooManyClaimed(lines, [{ lineId: "a", quantity: 1 }])).toEqual([]);
  expect(
    tooManyClaimed(lines, [
      { lineId: "a", quantity: 2 },
      { lineId: "b", quantity: 1 },
    ]),
  ).toEqual([
    { lineId: "a", requested: 2, left: 1 },
    { lineId: "b", requested: 1, left: 0 },
  ]);
});

test("a piece whose replacement has arrived can be claimed once more", () => {
  const lines = [{ id: "a", shipped: 3, exchanged: 1, claimed: 3 }];
  expect(tooManyClaimed(lines, [{ lineId: "a", quantity: 1 }])).toEqual([]);
  expect(tooManyClaimed(lines, [{ lineId: "a", quantity: 2 }])).toMatchObject([{ left: 1 }]);
});

test("an exchange costs a buyer at fault both ways, until it is waived or given back", () => {
  expect([feeOf({ fee: 3_000 }, "return"), feeOf({ fee: 3_000 }, "exchange")]).toEqual([3_000, 6_000]);
  const due = (fault: "buyer" | "seller", feeState: FeeState | null) =>
    feeDue({ fault, returnFee: 6_000, feeState });
  expect([due("buyer", null), due("buyer", "received"), due("buyer", "waived")]).toEqual([6_000, 6_000, 0]);
  expect([due("seller", null), due("buyer", "owed_back")]).toEqual([0, 0]);
});

describe.each(claimKinds)("a claim for a %s", (kind) => {
  test("can reach its end from every status that is not final", () => {
    const goal = kind === "return" ? "refunded" : "done";
    const reaches = (from: (typeof claimStatuses)[number]): boolean =>
      from === goal || transitions[kind][from].some(reaches);
    const open = claimStatuses.filter((status) => transitions[kind][status].length > 0);
    expect(open.filter((status) => !reaches(status))).toEqual([]);
  });

  test("is void only before the goods were inspected", () => {
    const last = claimStatuses.filter((status) => transitions[kind][status].some(isVoid));
    expect(last).toEqual(["requested", "collecting", "collected"]);
  });
});
