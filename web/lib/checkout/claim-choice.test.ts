import { expect, test } from "vitest";
import type { FullOrderItem } from "../api/types.ts";
import { claimablePieces, faultOf, hasOpenClaim, mayClaim, stepsOf, stepsReached } from "./claim-choice.ts";

const item = (shipped: number, claimed: number) => ({ quantity: 3, shipped, claimed }) as FullOrderItem;

test("pieces that were sent and are in no claim can be sent back", () => {
  expect(claimablePieces(item(3, 1))).toBe(2);
  expect(claimablePieces({ ...item(3, 3), exchanged: 1 })).toBe(1);
  expect(mayClaim({ status: "delivered", items: [item(3, 1)] })).toBe(true);
  expect(mayClaim({ status: "delivered", items: [item(3, 3)] })).toBe(false);
  expect(mayClaim({ status: "preparing", items: [item(0, 0)] })).toBe(false);
});

test("nothing can be sent back after the purchase was confirmed", () => {
  expect(mayClaim({ status: "completed", items: [item(3, 0)] })).toBe(false);
});

test("a claim shows the steps of its kind; one that was refused has none", () => {
  expect(stepsOf("return").at(-1)).toBe("refunded");
  expect(stepsOf("exchange").at(-1)).toBe("done");
  expect(stepsReached({ kind: "return", status: "inspected" })).toBe(4);
  expect(stepsReached({ kind: "exchange", status: "rejected" })).toBe(0);
});

test("a claim is open from its request to its end", () => {
  const after = (...types: string[]) =>
    hasOpenClaim({ events: types.map((type) => ({ type, at: "2026-11-29T00:00:00.000Z" })) });
  expect(after("paid", "delivered")).toBe(false);
  expect(after("claim_requested", "claim_collecting", "claim_turned")).toBe(true);
  for (const end of ["claim_refunded", "claim_done", "claim_rejected", "claim_withdrawn"]) {
    expect(after("claim_requested", end)).toBe(false);
    expect(after("claim_requested", end, "claim_requested")).toBe(true);
  }
});

test("the seller is at fault for defects and for other goods than were ordered", () => {
  expect((["buyer", "defect", "wrong", "other"] as const).map(faultOf)).toEqual([
    "buyer",
    "seller",
    "seller",
    "buyer",
  ]);
});
