import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pageOf, readCursor, readIdCursor, readNumberCursor, writeCursor } from "./cursor.ts";

const ID = "01890a5d-ac96-774b-bcce-b302099a8057";

test("a cursor of any place is read as it was written", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" })), (place) => {
      expect(readCursor("products", writeCursor("products", place), () => true)).toEqual(place);
    }),
  );
});

describe("a cursor is refused as invalid input:", () => {
  test.each([
    ["nonsense", "%%%"],
    ["empty", ""],
    ["no JSON", Buffer.from("hello").toString("base64url")],
    ["no list of texts", Buffer.from(JSON.stringify(["orders", 1])).toString("base64url")],
    ["null", Buffer.from("null").toString("base64url")],
    ["another list's", writeCursor("members", [ID])],
    ["a place that is none", writeCursor("orders", ["x"])],
    ["a place with more than an id", writeCursor("orders", [ID, ID])],
    ["more than was written", `${writeCursor("orders", [ID])}x`],
    ["without a place", writeCursor("orders", [])],
  ])("%s", (_name, cursor) => {
    const refusal = expect.objectContaining({
      code: "INVALID_INPUT",
      details: { errors: [expect.objectContaining({ pointer: "/cursor", code: "CURSOR" })] },
    });
    expect(() => readIdCursor("orders", cursor)).toThrow(refusal);
    expect(() => readNumberCursor("orders", cursor)).toThrow(refusal);
  });
});

test("a list without a cursor begins at its beginning", () => {
  expect([readIdCursor("orders", undefined), readNumberCursor("entries", undefined)]).toEqual([null, null]);
});

test("a page leads to the next one when there is one more row than asked for", () => {
  const page = (rows: number[]) => pageOf("entries", rows, 2, String, (row) => [String(row)]);
  expect(page([7, 8])).toEqual({ items: ["7", "8"], nextCursor: null });
  const { items, nextCursor } = page([7, 8, 9]);
  expect(items).toEqual(["7", "8"]);
  expect(readNumberCursor("entries", nextCursor ?? "")).toBe("8");
});
