import { describe, expect, test } from "vitest";
import { combinationsOf, filledUp, rowsAfter } from "./variant-matrix.ts";

type Row = { choice: readonly string[]; sku: string };
const colours = (...values: string[]) => ({ name: "색상", values });
const sizes = (...values: string[]) => ({ name: "사이즈", values });
const rowOf = (sku: string, ...choice: string[]): Row => ({ sku, choice });
const create = (choice: readonly string[], like: Row | undefined): Row => ({
  choice,
  sku: `new like ${like?.sku}`,
});
const shown = (rows: readonly Row[]) => rows.map(({ sku, choice }) => `${sku}: ${choice.join(" ")}`);

const was = [colours("흰색", "검정"), sizes("S", "M")];
const rows = [
  rowOf("WS", "흰색", "S"),
  rowOf("WM", "흰색", "M"),
  rowOf("BS", "검정", "S"),
  rowOf("BM", "검정", "M"),
];
const after = (...now: typeof was) => shown(rowsAfter({ rows, was, now, create }));

test("combinations stand in the order of the options; of too many there are none", () => {
  expect(combinationsOf(was).map((choice) => choice.join(""))).toEqual(["흰색S", "흰색M", "검정S", "검정M"]);
  expect(combinationsOf([])).toEqual([[]]);
  const many = Array.from({ length: 40 }, (_, at) => `${at}`);
  expect(combinationsOf([colours(...many), sizes(...many)])).toEqual([]);
});

describe("when options change", () => {
  test("nothing changes with options that stay", () => expect(after(...was)).toEqual(shown(rows)));

  test("a new value adds its combinations, beside those of its kind", () => {
    expect(after(colours("흰색", "검정"), sizes("S", "M", "L"))).toEqual([
      "WS: 흰색 S",
      "WM: 흰색 M",
      "new like WS: 흰색 L",
      "BS: 검정 S",
      "BM: 검정 M",
      "new like BS: 검정 L",
    ]);
  });

  test("a value under another name keeps its rows, and so does an option", () => {
    expect(after(colours("흰색", "먹색"), sizes("S", "M"))).toEqual([
      "WS: 흰색 S",
      "WM: 흰색 M",
      "BS: 먹색 S",
      "BM: 먹색 M",
    ]);
    expect(after({ name: "빛깔", values: ["흰색", "검정"] }, sizes("S", "M"))).toEqual(shown(rows));
  });

  test("values in another order keep their rows", () => {
    expect(after(colours("검정", "흰색"), sizes("S", "M"))).toEqual([
      "BS: 검정 S",
      "BM: 검정 M",
      "WS: 흰색 S",
      "WM: 흰색 M",
    ]);
  });

  test("a value that is gone takes its rows along", () => {
    expect(after(colours("흰색"), sizes("S", "M"))).toEqual(["WS: 흰색 S", "WM: 흰색 M"]);
  });

  test("an option that is gone leaves the first row of each combination", () => {
    expect(after(colours("흰색", "검정"))).toEqual(["WS: 흰색", "BS: 검정"]);
    expect(after()).toEqual(["WS: "]);
  });

  test("an option that is added gives its first value to the rows that exist", () => {
    const single = [rowOf("ONE")];
    const added = rowsAfter({ rows: single, was: [], now: [sizes("S", "M")], create });
    expect(shown(added)).toEqual(["ONE: S", "new like ONE: M"]);
  });

  test("a row that was taken out does not come back with a new value, but by itself", () => {
    const three = rows.slice(0, 3);
    const now = [colours("흰색", "검정"), sizes("S", "M", "L")];
    const next = rowsAfter({ rows: three, was, now, create });
    expect(shown(next)).not.toContain("new like BS: 검정 M");
    expect(shown(next)).toContain("new like BS: 검정 L");
    expect(shown(filledUp(three, was, create))).toEqual([...shown(three), "new like WM: 검정 M"]);
  });
});

test("1,000 combinations are made within a moment", () => {
  const values = Array.from({ length: 10 }, (_, at) => `${at}`);
  const three = [colours(...values), sizes(...values), { name: "무늬", values }];
  const made = rowsAfter({ rows: [rowOf("ONE")], was: [], now: three, create });
  expect(made.length).toBe(1_000);
});
