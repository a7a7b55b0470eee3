import { expect, test } from "vitest";
import { listAddress, noRowsOf, oneOf } from "./list-address.ts";

test("a parameter is read once, composed and without spaces around it", () => {
  const query = { q: ` ${"머그".normalize("NFD")} `, low: ["true", "false"] };
  expect([oneOf(query, "q"), oneOf(query, "low"), oneOf(query, "cursor")]).toEqual(["머그", "true", ""]);
});

test("an address names what was chosen, and nothing else", () => {
  expect(listAddress("/admin/stock", { q: "a&b=1", low: "", cursor: "" })).toBe("/admin/stock?q=a%26b%3D1");
  expect(listAddress("/admin/stock", { q: "" })).toBe("/admin/stock");
});

test("a list without rows says whether a search emptied it, and leads back then", () => {
  const words = (key: "empty" | "none") => ({ empty: "nothing yet", none: "nothing fits" })[key];
  expect(noRowsOf(words, "/admin/stock", { q: "", low: "", cursor: undefined })).toEqual({
    text: "nothing yet",
  });
  expect(noRowsOf(words, "/admin/stock", { q: "머그", low: "" })).toEqual({
    text: "nothing fits",
    whole: "/admin/stock",
  });
});
