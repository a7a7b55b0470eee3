import { describe, expect, test } from "vitest";
import type { StaffCategory } from "../../api/types.ts";
import { branchOf, foundIn, pathOf, stepOf, withPlace } from "./category-tree.ts";

const row = (id: string, parentId: string | null, position: number): StaffCategory => ({
  id,
  slug: `slug-${id}`,
  name: `이름 ${id}`,
  description: "",
  parentId,
  position,
  translations: id === "b1" ? { en: { name: "Bowl" } } : {},
  image: null,
  productCount: 0,
  etag: '"1"',
});
/** a (a1 (a11), a2), b (b1), c */
const rows = [
  row("a", null, 0),
  row("a1", "a", 0),
  row("a11", "a1", 0),
  row("a2", "a", 1),
  row("b", null, 1),
  row("b1", "b", 0),
  row("c", null, 2),
];
const drawn = (list: readonly StaffCategory[]) =>
  list.map(({ id, parentId, position }) => `${id}<${parentId ?? ""}:${position}`).join(" ");

describe("a category", () => {
  test("moves with all below it, and the others make room", () => {
    expect(drawn(withPlace(rows, "a", "b", 0))).toBe("b<:0 a<b:0 a1<a:0 a11<a1:0 a2<a:1 b1<b:1 c<:1");
    expect(drawn(withPlace(rows, "c", null, 0))).toMatch(/^c<:0 a<:1 .* b<:2 b1<b:0$/);
    expect(drawn(withPlace(rows, "a2", null))).toMatch(/c<:2 a2<:3$/);
    expect(withPlace(rows, "unknown", null)).toEqual(rows);
  });

  test("takes one step in each way that there is", () => {
    expect(stepOf(rows, "b", "up")).toEqual({ parentId: null, position: 0 });
    expect(stepOf(rows, "b", "down")).toEqual({ parentId: null, position: 2 });
    expect(stepOf(rows, "b", "in")).toEqual({ parentId: "a", position: 2 });
    expect(stepOf(rows, "a11", "out")).toEqual({ parentId: "a", position: 1 });
    for (const [id, way] of [
      ["a", "up"],
      ["a", "in"],
      ["a", "out"],
      ["c", "down"],
      ["x", "up"],
    ] as const)
      expect([id, way, stepOf(rows, id, way)]).toEqual([id, way, null]);
  });

  test("each step is where the tree then has it", () => {
    for (const { id } of rows)
      for (const way of ["up", "down", "in", "out"] as const) {
        const to = stepOf(rows, id, way);
        if (!to) continue;
        const moved = withPlace(rows, id, to.parentId, to.position);
        expect(moved.find((each) => each.id === id)).toMatchObject(to);
        expect(moved).toHaveLength(rows.length);
      }
  });
});

test("a branch is a category with all below it; a path leads from the top", () => {
  expect([...branchOf(rows, "a")]).toEqual(["a", "a1", "a11", "a2"]);
  expect(pathOf(rows, "a11").map(({ id }) => id)).toEqual(["a", "a1", "a11"]);
  expect(pathOf(rows, null)).toEqual([]);
});

test.each([
  ["이름 A11", ["a", "a1", "a11"]],
  ["이름a11", ["a", "a1", "a11"]],
  ["bow", ["b", "b1"]],
  ["slug-c", ["c"]],
  ["없음", []],
])("%s is found with all above it", (search, ids) => expect([...foundIn(rows, search)]).toEqual(ids));
