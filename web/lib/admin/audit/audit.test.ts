import { expect, test } from "vitest";
import { changesOf, nameIn } from "./entry-diff.ts";
import { periodOf } from "./period.ts";
import { subjectOf } from "./subject.ts";

test("an entry shows each field that differs, as it was and as it is", () => {
  expect(
    changesOf({ "/name": "컵", same: 1, gone: true }, { "/name": "큰 컵", same: 1, "/a/b": ["x"] }),
  ).toEqual([
    { field: "name", was: "컵", now: "큰 컵" },
    { field: "gone", was: "true", now: null },
    { field: "a › b", was: null, now: '[\n "x"\n]' },
  ]);
  expect(changesOf(null, null)).toEqual([]);
  expect(changesOf(null, { text: "가".repeat(5_000) })[0]?.now).toHaveLength(2_001);
});

test("an entry names its subject as it is called after the change, or was before it", () => {
  expect(nameIn({ "/name": "컵" }, { "/name": "큰 컵" })).toBe("큰 컵");
  expect(nameIn({ name: "컵" }, null)).toBe("컵");
  expect(nameIn({ name: 1 }, { position: 2 })).toBe(null);
});

test.each([
  ["product:0190", "product", "0190", "/admin/products/0190"],
  ["stock:MUG-1@main", "stock", "MUG-1@main", "/admin/stock/MUG-1"],
  ["category:1", "category", "1", "/admin/categories?id=1"],
  ["catalog:synonyms", "catalog", "synonyms", "/admin/search"],
  ["members", "members", "", null],
  ["member:1", "member", "1", null],
  ["new-kind:1", null, "1", null],
])("%s is a %s with its page", (text, kind, name, page) => {
  expect(subjectOf(text)).toEqual({ kind, name, page });
});

test("a period is whole days of the shop; what is no day is no bound", () => {
  expect(periodOf("2026-11-01", "2026-11-02")).toEqual({
    from: "2026-10-31T15:00:00.000Z",
    to: "2026-11-02T15:00:00.000Z",
  });
  expect(periodOf("", "yesterday")).toEqual({});
  expect(periodOf("2026-99-01", "")).toEqual({});
});
