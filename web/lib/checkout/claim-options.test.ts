import { expect, test } from "vitest";
import type { Claim, FullOrderItem } from "../api/types.ts";
import { choosePieces, claimGroups, claimLines, otherOptions } from "./claim-choice.ts";

const item = { id: "a", variantId: "red", name: "컵", shipped: 3, claimed: 0, exchanged: 0 } as FullOrderItem;
const claim = (status: Claim["status"], more: object = {}) =>
  ({
    kind: "exchange",
    status,
    lines: [{ lineId: "a", variantId: "red", name: "컵 (빨강)", quantity: 1, received: 1, ...more }],
  }) as Claim;
const wanted = { variantId: "blue", sku: "BLUE", name: "컵 (파랑)" };

test("pieces are offered by variant once an exchange has sent another one", () => {
  const swapped = claimGroups([item], [claim("done", { wanted })]);
  expect(swapped.map(({ key, name, most }) => [key, name, most])).toEqual([
    ["a", "컵", 2],
    ["a blue", "컵 (파랑)", 1],
  ]);
  expect(claimGroups([item], [claim("withdrawn", { wanted })])).toMatchObject([{ most: 3 }]);
  expect(claimGroups([{ ...item, claimed: 1 }], [claim("requested")])).toMatchObject([{ most: 2 }]);
});

test("a claim has one variant of a line, and names it where there are two", () => {
  const groups = claimGroups([item], [claim("done", { wanted })]);
  const chosen = choosePieces(groups, { pieces: { a: 2 }, wanted: {} }, "a blue", 1);
  expect(claimLines(groups, chosen, "return")).toEqual([{ lineId: "a", quantity: 1, heldVariantId: "blue" }]);
  const [alone] = [claimGroups([item], [])];
  const green = { variantId: "green", label: "초록" };
  const choice = { pieces: { a: 1 }, wanted: { a: green } };
  expect(claimLines(alone, choice, "exchange")).toEqual([{ lineId: "a", quantity: 1, variantId: "green" }]);
  expect(claimLines(alone, choice, "return")).toEqual([{ lineId: "a", quantity: 1 }]);
});

test("what comes back is no other option, nor is one of which there are fewer pieces than are sent", () => {
  const option = (variantId: string, available: number) => ({
    ...{ variantId, available, sku: variantId, name: `컵 (${variantId})`, options: variantId },
  });
  const options = [option("red", 9), option("blue", 2), option("green", 1)];
  expect(otherOptions(options, { variantId: "red", pieces: 2 })).toEqual([
    { variantId: "blue", label: "blue" },
  ]);
  expect(otherOptions(options, { variantId: "blue", pieces: 1 }).map(({ label }) => label)).toEqual([
    ...["red", "green"],
  ]);
});
