/** In which order shoppers read reviews; `rating`: the best first. */
export const reviewSorts = ["newest", "helpful", "rating"] as const;
export type ReviewSort = (typeof reviewSorts)[number];
