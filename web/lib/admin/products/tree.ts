/** The tree of categories in the order in which it is read. Pure. */
import type { StaffCategory } from "../../api/types.ts";

export type TreeRow = Pick<StaffCategory, "id" | "name" | "slug"> & {
  /** 0 for a category at the top. */
  depth: number;
};

export function treeRowsOf(
  categories: readonly StaffCategory[],
  parent: string | null = null,
  depth = 0,
): TreeRow[] {
  return categories
    .filter(({ parentId }) => parentId === parent)
    .flatMap(({ id, name, slug }) => [{ id, name, slug, depth }, ...treeRowsOf(categories, id, depth + 1)]);
}
