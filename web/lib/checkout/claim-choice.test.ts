import { expect, test } from "vitest";
import type { FullOrderItem } from "../api/types.ts";
import { claimablePieces, mayClaim, stepsOf, stepsReached } from "./claim-choice.ts";

const item = (shipped: number, claimed: number) => ({ quantity: 3, shipped, claimed }) as FullOrderItem;

test("pieces that were sent and are in no claim can be sent back", () => {
  expect(claimablePieces(item(3, 1))).toBe(2);
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
