import { expect, test } from "vitest";
import type { FullOrderItem } from "../api/types.ts";
import { everythingLeft, linesOf } from "./cancel-choice.ts";

const item = (id: string, quantity: number, canceled = 0, shipped = 0) =>
  ({ id, quantity, canceled, shipped }) as FullOrderItem;

test("all that is left is chosen first, and lines without a piece are not sent", () => {
  const choice = everythingLeft([item("a", 3, 1), item("b", 2, 2), item("c", 4, 1, 2)]);
  expect(choice).toEqual({ a: 2, b: 0, c: 1 });
  expect(linesOf({ ...choice, c: 0 })).toEqual([{ lineId: "a", quantity: 2 }]);
});
