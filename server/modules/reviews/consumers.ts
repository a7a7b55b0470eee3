import { type Consumers, on } from "../../platform/contract/contract.ts";
import type { ReviewsContext } from "./context.ts";
import { reviews as contract } from "./contract.ts";
import { announce, syncRating } from "./service/announce.ts";
import { renderPictures } from "./service/pictures.ts";

export const consumers = (reviews: ReviewsContext): Consumers => ({
  /** Both repeat what the request did, in case its process died in between or the catalogue was away. */
  ...on(contract.events.ratingChanged, async ({ productId }) => {
    await syncRating(reviews, productId);
    await announce(reviews, productId);
  }),
  ...on(contract.events.picturesAdded, ({ reviewId }) => renderPictures(reviews, reviewId)),
});
