"use client";

import {
  dragAndDropFeature,
  hotkeysCoreFeature,
  isOrderedDragTarget,
  selectionFeature,
  syncDataLoaderFeature,
} from "@headless-tree/core";
import { useTree } from "@headless-tree/react";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { type MoveWay, type Place, pathOf, stepOf } from "@/lib/admin/categories/category-tree";
import type { StaffCategory } from "@/lib/api/types";
import { CategoryRow, type TreeNode } from "./category-row";

type Props = {
  rows: readonly StaffCategory[];
  /** The ids to show of them; null: all. */
  found: ReadonlySet<string> | null;
  chosen: string | null;
  choose: (id: string) => void;
  /** Null: the tree is shown only. */
  move: ((id: string, to: Place) => void) | null;
  /** Leads on to the form of the chosen category. */
  open: () => void;
};

const ROOT = "root";
/** More are shown closed at first. */
const MOST_OPEN = 60;
const STEPS: Readonly<Record<string, MoveWay>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowRight: "in",
  ArrowLeft: "out",
};

/** The tree of categories. Arrow keys walk, with Alt they move the category; it can be dragged, too. */
export function CategoryTree({ rows, found, chosen, choose, move, open }: Props) {
  const t = useTranslations("categories");
  const tree = useCategoryTree({ rows, found, chosen, choose, move, open });
  const { onKeyDown: _none, ...container } = tree.getContainerProps(t("tree"));

  return (
    <div
      {...container}
      aria-describedby={move ? "tree-keys" : undefined}
      className="relative outline-none"
      onKeyDown={(event) => {
        const way = event.altKey ? STEPS[event.key] : undefined;
        const id = tree.getState().focusedItem;
        if (!way || !id || !move) return;
        event.preventDefault();
        event.stopPropagation();
        const to = found ? null : stepOf(rows, id, way);
        if (!to) return;
        if (to.parentId !== null) tree.getItemInstance(to.parentId).expand();
        move(id, to);
        tree.updateDomFocus();
      }}
      role="tree"
    >
      {tree.getItems().map((item) => (
        <CategoryRow item={item} key={item.getId()} />
      ))}
      <div className="h-0.5 rounded-full bg-accent" style={tree.getDragLineStyle()} />
    </div>
  );
}

const GONE: TreeNode = { row: null };

function useCategoryTree({ rows, found, chosen, choose, move, open }: Props) {
  const children = useMemo(() => {
    const lists = new Map<string, string[]>();
    for (const { id, parentId } of rows) {
      if (found && !found.has(id)) continue;
      lists.set(parentId ?? ROOT, [...(lists.get(parentId ?? ROOT) ?? []), id]);
    }
    return lists;
  }, [rows, found]);
  const byId = useMemo(() => new Map(rows.map((row) => [row.id, { row }])), [rows]);
  const canMove = move !== null && found === null;
  const [expanded, setExpanded] = useState(() =>
    (rows.length > MOST_OPEN ? pathOf(rows, chosen) : rows).map(({ id }) => id),
  );
  // The tree takes another array for another state, and draws itself anew.
  const expandedItems = useMemo(() => (found ? [...found] : expanded), [found, expanded]);

  const tree = useTree<TreeNode>({
    rootItemId: ROOT,
    getItemName: (item) => item.getItemData().row?.name ?? "",
    // Every category may get others below it.
    isItemFolder: () => true,
    dataLoader: {
      getItem: (id) => byId.get(id) ?? GONE,
      getChildren: (id) => children.get(id) ?? [],
    },
    indent: 22,
    initialState: { selectedItems: chosen ? [chosen] : [] },
    state: { expandedItems },
    setExpandedItems: setExpanded,
    canDrag: () => canMove,
    canDrop: (items, { item: target }) =>
      canMove &&
      items.every((item) => item.getId() !== target.getId() && !target.isDescendentOf(item.getId())),
    onDrop: ([item], target) => {
      if (!item || !move) return;
      const parent = target.item.getId();
      if (parent !== ROOT) target.item.expand();
      const place = isOrderedDragTarget(target) ? target.insertionIndex : (children.get(parent)?.length ?? 0);
      move(item.getId(), { parentId: parent === ROOT ? null : parent, position: place });
    },
    onPrimaryAction: (item) => choose(item.getId()),
    hotkeys: {
      customOpen: {
        hotkey: "Enter",
        handler: (_event, instance) => {
          choose(instance.getFocusedItem().getId());
          open();
        },
      },
    },
    features: [syncDataLoaderFeature, selectionFeature, hotkeysCoreFeature, dragAndDropFeature],
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list, or other rows of it are open
  useEffect(() => tree.rebuildTree(), [tree, children, byId, found, expanded]);
  useEffect(() => {
    tree.setSelectedItems(chosen ? [chosen] : []);
  }, [tree, chosen]);
  return tree;
}
