import { expect, test } from "vitest";
import type { Claim, FullOrderItem } from "../api/types.ts";
import {
  choosePieces,
  claimGroups,
  claimLines,
  optionChoices,
  otherOptions,
  takenByOthers,
} from "./claim-choice.ts";

const item = {
  ...{ id: "a", variantId: "red", name: "컵", options: [{ label: "색", value: "빨강" }] },
  ...{ shipped: 3, claimed: 0, exchanged: 0 },
} as FullOrderItem;
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

test("goods of one name are told apart by what was bought", () => {
  const other = {
    ...item,
    id: "b",
    variantId: "blue",
    options: [{ label: "색", value: "파랑" }],
  };
  expect(claimGroups([item, other], []).map(({ name }) => name)).toEqual(["컵 (빨강)", "컵 (파랑)"]);
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

const option = (variantId: string, available: number) => ({
  ...{ variantId, available, sku: variantId, name: `컵 (${variantId})`, options: variantId },
});

test("what comes back is no other option, nor is one of which there are fewer pieces than are sent", () => {
  const options = [option("red", 9), option("blue", 2), option("green", 1)];
  expect(otherOptions(options, { variantId: "red", pieces: 2 })).toEqual([
    { variantId: "blue", label: "blue" },
  ]);
  expect(otherOptions(options, { variantId: "blue", pieces: 1 }).map(({ label }) => label)).toEqual([
    ...["red", "green"],
  ]);
});

const blue = { variantId: "blue", label: "blue" };

test("what was chosen stays chosen when more pieces are wanted than are left, and tells how many are", () => {
  const options = [option("red", 9), option("blue", 2)];
  const chosen = (pieces: number) => optionChoices(options, { variantId: "red", pieces }, blue);
  expect(chosen(2)).toEqual({ choices: [blue], left: null });
  expect(chosen(3)).toEqual({ choices: [blue], left: 2 });
  expect(optionChoices([], { variantId: "red", pieces: 1 }, blue)).toEqual({ choices: [blue], left: 0 });
  expect(optionChoices(options, { variantId: "red", pieces: 3 }, undefined)).toEqual({
    ...{ choices: [], left: null },
  });
});

test("pieces that another line of the claim takes are not offered twice", () => {
  const other = { ...item, id: "b", variantId: "green" };
  const groups = claimGroups([item, other], []);
  const choice = { pieces: { a: 1, b: 2 }, wanted: { b: blue } };
  const taken = takenByOthers(groups, choice, "a");
  expect([...taken]).toEqual([["blue", 2]]);
  // The approval reserves also what a line sends of the same.
  expect([...takenByOthers(groups, choice, "b")]).toEqual([["red", 1]]);
  expect([...takenByOthers(groups, { ...choice, pieces: { a: 1, b: 0 } }, "a")]).toEqual([]);
  const back = { variantId: "red", pieces: 1, taken };
  expect(optionChoices([option("blue", 2)], back, undefined).choices).toEqual([]);
  expect(optionChoices([option("blue", 2)], back, blue)).toEqual({ choices: [blue], left: 0 });
  expect(optionChoices([option("blue", 3)], back, blue)).toEqual({ choices: [blue], left: null });
});
