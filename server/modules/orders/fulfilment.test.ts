import { expect, test } from "vitest";
import { nextStatuses, type Progress } from "./fulfilment.ts";

const line = (quantity: number, canceled = 0, shipped = 0, returned = 0) => ({
  quantity,
  canceled,
  shipped,
  returned,
});
const sent = { deliveredAt: null, claimId: null };
const arrived = { deliveredAt: "2026-11-30T07:30:00Z", claimId: null };
const exchanged = { deliveredAt: null, claimId: "019a1c61-b002-7d4f-8c63-7f8091a2b3c4" };

test.each<[string, Progress["status"], Progress["lines"], Progress["shipments"], string[]]>([
  ["stays while pieces are left", "preparing", [line(2, 0, 1)], [arrived], []],
  ["is shipped with the last piece", "preparing", [line(2, 0, 2)], [arrived, sent], ["shipped"]],
  ["is shipped when the rest is canceled", "preparing", [line(2, 1, 1)], [sent], ["shipped"]],
  [
    "is delivered when all had arrived before",
    "preparing",
    [line(2, 1, 1)],
    [arrived],
    ["shipped", "delivered"],
  ],
  ["stays while a parcel is on its way", "shipped", [line(2, 0, 2)], [arrived, sent], []],
  ["is delivered with the last parcel", "shipped", [line(2, 0, 2)], [arrived, arrived], ["delivered"]],
  ["is canceled with the last piece", "paid", [line(2, 2), line(1, 1)], [], ["canceled"]],
  ["is not shipped before it is prepared", "paid", [line(2, 1)], [], []],
  ["does not wait for an exchange", "shipped", [line(2, 0, 2)], [arrived, exchanged], ["delivered"]],
  ["stays while the buyer keeps a piece", "delivered", [line(2, 0, 2, 1)], [arrived], []],
  ["is returned with the last piece", "delivered", [line(2, 1, 1, 1)], [arrived], ["returned"]],
  ["is returned before all has arrived", "shipped", [line(2, 0, 2, 2)], [sent], ["returned"]],
  ["is returned when the rest is canceled", "preparing", [line(2, 1, 1, 1)], [sent], ["shipped", "returned"]],
  [
    "stays while pieces are left, though those that went came back",
    "preparing",
    [line(2, 0, 1, 1)],
    [sent],
    [],
  ],
  ["waits for its release", "on_hold", [line(2, 1, 1)], [arrived], []],
  ["is canceled with the last piece, also on hold", "on_hold", [line(2, 2)], [], ["canceled"]],
  ["stays completed", "completed", [line(1, 0, 1)], [arrived], []],
])("an order %s", (_, status, lines, shipments, expected) => {
  expect(nextStatuses({ status, lines, shipments })).toEqual(expected);
});
