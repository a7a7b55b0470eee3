import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import { publish } from "../../platform/jobs/publish.ts";
import type { Picture } from "../catalog/contract/picture.ts";
import { reviews } from "./contract.ts";
import type { PictureRow } from "./review-queries.ts";

/** `pictures` is JSON. */
export const insertPictures = prepared<{ memberId: string; pictures: string; now: Date }, { id: string }>(
  (p) => sql`
    INSERT INTO reviews.pictures (id, member_id, shape, uploaded_at)
    SELECT id, ${p.memberId}, shape, ${p.now}
    FROM jsonb_to_recordset(${p.pictures}::jsonb) AS each (id uuid, shape jsonb)
    RETURNING id`,
);

/**
 * Gives a review these pictures, in this order: those that it has, and loose ones of the member. Its others
 * are dropped. Returns the ids that it has now.
 */
export const attachPictures = prepared<
  { reviewId: string; memberId: string; ids: string[]; now: Date },
  { id: string }
>(
  (p) => sql`
    WITH dropped AS (
      UPDATE reviews.pictures SET review_id = NULL, dropped_at = ${p.now}
      WHERE review_id = ${p.reviewId} AND id <> ALL (${p.ids}::uuid[])
    ), attached AS (
      UPDATE reviews.pictures SET review_id = ${p.reviewId},
        position = array_position(${p.ids}::uuid[], id)
      WHERE id = ANY (${p.ids}::uuid[]) AND member_id = ${p.memberId} AND dropped_at IS NULL
        AND (review_id IS NULL OR review_id = ${p.reviewId})
      RETURNING id
    ), published AS (
      SELECT ${publish(reviews.events.picturesAdded, { reviewId: sql`${p.reviewId}::uuid` })}
      WHERE EXISTS (SELECT FROM attached)
    )
    SELECT id FROM attached WHERE (SELECT count(*) FROM published) >= 0`,
);

export const listPictures = prepared<{ reviewId: string }, PictureRow & { productId: string }>(
  (p) => sql`
    SELECT picture.id, shape, product_id AS "productId"
    FROM reviews.pictures AS picture JOIN reviews.reviews AS review ON review.id = review_id
    WHERE review_id = ${p.reviewId} ORDER BY position`,
);

/** No row: the picture was dropped meanwhile. */
export const updateShape = prepared<{ id: string; shape: string }, { id: string }>(
  (p) => sql`
    UPDATE reviews.pictures SET shape = ${p.shape}::jsonb
    WHERE id = ${p.id} AND review_id IS NOT NULL RETURNING id`,
);

/** Pictures whose files may go: dropped ones, and those that no review took. */
export const listUnused = prepared<{ before: Date; limit: number }, { id: string; shape: Picture }>(
  (p) => sql`
    SELECT id, shape FROM reviews.pictures
    WHERE review_id IS NULL AND (dropped_at IS NOT NULL OR uploaded_at < ${p.before})
    ORDER BY uploaded_at LIMIT ${p.limit}`,
);

/** Marks a loose picture, so that no review takes it any more. No row: a review has it. */
export const dropPicture = prepared<{ id: string; now: Date }, { id: string }>(
  (p) => sql`
    UPDATE reviews.pictures SET dropped_at = coalesce(dropped_at, ${p.now})
    WHERE id = ${p.id} AND review_id IS NULL RETURNING id`,
);

export const deletePicture = prepared<{ id: string }, never>(
  (p) => sql`DELETE FROM reviews.pictures WHERE id = ${p.id} AND dropped_at IS NOT NULL`,
);
