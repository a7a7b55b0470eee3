/** The tree of categories in the order in which it is read. Pure. */
import type { StaffCategory } from "../../api/types.ts";

export type TreeRow = Pick<StaffCategory, "id" | "name" | "slug"> & {
  /** 0 for a category at the top. */
  depth: number;
};

export function treeRowsOf(categories: readonly StaffCategory[]): TreeRow[] {
  const below = new Map<string | null, StaffCategory[]>();
  for (const each of categories) below.set(each.parentId, [...(below.get(each.parentId) ?? []), each]);
  const rowsBelow = (parent: string | null, depth: number): TreeRow[] =>
    (below.get(parent) ?? []).flatMap(({ id, name, slug }) => [
      { id, name, slug, depth },
      ...rowsBelow(id, depth + 1),
    ]);
  return rowsBelow(null, 0);
}
