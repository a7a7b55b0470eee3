import { expect, test } from "vitest";
import { nextStatuses, type Progress } from "./fulfilment.ts";

const line = (quantity: number, canceled = 0, shipped = 0) => ({ quantity, canceled, shipped });
const [sent, arrived] = [{ deliveredAt: null }, { deliveredAt: "2026-11-30T07:30:00Z" }];

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
  ["stays completed", "completed", [line(1, 0, 1)], [arrived], []],
])("an order %s", (_, status, lines, shipments, expected) => {
  expect(nextStatuses({ status, lines, shipments })).toEqual(expected);
});
