/** The filters of the room for reviews and questions, as its address has them. */
import { oneOf, type PageQuery } from "./list-address.ts";

export type ReviewTab = "reviews" | "questions";

const names = ["rating", "state", "answered", "reported"] as const;
export type ReviewSearch = Readonly<Record<(typeof names)[number], string>>;

/** The values as the form has them; "" for a filter that is not used. */
export const searchOf = (query: PageQuery): ReviewSearch =>
  Object.fromEntries(names.map((name) => [name, oneOf(query, name)])) as ReviewSearch;

/** What the API is asked for. A value that no filter has is left out. */
export function chosenFilters(query: PageQuery) {
  const { rating, state, answered, reported } = searchOf(query);
  return {
    ...(/^[1-5]$/.test(rating) && { rating: Number(rating) }),
    ...(state === "shown" && { state: "shown" as const }),
    ...(state === "hidden" && { state: "hidden" as const }),
    ...((answered === "true" || answered === "false") && { answered: answered === "true" }),
    ...(reported === "true" && { reported: true }),
  };
}
