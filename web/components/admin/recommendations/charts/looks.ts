import type { Task } from "@/lib/admin/recommendations/quality";

/** Lines differ in their dashes too: six colours would not be told apart by all, nor on paper. */
export const lineLooks: Readonly<Record<Task, { stroke: string; dashes: string }>> = {
  home: { stroke: "var(--color-accent)", dashes: "none" },
  homeAgain: { stroke: "var(--color-accent)", dashes: "7 4" },
  session: { stroke: "var(--color-leaf)", dashes: "none" },
  product: { stroke: "var(--color-ink)", dashes: "none" },
  cart: { stroke: "var(--color-leaf)", dashes: "7 4" },
  newItems: { stroke: "var(--color-ink)", dashes: "2 4" },
};

/** The champion's bars are pale with an edge. */
export const barLooks = {
  model: { fill: "var(--color-accent)", stroke: "var(--color-accent)" },
  champion: { fill: "var(--color-leaf-wash)", stroke: "var(--color-leaf)" },
} as const;

export const axis = {
  stroke: "var(--color-edge)",
  tick: { fill: "var(--color-soft)", fontSize: 12 },
} as const;
