/** Which reviews of a product a visitor wants to read, and in which order. */
export const reviewSorts = ["newest", "helpful", "rating"] as const;

export type ReviewChoice = {
  sort: (typeof reviewSorts)[number];
  /** 0: every rating. */
  rating: number;
  /** Those with pictures alone. */
  pictures: boolean;
};

/** What the page shows first. */
export const firstChoice: ReviewChoice = { sort: "newest", rating: 0, pictures: false };
