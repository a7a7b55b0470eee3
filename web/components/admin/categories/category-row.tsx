"use client";

import type { ItemInstance } from "@headless-tree/core";
import clsx from "clsx";
import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";
import type { StaffCategory } from "@/lib/api/types";

/** The tree asks for a category that has just been deleted, too, and takes no null. */
export type TreeNode = { row: StaffCategory | null };

/** A category of the tree. The arrow opens and closes it; a click elsewhere chooses it. */
export function CategoryRow({ item }: { item: ItemInstance<TreeNode> }) {
  const t = useTranslations("categories");
  const { row } = item.getItemData();
  if (!row) return null;
  const { onClick: _toggles, ...props } = item.getProps();
  const hasMore = item.getChildren().length > 0;
  const { level } = item.getItemMeta();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the props have the tabIndex
    <div
      {...props}
      aria-expanded={hasMore ? item.isExpanded() : undefined}
      // The name is what the row shows.
      aria-label={undefined}
      className={clsx(
        "flex min-h-11 cursor-pointer items-center gap-2 rounded-md pr-3 hover:bg-sand",
        item.isSelected() && "bg-sand font-semibold",
        item.isUnorderedDragTarget() && "outline-2 outline-accent",
      )}
      onClick={() => {
        item.setFocused();
        item.primaryAction();
      }}
      onFocus={() => !item.isFocused() && item.setFocused()}
      role="treeitem"
      style={{ paddingLeft: `${level * 22}px` }}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys do the same */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: for the mouse only */}
      <span
        className={clsx("grid size-9 shrink-0 place-items-center text-soft", !hasMore && "invisible")}
        onClick={(event) => {
          event.stopPropagation();
          if (item.isExpanded()) item.collapse();
          else item.expand();
        }}
      >
        <Icon className={clsx(item.isExpanded() && "rotate-90")} name="right" size={16} />
      </span>
      <span className="min-w-0 flex-1 truncate">{row.name}</span>
      <span className="text-[0.8125rem] font-normal whitespace-nowrap text-soft tabular-nums">
        {t("count", { count: row.productCount })}
      </span>
    </div>
  );
}
