import { expect, test } from "vitest";
import type { StaffPicture } from "../../api/types.ts";
import { movedTo, withChanged } from "./pictures.ts";
import { treeRowsOf } from "./tree.ts";

const image = { url: "/a.webp", width: 1, height: 1, color: "#ffffff", alt: "", sources: [] };
const picture = (id: string, ...skus: string[]): StaffPicture => ({ id, image, alt: {}, skus, ready: true });

test("a picture moves to its place, and the others keep their order", () => {
  const moved = (id: string, to: number) =>
    movedTo([picture("a"), picture("b"), picture("c")], id, to)
      .map((each) => each.id)
      .join("");
  expect([moved("c", 0), moved("a", 1), moved("a", 2), moved("?", 0)]).toEqual(["cab", "bac", "bca", "abc"]);
});

test("a variant shows one picture", () => {
  const after = withChanged([picture("a", "S", "M"), picture("b")], picture("b", "M"));
  expect(after.map(({ skus }) => skus)).toEqual([["S"], ["M"]]);
});

test("each category stands before those below it", () => {
  const category = (id: string, parentId: string | null) => ({
    ...{ id, slug: id, name: id, parentId, description: "", position: 0, translations: {} },
    ...{ image: null, productCount: 0, etag: "" },
  });
  const rows = treeRowsOf([category("tea", null), category("home", null), category("cups", "tea")]);
  expect(rows.map(({ name, depth }) => `${depth} ${name}`)).toEqual(["0 tea", "1 cups", "0 home"]);
});
