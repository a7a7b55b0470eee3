/** The tree of categories as a list, each before those below it; where one is moved, what is found. Pure. */
import type { StaffCategory } from "../../api/types.ts";

/** Where a category lies: below a parent (null: at the top), at a place counted from 0. */
export type Place = { parentId: string | null; position: number };

export const moveWays = ["up", "down", "in", "out"] as const;
export type MoveWay = (typeof moveWays)[number];

type Rows = readonly StaffCategory[];

export const childrenOf = (rows: Rows, parentId: string | null): StaffCategory[] =>
  rows.filter((row) => row.parentId === parentId);

/** The category and all above it, from the top. */
export function pathOf(rows: Rows, id: string | null): StaffCategory[] {
  const row = rows.find((each) => each.id === id);
  return row ? [...pathOf(rows, row.parentId), row] : [];
}

/** The category and all below it. */
export function branchOf(rows: Rows, id: string): ReadonlySet<string> {
  const branch = new Set([id]);
  // Each stands before those below it, so that one pass finds all.
  for (const row of rows) if (row.parentId !== null && branch.has(row.parentId)) branch.add(row.id);
  return branch;
}

/** The same categories with one of them at another place. Without a position it comes last. */
export function withPlace(
  rows: Rows,
  id: string,
  parentId: string | null,
  position?: number,
): StaffCategory[] {
  const moved = rows.find((row) => row.id === id);
  if (!moved) return [...rows];
  const others = rows.filter((row) => row.id !== id);
  const beside = childrenOf(others, parentId);
  const at = Math.min(position ?? beside.length, beside.length);
  const family = [...beside.slice(0, at), { ...moved, parentId }, ...beside.slice(at)];
  const children = new Map<string | null, StaffCategory[]>();
  for (const row of others) children.set(row.parentId, [...(children.get(row.parentId) ?? []), row]);
  children.set(parentId, family);
  return inOrder(children, null);
}

function inOrder(
  children: ReadonlyMap<string | null, StaffCategory[]>,
  parentId: string | null,
): StaffCategory[] {
  return (children.get(parentId) ?? []).flatMap((row, position) => [
    { ...row, position },
    ...inOrder(children, row.id),
  ]);
}

/** Where a step by keyboard or button leads. Null: there is no such step. */
export function stepOf(rows: Rows, id: string, way: MoveWay): Place | null {
  const row = rows.find((each) => each.id === id);
  if (!row) return null;
  const { parentId } = row;
  const beside = childrenOf(rows, parentId);
  const at = beside.findIndex((each) => each.id === id);
  if (way === "up") return at > 0 ? { parentId, position: at - 1 } : null;
  if (way === "down") return at < beside.length - 1 ? { parentId, position: at + 1 } : null;
  if (way === "in") {
    const before = beside[at - 1];
    return before ? { parentId: before.id, position: childrenOf(rows, before.id).length } : null;
  }
  const parent = rows.find((each) => each.id === parentId);
  return parent ? { parentId: parent.parentId, position: parent.position + 1 } : null;
}

const plain = (text: string): string => text.normalize("NFC").toLowerCase().replaceAll(/\s+/g, "");

/** The categories that a search shows: those whose name or address has its words, and all above them. */
export function foundIn(rows: Rows, search: string): ReadonlySet<string> {
  const wanted = plain(search);
  const named = rows.filter(({ name, slug, translations }) =>
    [name, slug, translations.en?.name ?? ""].some((text) => plain(text).includes(wanted)),
  );
  return new Set(named.flatMap(({ id }) => pathOf(rows, id).map((row) => row.id)));
}
