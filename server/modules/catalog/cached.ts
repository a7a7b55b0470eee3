/** What the response cache keeps lists by, and for how long. */
import type { ProductIndex } from "./product-index/product-index.ts";

/** The tag of every response that lists products or counts them. */
export const LISTS = "lists";

const LIST_AGE_MS = 60_000;

/** How long a list may be kept: it changes by itself when a sales period begins or ends. */
export const listAgeMs = ({ sales }: Pick<ProductIndex, "sales">, now: Date): number =>
  Math.max(1, Math.min(LIST_AGE_MS, sales.next - now.getTime()));
