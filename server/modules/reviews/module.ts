import { createResponseCache } from "../../platform/http/response-cache.ts";
import type { Module } from "../../platform/module.ts";
import { nothing } from "../../platform/schema.ts";
import { PRODUCTS_CHANGED } from "../catalog/contract.ts";
import { audit } from "./audit.ts";
import { consumers } from "./consumers.ts";
import type { ReviewsContext } from "./context.ts";
import { reviews as contract, REVIEWS_CHANGED } from "./contract.ts";
import { routes } from "./routes.ts";
import { exportOf, forgetMember } from "./service/member-data.ts";
import { sweepPictures } from "./service/pictures.ts";
import { countWaiting } from "./service/questions.ts";

/** A page of ten reviews takes about 10 kB. */
const CACHE_BYTES = 16 * 1024 * 1024;

export function reviewsModule(reviews: ReviewsContext): Module<typeof contract> {
  const cache = createResponseCache(CACHE_BYTES);
  reviews.changes.subscribe(REVIEWS_CHANGED, (keys) => cache.drop(keys));
  // A product that is archived takes its reviews along.
  reviews.changes.subscribe(PRODUCTS_CHANGED, (keys) => cache.drop(keys));
  return {
    contract,
    port: {
      exportOf: ({ memberId }) => exportOf(reviews, memberId),
      forgetMember: async ({ memberId }) => {
        await forgetMember(reviews, memberId);
        return nothing;
      },
      countWaiting: () => countWaiting(reviews),
    },
    consumers: consumers(reviews),
    jobs: [{ name: "reviews.sweepPictures", everyMs: 60_000, run: () => sweepPictures(reviews) }],
    routes: (app) => routes(app, reviews, cache),
    audit: () => audit(reviews),
  };
}
