import { expect, test } from "vitest";
import { lineLabel } from "./line-label.ts";

const cup = (...values: string[]) => ({
  name: "컵",
  options: values.map((value) => ({ label: "옵션", value })),
});

test("lines of one name are told apart by their options", () => {
  const items = [cup("빨강", "L"), cup("파랑", "L"), { ...cup("빨강"), name: "접시" }];
  expect(items.map((item) => lineLabel(item, items))).toEqual(["컵 (빨강, L)", "컵 (파랑, L)", "접시"]);
  expect(lineLabel(cup("빨강"), [cup("빨강")])).toBe("컵");
  expect(lineLabel(cup(), [cup(), cup()])).toBe("컵");
});
