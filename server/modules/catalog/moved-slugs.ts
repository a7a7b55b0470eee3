/** Former slugs in public lists: a page of a former slug leads to the present one. Pure. */
import { Type } from "typebox";

/** Of more, the newest are told. */
export const MOST_MOVED = 1_000;

export const MovedSlugs = Type.Record(Type.String(), Type.String(), {
  description: "former slugs, each with the one that it leads to",
});

export const movedSlugs = (rows: readonly { readonly slug: string; readonly to: string }[]) =>
  Object.fromEntries(rows.map(({ slug, to }) => [slug, to]));
