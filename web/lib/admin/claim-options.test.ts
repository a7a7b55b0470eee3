import { expect, test } from "vitest";
import type { StaffClaim } from "../api/types.ts";
import {
  hasChoice,
  isUnsaved,
  lineChoices,
  lineOptions,
  optionLines,
  storedVariants,
} from "./claim-options.ts";

type ClaimLine = StaffClaim["lines"][number];
const line = (lineId: string, variantId: string, more: object = {}) =>
  ({ lineId, variantId, sku: variantId, name: variantId, quantity: 1, ...more }) as ClaimLine;
const option = (variantId: string, available: number) => ({
  ...{ variantId, available, sku: variantId, name: `컵 (${variantId})`, options: variantId },
});
const wanted = (variantId: string) => ({ variantId, sku: variantId, name: `컵 (${variantId})` });

/** The lines of an exchange, each of which may send these. */
function linesOf(lines: ClaimLine[], items: ReturnType<typeof option>[]) {
  const answer = { lines: lines.map(({ lineId }) => ({ lineId, items })) };
  return optionLines({ lines }, lineOptions({ ok: true, data: answer }) ?? {});
}
const choicesOf = (lines: ReturnType<typeof linesOf>, sent: Record<string, string> = {}) =>
  lines.map((each) => {
    const { choices, short } = lineChoices(lines, { ...storedVariants(lines), ...sent }, each);
    return [choices.map(({ variantId, left }) => `${variantId} ${left}`).join(), short];
  });

test("staff may send the options of which there are as many pieces as come back", () => {
  const items = [option("red", 9), option("blue", 2), option("green", 1)];
  expect(choicesOf(linesOf([line("a", "red", { quantity: 2 })], items))).toEqual([["blue 2", false]]);
});

test("pieces that another line sends are not offered, also where it sends the same as comes back", () => {
  const lines = linesOf([line("a", "red"), line("b", "red")], [option("red", 1), option("blue", 1)]);
  expect(choicesOf(lines)).toEqual([
    ["blue 1", false],
    ["blue 1", false],
  ]);
  expect(choicesOf(lines, { a: "blue" })).toEqual([
    ["blue 1", false],
    ["", false],
  ]);
  const crossed = linesOf([line("a", "red"), line("b", "blue")], [option("red", 1), option("blue", 2)]);
  expect(choicesOf(crossed)).toEqual([
    ["blue 1", false],
    ["", false],
  ]);
  expect(choicesOf(crossed, { a: "blue" })).toEqual([
    ["blue 1", false],
    ["red 1", false],
  ]);
});

test("what is chosen stays a choice when it is too few or gone, and says so", () => {
  const stored = [line("a", "red", { wanted: wanted("blue") }), line("b", "red")];
  const lines = linesOf(stored, [option("blue", 1), option("green", 1)]);
  expect(choicesOf(lines, { b: "blue" })).toEqual([
    ["green 1,blue 0", true],
    ["green 1,blue 0", true],
  ]);
  const gone = linesOf([line("a", "red", { wanted: wanted("blue") })], []);
  expect(lineChoices(gone, storedVariants(gone), gone[0] as (typeof gone)[number])).toEqual({
    choices: [{ variantId: "blue", label: "컵 (blue)", left: 0 }],
    short: true,
  });
});

test("a line has a choice when there is another option, or a way back to the same", () => {
  const choice = (lines: ClaimLine[], items: ReturnType<typeof option>[]) =>
    linesOf(lines, items).map(hasChoice);
  expect(choice([line("a", "red")], [option("red", 9)])).toEqual([false]);
  expect(choice([line("a", "red")], [option("red", 9), option("blue", 1)])).toEqual([true]);
  expect(choice([line("a", "red", { wanted: wanted("blue") })], [])).toEqual([true]);
});

test("a choice is unsaved until the claim has it", () => {
  const [items, chosen] = [[option("blue", 1)], { a: "blue" }];
  const isOpen = (lines: ClaimLine[], sent: Record<string, string>) => isUnsaved(linesOf(lines, items), sent);
  expect(isOpen([line("a", "red")], {})).toBe(false);
  expect(isOpen([line("a", "red")], chosen)).toBe(true);
  expect(isOpen([line("a", "red", { wanted: wanted("blue") })], chosen)).toBe(false);
  expect(isOpen([line("a", "red", { wanted: wanted("blue") })], { a: "red" })).toBe(true);
});

test("options that could not be read are not the same as none", () => {
  const problem = { status: 503, code: "DATABASE_UNAVAILABLE", title: "" };
  expect(lineOptions({ ok: false, problem })).toBeNull();
  expect(lineOptions({ ok: true, data: { lines: [] } })).toEqual({});
});
