import { describe, expect, test } from "vitest";
import { searchPatterns, searchText } from "./search-text.ts";

describe("search text", () => {
  test("ignores capitals, spaces and how the letters are composed", () => {
    expect(searchText(["머그 컵".normalize("NFD"), null, "Blue Mug", ""])).toBe("머그컵 bluemug");
    expect(searchPatterns("  MUG  머그".normalize("NFD"))).toEqual(["%mug%", "%머그%"]);
  });

  test("takes LIKE's wildcards as letters", () => {
    expect(searchPatterns("100%_\\")).toEqual(["%100\\%\\_\\\\%"]);
  });

  test("looks at eight words at most", () => {
    expect(searchPatterns("a b c d e f g h i j")).toHaveLength(8);
  });
});
