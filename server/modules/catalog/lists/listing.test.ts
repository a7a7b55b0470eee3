import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeCursor } from "../../../platform/http/cursor.ts";
import { readListing } from "./listing.ts";

test("a filter that is left empty filters nothing, as a form sends it", () => {
  const query = {
    category: "",
    brand: "",
    "option.색상": "",
    "option.크기": [" ", ""],
    "attribute.size": ",",
  };
  expect(readListing(query).filters).toEqual(readListing({}).filters);
});

describe("a cursor", () => {
  const id = "01890a5d-ac96-774b-bcce-b302099a8057";
  test.each(["newest", "price", "-price"] as const)(
    "of a list sorted by %s is read as it was written",
    (sort) => {
      fc.assert(
        fc.property(fc.maxSafeInteger(), (key) => {
          const { after } = readListing({ sort, cursor: writeCursor(sort, [String(key), id]) });
          expect(after).toEqual([String(key), id]);
        }),
      );
    },
  );

  test("of a list sorted by name is read as it was written, for every name", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 100 }).filter((name) => !name.includes("\0")),
        (key) => {
          const { after } = readListing({ sort: "name", cursor: writeCursor("name", [key, id]) });
          expect(after?.[0]).toBe(key);
        },
      ),
    );
  });

  test.each([
    ["nonsense", "%%%"],
    ["no JSON", Buffer.from("hello").toString("base64url")],
    ["JSON of another shape", Buffer.from("[1]").toString("base64url")],
    ["null", Buffer.from("null").toString("base64url")],
    ["another sort's", writeCursor("price", ["1", id])],
    ["a key that is no number", writeCursor("newest", ["1; DROP TABLE", id])],
    ["a key beyond 64 bits", writeCursor("newest", ["9".repeat(19), id])],
    ["an id that is none", writeCursor("newest", ["1", "x"])],
    ["an empty one", ""],
  ])("that was tampered with is refused: %s", (_name, cursor) => {
    expect(() => readListing({ cursor })).toThrow(expect.objectContaining({ code: "INVALID_INPUT" }));
  });
});
