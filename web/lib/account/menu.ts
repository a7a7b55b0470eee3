/**
 * The pages of the account as its menu shows them. Each name is the last part of the page's address and the
 * key of its words.
 */
export const menu = [
  { group: "shopping", pages: ["orders", "coupons", "points", "reviews", "restock-notices", "addresses"] },
  { group: "me", pages: ["profile", "password", "agreements"] },
  { group: "safety", pages: ["security", "sessions"] },
  { group: "data", pages: ["data", "leave"] },
] as const;

export type AccountPageName = (typeof menu)[number]["pages"][number];

export const accountPath = (page: AccountPageName): string => `/account/${page}`;
