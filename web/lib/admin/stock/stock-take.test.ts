import { describe, expect, it } from "vitest";
import { memoryStorage } from "../../memory-storage.fixture.ts";
import { noDrafts, recallCounts, rememberCounts, takeAt, withTake } from "./count-draft.ts";
import {
  beginSaving,
  differenceOf,
  nameRows,
  noCount,
  partRefused,
  partSaved,
  partSent,
  refusalsOf,
  removeRow,
  type StockTake,
  savingRefused,
  scan,
  setCounted,
  withReason,
} from "./stock-take.ts";

const problem = (status: number, code = "X", more: object = {}) => ({ status, code, title: "거절", ...more });
const countsOf = ({ rows }: StockTake) => rows.map(({ sku, counted, onHand }) => [sku, counted, onHand]);
let ids = 0;
const newId = () => {
  ids += 1;
  return `id-${ids}`;
};
/** A: 1 of 5, B: 7 of 7, C: 9 of 4. */
const counted = [
  ["A", 1, 5],
  ["B", 7, 7],
  ["C", 9, 4],
] as const;
const take = counted.reduce((all, [sku, pieces, onHand]) => setCounted(all, sku, pieces, onHand), noCount);

describe("counting", () => {
  it("each scan of a SKU adds one, brings it to the top and keeps what was on hand at the first", () => {
    const scanned = scan(scan(scan(noCount, "A", 5), "B", 2), "A", 3);
    expect(countsOf(scanned)).toEqual([
      ["A", 2, 5],
      ["B", 1, 2],
    ]);
  });

  it("a corrected count keeps its place and what was on hand", () => {
    expect(countsOf(setCounted(take, "A", 4, 99))).toEqual([
      ["C", 9, 4],
      ["B", 7, 7],
      ["A", 4, 5],
    ]);
    expect(take.rows.map(differenceOf)).toEqual([5, 0, -4]);
    expect(countsOf(removeRow(take, "B")).map(([sku]) => sku)).toEqual(["C", "A"]);
  });

  it("names come to the rows of their SKUs, and stay with the next scan", () => {
    const goods = { name: "머그컵", options: "백자" };
    const named = scan(nameRows(take, new Map([["A", goods]])), "A", 0);
    expect(named.rows.map((row) => row.goods)).toEqual([goods, null, null]);
  });

  it("a draft survives a reload, each location its own", () => {
    const store = memoryStorage();
    expect(recallCounts(store)).toEqual(noDrafts);
    const reasoned = withReason(take, "분기 실사");
    rememberCounts(store, { ...withTake(noDrafts, "busan", reasoned), location: "busan" });
    const recalled = recallCounts(store);
    expect([recalled.location, takeAt(recalled, "busan"), takeAt(recalled, "main")]).toEqual([
      "busan",
      reasoned,
      noCount,
    ]);
  });
});

describe("saving", () => {
  const sizes = ({ parts }: StockTake) => parts.map(({ lines }) => lines.map(({ sku }) => sku));

  it("rows go in parts of what the API takes, each under an id of its own", () => {
    const begun = beginSaving(take, newId, 2);
    expect(sizes(begun)).toEqual([["A", "B"], ["C"]]);
    expect(new Set(begun.parts.map(({ id }) => id)).size).toBe(2);
    expect(begun.parts[0]?.lines[0]).toEqual({ sku: "A", counted: 1, expected: 5 });
  });

  it("what was begun is repeated as it was, also after a lost answer", () => {
    const lost = partSent(beginSaving(take, newId, 2));
    expect(beginSaving(lost, newId, 2)).toBe(lost);
  });

  it("a saved part takes its rows away and tells what changed", () => {
    const first = partSaved(beginSaving(take, newId, 2));
    expect([countsOf(first), sizes(first)]).toEqual([[["C", 9, 4]], [["C"]]]);
    expect(partSaved(first)).toEqual({
      rows: [],
      parts: [],
      reason: "",
      outcome: {
        changed: [
          { sku: "A", difference: -4 },
          { sku: "C", difference: 5 },
        ],
        unchanged: 1,
        refused: [],
      },
    });
  });

  it("refused lines leave their part, which keeps its id, and their rows stay with the reason", () => {
    const begun = beginSaving(take, newId, 3);
    const refusals = refusalsOf(problem(409, "STOCK_BELOW_RESERVED", { lines: [{ pointer: "/lines/0" }] }));
    const rest = partRefused(partSent(begun), refusals);
    expect([sizes(rest), rest.parts[0]?.id]).toEqual([[["B", "C"]], begun.parts[0]?.id]);
    const saved = partSaved(rest);
    expect(countsOf(saved)).toEqual([["A", 1, 5]]);
    expect(saved.outcome?.refused).toEqual([{ sku: "A", code: "STOCK_BELOW_RESERVED", message: "거절" }]);
  });

  it("the reason is sent tidied, stays with rows that were refused, and goes with the last row", () => {
    const begun = beginSaving(withReason(take, " 분기 실사 "), newId, 2);
    expect(begun.parts.map(({ reason }) => reason)).toEqual(["분기 실사", "분기 실사"]);
    const refusals = refusalsOf(problem(409, "X", { lines: [{ pointer: "/lines/0" }] }));
    const one = partSaved(partRefused(begun, refusals));
    const left = partSaved(one);
    expect([countsOf(left), left.reason]).toEqual([[["A", 1, 5]], " 분기 실사 "]);
    expect([removeRow(left, "A").reason, partSaved(beginSaving(left, newId)).reason]).toEqual(["", ""]);
  });

  it("a part of refused lines alone is over", () => {
    const refusals = refusalsOf(
      problem(400, "INVALID_INPUT", {
        errors: [0, 1].map((at) => ({ pointer: `/lines/${at}/sku`, code: "UNKNOWN", message: "없어요" })),
      }),
    );
    expect([...refusals.keys()]).toEqual([0, 1]);
    expect(sizes(partRefused(beginSaving(take, newId, 2), refusals))).toEqual([["C"]]);
  });

  it("a refusal of a whole part names no line", () => {
    const whole = problem(409, "BUNDLE_STOCK");
    expect(refusalsOf(whole).size).toBe(0);
    const about = problem(400, "X", { errors: [{ pointer: "/reason", code: "X", message: "" }] });
    expect(refusalsOf(about).size).toBe(0);
  });

  it("rows stay locked while it is unknown whether they were saved", () => {
    const sent = partSent(beginSaving(take, newId));
    expect(savingRefused(sent, false, problem(403)).parts).toEqual([]);
    expect(savingRefused(sent, true, problem(409)).parts).toEqual([]);
    expect(savingRefused(sent, true, problem(401)).parts).toHaveLength(1);
  });
});
