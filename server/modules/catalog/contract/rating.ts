/** How members rate a product. Every page and list shows the number that is computed here. Pure. */
import { type Static, Type } from "typebox";
import { Closed } from "../../../platform/schema.ts";

export const Rating = Closed({
  average: Type.Number({ description: "of 1 to 5 stars, rounded to one decimal" }),
  count: Type.Integer({ description: "reviews that are shown" }),
});
export type Rating = Static<typeof Rating>;

/** @param sum of the stars of `count` reviews; null without a review */
export const ratingOf = (count: number, sum: number): Rating | null =>
  count === 0 ? null : { average: Math.round((sum * 10) / count) / 10, count };
